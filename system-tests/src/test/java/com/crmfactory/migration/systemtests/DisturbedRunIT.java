package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.localstack.chaos.MessageReplay;
import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;

/** What the services stand on goes away, or they come and go themselves: the rows are those of the undisturbed run. */
@Order(5)
@ExtendWith(SharedInstallation.class)
class DisturbedRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SECOND_IMPORTER = "importer-2";
    private static final long SEED = 20_261_128;
    /** The second page of an object is late, so that what happens meanwhile hits a half-imported one at any speed. */
    private static final String LATE = """
                                       {"match": {"method": "GET", "pathRegex": "/results", "object": "%s"}, "fault": "delay",
                                        "delayMs": 8000, "after": 1, "times": 1}""";

    private final Installation installation;
    private final MigrationApi api;

    DisturbedRunIT(Installation installation) {
        this.installation = installation;
        this.api = installation.api();
    }

    @Test
    void neitherTheBrokerNorTheDatabaseIsMissedForGood() {
        ComparedRun run = ComparedRun.of(installation, LATE.formatted("Contact"), LATE.formatted("Case"));
        moves(run, "Contact");
        installation.kill("kafka");
        installation.restart("kafka");
        moves(run, "Case");
        installation.kill("postgres");
        installation.restart("postgres");
        run.assertEndsAsTheUndisturbedOne();
    }

    @Test
    void everyMessageTwiceAndInAnyOrderWhileAnImporterComesAndGoesChangesNoRow() {
        ComparedRun run = ComparedRun.of(installation, LATE.formatted("Contact"), LATE.formatted("Case"));
        MessageReplay messages = installation.replay();
        Random order = new Random(SEED);
        moves(run, "Contact");
        installation.restart(SECOND_IMPORTER);
        assertThat(messages.replay(run.id(), order)).as("messages sent again").isPositive();
        moves(run, "Case");
        installation.kill(SECOND_IMPORTER);
        messages.replay(run.id(), order);
        JsonNode record = run.assertEndsAsTheUndisturbedOne();
        messages.replay(run.id(), order);
        String next = api.ready(installation.source());
        assertThat(api.migration(run.id()).path("objects")).as("while the next analysis passed " + next)
                .isEqualTo(record.path("objects"));
        run.assertRowsAreTheSame();
    }

    private void moves(ComparedRun run, String object) {
        installation.topics().await(Topics.PROGRESS, object + " that is imported", PATIENCE,
                message -> message.isProgressOf(run.id(), object)
                        && message.value().path("records_processed").asLong() > 0);
    }
}
