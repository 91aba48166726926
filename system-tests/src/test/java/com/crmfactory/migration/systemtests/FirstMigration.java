package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The generated org, migrated once without any disturbance.
 *
 * @param record
 *            the migration record at the end
 * @param plan
 *            the plan before the run
 * @param stats
 *            what the org saw of the run alone
 * @param analysisStats
 *            what the org saw of the analysis
 * @param live
 *            a stream that was open all the time, and still is
 */
record FirstMigration(String id, JsonNode record, JsonNode report, JsonNode plan, JsonNode analysisStats,
        JsonNode stats,
        JsonNode validation, LiveEvents live) implements AutoCloseable {

    private static final List<String> COUNTS = List.of("records_total", "imported", "updated", "unchanged", "merged",
            "skipped", "failed");

    static FirstMigration of(Installation installation) {
        MigrationApi api = installation.api();
        SourceOrg source = installation.source();
        source.resetStats();
        String id = api.analyze(source).expect(202).path("migration_id").asText();
        LiveEvents live = api.follow(id);
        api.awaitAnalysis(id);
        JsonNode report = api.get("/" + id + "/report").expect(200);
        JsonNode plan = api.get("/" + id + "/plan").expect(200);
        JsonNode analysisStats = source.stats();
        source.resetStats();
        api.run(id).expect(202);
        JsonNode record = api.awaitRun(id);
        JsonNode stats = source.stats();
        JsonNode validation = api.get("/" + id + "/validation").expect(200);
        Snapshot.of(installation.database()).take();
        return new FirstMigration(id, record, report, plan, analysisStats, stats, validation, live);
    }

    Stream<JsonNode> objects() {
        return elements(record.path("objects"));
    }

    JsonNode object(String name) {
        return objects().filter(object -> object.path("object").asText().equals(name)).findFirst().orElseThrow();
    }

    /** Fails unless a later run of the same org ended in the same status with the same counts for every object. */
    void assertEndedAlike(JsonNode later) {
        assertThat(later.path("status").asText()).as(later.toString()).isEqualTo(record.path("status").asText());
        assertThat(later.path("objects")).hasSameSizeAs(record.path("objects"));
        for (JsonNode object : later.path("objects")) {
            JsonNode then = object(object.path("object").asText());
            for (String count : COUNTS) {
                assertThat(object.path(count).asLong()).as("%s of %s", count, object)
                        .isEqualTo(then.path(count).asLong());
            }
        }
    }

    void assertLinkedAlike(JsonNode laterValidation) {
        assertThat(laterValidation.path("relationships")).isEqualTo(validation.path("relationships"));
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public void close() {
        live.close();
    }
}
