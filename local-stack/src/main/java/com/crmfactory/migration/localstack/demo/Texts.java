package com.crmfactory.migration.localstack.demo;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;
import com.fasterxml.jackson.databind.JsonNode;

/** What the demo prints about a report, a ledger and a validation. */
final class Texts {

    private static final int RISKS_SHOWN = 12;

    private Texts() {
    }

    static String readiness(JsonNode report) {
        JsonNode org = report.path("salesforce");
        JsonNode summary = report.path("summary");
        StringBuilder text = new StringBuilder();
        text.append("Readiness of %s (%s): %d of 100, %s%n".formatted(
                org.path("org_name").asText(),
                org.path("edition").asText(),
                report.path("readiness_score").asInt(),
                report.path("readiness_level").asText()));
        text.append("%,d objects, %,d of them with records; %,d records; %,d of %,d fields are mapped%n".formatted(
                summary.path("objects_total").asLong(),
                summary.path("objects_with_records").asLong(),
                summary.path("records_total").asLong(),
                summary.path("fields_mapped").asLong(),
                summary.path("fields_total").asLong()));
        text.append(objects(report.path("objects")));
        text.append(risks(report.path("risks")));
        text.append("Order: ").append(waves(report.path("plan").path("waves"))).append(System.lineSeparator());
        return text.toString();
    }

    private static String objects(JsonNode objects) {
        Table table = new Table(3, "object", "target", "compatibility", "score", "records");
        for (JsonNode object : objects) {
            if (object.path("record_count").asLong() > 0) {
                table.row(
                        object.path("object").asText(),
                        object.path("target").asText("–"),
                        object.path("compatibility").asText(),
                        object.path("score").asLong(),
                        object.path("record_count").asLong());
            }
        }
        return table.toString();
    }

    private static String risks(JsonNode risks) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (JsonNode risk : risks) {
            if (shown++ < RISKS_SHOWN) {
                text.append("  ! %-7s %s%s%n".formatted(
                        risk.path("severity").asText(),
                        place(risk),
                        risk.path("message").asText()));
            }
        }
        if (shown > RISKS_SHOWN) {
            text.append("  and %d more risks in the report%n".formatted(shown - RISKS_SHOWN));
        }
        return text.toString();
    }

    /** {@code Account.Rating: }, {@code Account: } or nothing, as far as the risk has a place. */
    private static String place(JsonNode risk) {
        String object = risk.path("object").asText("");
        String field = risk.path("field").asText("");
        return object.isEmpty() ? "" : object + (field.isEmpty() ? "" : "." + field) + ": ";
    }

    private static String waves(JsonNode waves) {
        List<String> names = new ArrayList<>();
        for (JsonNode wave : waves) {
            List<String> objects = new ArrayList<>();
            wave.forEach(object -> objects.add(object.asText()));
            names.add(String.join(", ", objects));
        }
        return String.join(" → ", names);
    }

    static String ledger(MigrationView migration) {
        Table table = new Table(
                2,
                "object",
                "status",
                "total",
                "imported",
                "updated",
                "unchanged",
                "merged",
                "skipped",
                "failed",
                "balance");
        for (MigratedObject object : migration.objects()) {
            table.row(
                    object.object(),
                    object.status(),
                    object.recordsTotal(),
                    object.imported(),
                    object.updated(),
                    object.unchanged(),
                    object.merged(),
                    object.skipped(),
                    object.failed(),
                    object.isBalanced() ? "ok" : "DIFFERS");
        }
        return "Ledger" + System.lineSeparator() + table;
    }

    static String validation(ValidationView validation) {
        Table counts = new Table(2, "object", "target", "in Salesforce", "in the ledger", "in the CRM", "missing");
        validation.objects()
                .forEach(
                        object -> counts.row(
                                object.object(),
                                object.target(),
                                object.sourceCount(),
                                object.ledgerCount(),
                                object.targetCount(),
                                object.missing()));
        Table links = new Table(2, "object", "relationship", "filled", "linked", "orphans");
        validation.relationships()
                .forEach(
                        link -> links.row(
                                link.object(),
                                link.field(),
                                link.sourceFilled(),
                                link.linked(),
                                link.orphans()));
        return "Validation: " + validation.result() + System.lineSeparator() + counts + links;
    }
}
