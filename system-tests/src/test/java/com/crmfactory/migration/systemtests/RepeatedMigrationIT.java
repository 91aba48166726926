package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The same org once more: a killed analysis ends in the same report, and the run writes nothing. */
@Order(3)
@ExtendWith(SharedInstallation.class)
class RepeatedMigrationIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Installation installation;
    private final FirstMigration first;

    RepeatedMigrationIT(Installation installation) {
        this.installation = installation;
        this.first = installation.first();
    }

    @Test
    void aKilledAnalysisEndsInTheSameReportAndTheSecondRunWritesNothing() {
        MigrationApi api = installation.api();
        installation.source().disturb(LateAnswers.describes(1));
        String id = api.analyze(installation.source()).expect(202).path("migration_id").asText();
        installation.topics().await(Topics.ANALYSIS_EVENTS, "analyzed object", SOON,
                message -> message.key().equals(id) && message.headers().get("ce_type").contains("object"));
        installation.kill("analyzer");
        installation.source().behave();
        assertThat(api.migration(id).path("status").asText()).isEqualTo("analyzing");
        installation.restart("analyzer");
        assertThat(api.awaitAnalysis(id).path("status").asText()).isEqualTo("ready");
        assertThat(comparable(api.get("/" + id + "/report").expect(200))).isEqualTo(comparable(first.report()));

        Map<String, String> before = versions();
        api.run(id).expect(202);
        JsonNode record = api.awaitRun(id);
        assertThat(record.path("status").asText()).isEqualTo(first.record().path("status").asText());
        for (JsonNode object : record.path("objects")) {
            JsonNode then = first.object(object.path("object").asText());
            assertThat(object.path("unchanged").asLong()).as(object.toString())
                    .isEqualTo(then.path("imported").asLong());
            assertThat(object.path("failed").asLong()).as(object.toString()).isEqualTo(then.path("failed").asLong());
            assertThat(object.path("imported").asLong() + object.path("updated").asLong()).as(object.toString())
                    .isZero();
        }
        assertThat(versions()).isEqualTo(before);
        JsonNode validation = api.get("/" + id + "/validation").expect(200);
        assertThat(validation.path("result").asText()).isEqualTo("passed");
        first.assertLinkedAlike(validation);
    }

    /** What depends on the moment is left out: ids, times, and the estimates, which rest on what was measured meanwhile. */
    private static JsonNode comparable(JsonNode report) {
        ObjectNode copy = report.deepCopy();
        copy.remove("migration_id");
        copy.remove("generated_at");
        copy.remove("timeline");
        return copy;
    }

    /** Changes with every row version that is written, even one that is equal to the last. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        Snapshot.of(installation.database()).tables().forEach(table -> versions.putAll(installation.database()
                .map("SELECT '" + table + "', md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM crm."
                        + table)));
        return versions;
    }
}
