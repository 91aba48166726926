package com.crmfactory.migration.gateway.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.crmfactory.migration.gateway.contract.Contract.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes requests out of the OpenAPI document: nearly right, slightly wrong, and nonsense. Same seed, same requests. */
final class Fuzz {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final List<String> TEXTS = List.of("", " ", "null", "0", "-1", "1", "200", "201",
            "9999999999999999999",
            "true", "äöü€", "\u0000", "\uD83D\uDE00", "../..", "a/b", "%", "'; drop table migration; --", "<script>",
            "x".repeat(300), "{}", "mig_", "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM", "0015g00000ABCDEAA5", "summary", "ready",
            "Account", "text", "\r\nX: y", "\u202e", "1e400", "NaN");
    private static final List<String> MEDIA_TYPES = List.of("application/json", "*/*", "text/csv", "text/html",
            "text/event-stream", "image/png", "nonsense", "application/json;q=0.1, */*");

    private final Random random;
    private final Contract contract;
    private final List<Operation> operations;
    private final List<String> migrations;

    /**
     * One request.
     *
     * @param path
     *            with its query, encoded
     * @param body
     *            null if there is none
     */
    record Request(String method, String path, Map<String, String> headers, String body) {
    }

    Fuzz(long seed, Contract contract, List<String> migrations) {
        this.random = new Random(seed);
        this.contract = contract;
        this.operations = contract.operations().stream().filter(one -> one.path().startsWith("/api/")).toList();
        this.migrations = migrations;
    }

    Request next() {
        Operation operation = pick(operations);
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.node().path("parameters")) {
            if (chance(2)) {
                continue;
            }
            String name = parameter.path("name").asText();
            String value = chance(2) && parameter.has("example") ? parameter.path("example").asText() : pick(TEXTS);
            switch (parameter.path("in").asText()) {
                case "query" ->
                    query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(encode(value));
                case "header" -> headers.put(name, header(name, value));
                default -> {
                    // Path parameters are put where they belong.
                }
            }
        }
        if (chance(4)) {
            headers.put("Accept", pick(MEDIA_TYPES));
        }
        String body = body(operation, headers);
        return new Request(operation.method(), path(operation) + (chance(10) ? "/" : "") + query, headers, body);
    }

    private String path(Operation operation) {
        Matcher placeholder = PLACEHOLDER.matcher(operation.path());
        return placeholder.replaceAll(found -> Matcher.quoteReplacement(encode(switch (found.group(1)) {
            case "id" -> chance(5) ? segment() : pick(migrations);
            case "object" -> chance(3) ? segment() : pick(List.of("User", "Account"));
            default -> chance(2) ? segment() : "0015g00000ABCDEAA5";
        })));
    }

    /** Without anything in it the path would be that of another operation. */
    private String segment() {
        String text = text();
        return text.isEmpty() ? "-" : text;
    }

    private String body(Operation operation, Map<String, String> headers) {
        boolean expected = operation.node().has("requestBody");
        if (!expected && !chance(10) || List.of("GET", "DELETE").contains(operation.method())) {
            return null;
        }
        headers.put("Content-Type", chance(12)
                ? pick(List.of("text/plain", "application/xml", "nonsense",
                        "application/json; charset=utf-16", "application/x-www-form-urlencoded"))
                : "application/json");
        JsonNode example = contract.exampleBody(operation);
        if (example.isMissingNode() || chance(12)) {
            return pick(List.of("", "{", "[]", "null", "{}", "\"x\"", "[".repeat(5_000), "{\"a\":1}", "\u0000", "1e999",
                    "{\"a\":1,\"a\":2}"));
        }
        JsonNode changed = example.deepCopy();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            change(changed);
        }
        return changed.toString().replace("mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM", pick(migrations))
                .replace("https://acme.my.salesforce.com", "http://127.0.0.1:9");
    }

    /** Somewhere inside, one thing is different. */
    private void change(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.properties().stream().map(Map.Entry::getKey).toList());
            String name = pick(names);
            if (object.get(name).isContainerNode() && !object.get(name).isEmpty() && !chance(3)) {
                change(object.get(name));
            } else {
                switch (random.nextInt(4)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set(pick(TEXTS), value());
                    default -> object.set(name, value());
                }
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (array.get(index).isContainerNode() && !chance(3)) {
                change(array.get(index));
            } else if (chance(2)) {
                array.add(array.get(index).deepCopy());
            } else {
                array.set(index, value());
            }
        }
    }

    private JsonNode value() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextInt());
            case 3 -> make.numberNode(random.nextGaussian() * 1e300);
            case 4 -> make.arrayNode().add(make.nullNode());
            case 5 -> make.objectNode().put("x", 1);
            case 6 -> make.objectNode();
            default -> make.textNode(text());
        };
    }

    private String text() {
        return pick(TEXTS);
    }

    /** Header values are printable; everything else the client would not send. */
    private String header(String name, String value) {
        return "Idempotency-Key".equals(name) && chance(2)
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : value.replaceAll("[^ -~]", "?");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
