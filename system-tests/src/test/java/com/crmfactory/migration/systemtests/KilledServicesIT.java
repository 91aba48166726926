package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.systemtests.KafkaTopics.Message;
import com.crmfactory.migration.systemtests.Kills.Kill;

/**
 * Services are killed with -9 in the middle of their work: the rows at the end are those of the undisturbed run. The
 * moments are drawn from a seed; {@code -Dkills.seed=N} repeats those of a failure, or tries others.
 */
@Order(4)
@ExtendWith(SharedInstallation.class)
class KilledServicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Installation installation;
    private final MigrationApi api;

    KilledServicesIT(Installation installation) {
        this.installation = installation;
        this.api = installation.api();
    }

    @Test
    void killingTheAnalyzerTheImporterAndTheGatewayAtMomentsOfASeedChangesNoRow() {
        Kills kills = Kills.wanted(installation.first());
        System.out.println(kills);
        // So that the seed is told whatever fails.
        assertThatCode(() -> migrate(kills)).as("%s", kills).doesNotThrowAnyException();
    }

    private void migrate(Kills kills) {
        String id = analyze(kills.objectsAnalyzed());
        ComparedRun run = ComparedRun.analyzed(installation, id,
                kills.duringRun().stream().map(LateAnswers::page).toArray(String[]::new));
        for (Kill kill : kills.duringRun()) {
            installation.topics().await(Topics.PROGRESS, kill.toString(), PATIENCE,
                    message -> message.isProgressOf(id, kill.object().sfName())
                            && kill.object().hasPages(kill.pages(), message));
            switch (kill.victim()) {
                case IMPORTER -> killTheImporter(id, kill);
                case GATEWAY -> killTheGateways(kill);
            }
        }
        run.assertEndsAsTheUndisturbedOne();
    }

    private String analyze(int objects) {
        installation.source().disturb(LateAnswers.describes(objects));
        String id = api.analyze(installation.source()).expect(202).path("migration_id").asText();
        Set<String> analyzed = new HashSet<>();
        installation.topics().await(Topics.ANALYSIS_EVENTS, objects + " objects that are analyzed", PATIENCE,
                message -> isObjectAnalyzed(id, message) && analyzed.add(message.headers().get("ce_subject"))
                        && analyzed.size() == objects);
        installation.kill("analyzer");
        installation.source().behave();
        assertIsHalfAnalyzed(id, objects);
        installation.restart("analyzer");
        assertThat(api.awaitAnalysis(id).path("status").asText()).isEqualTo("ready");
        assertThat(api.get("/" + id + "/report").expect(200).path("summary"))
                .isEqualTo(installation.first().report().path("summary"));
        return id;
    }

    private static boolean isObjectAnalyzed(String id, Message message) {
        return id.equals(message.key()) && message.headers().get("ce_type").contains("object_analyzed");
    }

    private void assertIsHalfAnalyzed(String id, int objects) {
        List<Message> told = installation.topics().of(Topics.ANALYSIS_EVENTS, id);
        assertThat(told).extracting(message -> message.headers().get("ce_type"))
                .noneMatch(type -> type.contains("analysis_completed"));
        assertThat(told.stream().filter(message -> isObjectAnalyzed(id, message))
                .map(message -> message.headers().get("ce_subject")).distinct()).as("objects analyzed at the kill")
                .hasSizeBetween(objects, installation.first().report().path("objects").size() - 1);
    }

    private void killTheImporter(String id, Kill kill) {
        installation.kill("importer");
        assertIsHalfImported(kill);
        assertThat(api.get("/" + id + "/validation").status()).isIn(409, 503);
        api.get("/records/003zzzzzzzzzzzzAAA").problem(503, "importer_unavailable");
        installation.restart("importer");
    }

    /** Both of them, so that nobody is there to take over. */
    private void killTheGateways(Kill kill) {
        installation.kill("gateway");
        installation.kill("gateway-2");
        assertIsHalfImported(kill);
        installation.restart("gateway");
        installation.restart("gateway-2");
    }

    private void assertIsHalfImported(Kill kill) {
        long complete = installation.first().object(kill.object().sfName()).path("imported").asLong();
        assertThat(kill.object().rows(installation.database())).as("rows of %s at the kill", kill.object())
                .isBetween(1L, complete - 1);
    }
}
