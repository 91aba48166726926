package com.crmfactory.migration.localstack.demo;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The gateway's answer to {@code GET /{id}/validation}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ValidationView(String result, List<ObjectCount> objects, List<Relationship> relationships) {

    ValidationView {
        objects = objects == null ? List.of() : List.copyOf(objects);
        relationships = relationships == null ? List.of() : List.copyOf(relationships);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ObjectCount(String object, String target, long sourceCount, long ledgerCount, long targetCount,
            long missing) {
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Relationship(String object, String field, long sourceFilled, long linked, long orphans) {
    }

    boolean isPassed() {
        return "passed".equals(result);
    }
}
