package com.crmfactory.migration.salesforce;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Several queries in one {@code POST /composite}, which Salesforce counts as one API call; at most five of its parts may
 * be queries (REST guide, resources_composite_composite). A part that fails leaves the others alone.
 */
final class CompositeQueries {
    static final int MOST = 5;
    private static final int OK = 200;

    private final ObjectMapper json;
    private final String root;

    /**
     * @param root
     *            {@code /services/data/v67.0}
     */
    CompositeQueries(ObjectMapper json, String root) {
        this.json = json;
        this.root = root;
    }

    /** @throws IllegalArgumentException if there are none or too many */
    String body(List<Question> questions) {
        if (questions.isEmpty() || questions.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " questions");
        }
        ObjectNode body = json.createObjectNode().put("allOrNone", false);
        ArrayNode parts = body.putArray("compositeRequest");
        for (Question question : questions) {
            parts.addObject().put("method", "GET").put("referenceId", "q" + parts.size())
                    .put("url", root + (question.queryAll() ? "/queryAll" : "/query") + "?q="
                            + OrgUrls.encoded(question.soql()));
        }
        return body.toString();
    }

    /** In the order of the questions. Fails as unreadable if an answer is missing. */
    List<Reply> read(JsonNode answer, int questions) throws JsonProcessingException {
        JsonNode parts = answer.path("compositeResponse");
        if (parts.size() != questions) {
            throw new com.fasterxml.jackson.core.JsonParseException(null, "not as many answers as questions");
        }
        List<Reply> replies = new ArrayList<>();
        for (JsonNode part : parts) {
            int status = part.path("httpStatusCode").asInt();
            replies.add(status == OK
                    ? new Reply.Answered(json.treeToValue(part.path("body"), QueryPage.class))
                    : new Reply.Refused(ErrorTable
                            .explain(ErrorBody.of(status, part.path("body").toString(), json), null)));
        }
        return List.copyOf(replies);
    }
}
