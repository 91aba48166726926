package com.crmfactory.migration.analyzer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes for tests: recorded ones, and ones written in a line a field. */
public final class Describes {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Set<String> FURTHER = Set.of("Campaign", "OpportunityContactRole", "Pricebook2",
            "PricebookEntry", "Invoice__c", "Payment__c");
    private static final Set<String> TRIMMED = Set.of("PricebookEntry", "Product2", "Task", "User");
    private static final Path SHARED = Path.of("..", "..", "shared", "salesforce");

    private Describes() {
    }

    /** Every describe in the shared recordings and sample orgs; none where the folder is not there. */
    public static List<Path> recorded() {
        return Stream.of("recorded/describe", "orgs/service-desk/describe", "orgs/nonprofit/describe")
                .map(SHARED::resolve).filter(Files::isDirectory).flatMap(Describes::files).sorted().toList();
    }

    /** Recorded describes with few of their keys, of objects that are not recorded in full; likewise. */
    public static List<ObjectDescribe> trimmed() {
        Path file = SHARED.resolve("recorded/describe-trimmed-16-objects.json");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            List<ObjectDescribe> describes = new ArrayList<>();
            JSON.readTree(file.toFile()).path("standard")
                    .forEach(json -> describes.add(JSON.convertValue(json, ObjectDescribe.class)));
            return describes.stream().filter(describe -> TRIMMED.contains(describe.name())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a generated org that are analysed, as its simulator describes them. */
    public static List<ObjectDescribe> generated() {
        return GeneratedOrg.of(0.001, 7).tables().stream()
                .filter(table -> TargetCatalogue.defaultObjects().contains(table.describe().name())
                        || FURTHER.contains(table.describe().name()))
                .map(table -> JSON.convertValue(table.describe().json(), ObjectDescribe.class)).toList();
    }

    public static ObjectDescribe read(Path file) {
        try {
            return JSON.readValue(file.toFile(), ObjectDescribe.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Each field is {@code Name type [trait …]}; traits are nillable, calculated, cascadeDelete, html, auto, name, encrypted,
     * {@code ->Object,Object}, {@code =value|value}, {@code of:Compound}, {@code length:n}.
     */
    public static ObjectDescribe of(String object, String... fields) {
        return withRecordTypes(object, 0, fields);
    }

    /** Likewise, with so many active record types beside the master. */
    public static ObjectDescribe withRecordTypes(String object, int recordTypes, String... fields) {
        ObjectNode json = JSON.createObjectNode().put("name", object).put("label", object).put("keyPrefix", "a00")
                .put("custom", object.endsWith("__c")).put("queryable", true);
        ArrayNode list = json.putArray("fields");
        Arrays.stream(fields).forEach(field -> list.add(field(field)));
        ArrayNode types = json.putArray("recordTypeInfos");
        for (int i = 0; i < recordTypes; i++) {
            types.addObject().put("name", "Type " + i).put("active", true).put("master", false);
        }
        return JSON.convertValue(json, ObjectDescribe.class);
    }

    private static ObjectNode field(String line) {
        String[] words = line.split(" ");
        ObjectNode json = JSON.createObjectNode().put("name", words[0]).put("label", words[0]).put("type", words[1])
                .put("custom", words[0].matches(".+__(c|pc|s)")).put("filterable", true).put("groupable", true)
                .put("aggregatable", true).put("createable", true);
        json.putArray("referenceTo");
        for (String trait : Arrays.asList(words).subList(2, words.length)) {
            trait(json, trait);
        }
        return json;
    }

    private static void trait(ObjectNode json, String trait) {
        if (trait.startsWith("->")) {
            ArrayNode targets = json.putArray("referenceTo");
            Arrays.stream(trait.substring(2).split(",")).forEach(targets::add);
        } else if (trait.startsWith("=")) {
            ArrayNode values = json.putArray("picklistValues");
            Arrays.stream(trait.substring(1).split("\\|")).map(value -> value.replace('_', ' '))
                    .forEach(value -> values.addObject().put("value", value).put("label", value).put("active", true));
        } else if (trait.startsWith("of:")) {
            json.put("compoundFieldName", trait.substring(3));
        } else if (trait.startsWith("length:")) {
            json.put("length", Integer.parseInt(trait.substring(7)));
        } else {
            json.put(switch (trait) {
                case "html" -> "htmlFormatted";
                case "auto" -> "autoNumber";
                case "name" -> "nameField";
                default -> trait;
            }, true);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
