package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;

/** Services are asked to end and come back, as in a rolling update, while they work: nothing of that is seen. */
@Order(4)
@ExtendWith(SharedInstallation.class)
class UpdatedServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Late answers, so that the end comes in the middle of the work on a machine of any speed. */
    private static final String LATE_DESCRIBES = """
                                                 {"match": {"method": "GET", "pathRegex": "/describe$"}, "fault": "delay",
                                                  "delayMs": 3000, "after": 3, "times": 4}""";
    private static final String LATE_CONTACTS = """
                                                {"match": {"method": "GET", "pathRegex": "/results", "object": "Contact"}, "fault": "delay",
                                                 "delayMs": 5000, "after": 1, "times": 1}""";

    private final Installation installation;

    UpdatedServicesIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void aRollingUpdateInTheMiddleOfTheWorkFailsNothingAndChangesNoRow() {
        MigrationApi api = installation.api();
        Snapshot snapshot = Snapshot.of(installation.database());
        snapshot.empty();
        long lettersBefore = deadLetters();
        installation.source().disturb(LATE_DESCRIBES);
        String id = api.analyze(installation.source()).expect(202).path("migration_id").asText();
        installation.topics().await(Topics.ANALYSIS_EVENTS, "object that is analyzed", PATIENCE,
                message -> id.equals(message.key()) && message.headers().get("ce_type").contains("object_analyzed"));
        installation.restart("analyzer");
        assertThat(api.awaitAnalysis(id).path("status").asText()).isEqualTo("ready");

        installation.source().disturb(LATE_CONTACTS);
        api.run(id).expect(202);
        installation.topics().await(Topics.PROGRESS, "contact that is imported", PATIENCE,
                message -> message.isProgressOf(id, "Contact")
                        && message.value().path("records_processed").asLong() > 0);
        installation.restart("importer");
        installation.restart("gateway");

        assertThat(api.awaitRun(id).path("status").asText())
                .isEqualTo(installation.first().record().path("status").asText());
        snapshot.assertUnchanged();
        assertThat(deadLetters()).isEqualTo(lettersBefore);
    }

    private long deadLetters() {
        return installation.topics().all().stream().filter(message -> message.topic().endsWith(".dlq")).count();
    }
}
