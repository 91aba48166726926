package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisStarted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.simulator.Simulator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What goes wrong on the way ends in a retry, a finding or a failure that says what to do. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class DisturbedAnalysisIT {
    @Inject
    DataSource database;

    private Simulator simulator;
    private SimulatorControl control;
    private AnalysisTopic topic;

    @BeforeEach
    void start() {
        simulator = Orgs.generated(0.005);
        control = new SimulatorControl(simulator);
        topic = new AnalysisTopic();
    }

    @AfterEach
    void stop() {
        topic.close();
        simulator.close();
    }

    @Test
    void aWrongTokenFailsWithTheRemedy() throws Exception {
        Failure failure = failure(simulator.url().toString(), "00D000000000001!wrong");

        assertThat(failure.code()).isEqualTo("sf_session_expired");
        assertThat(failure.type()).isEqualTo(FailureType.ACCESS);
        assertThat(failure.hint()).isNotBlank();
    }

    @Test
    void aHostThatDoesNotAnswerFails() throws Exception {
        assertThat(failure("http://127.0.0.1:1", "token").code()).isEqualTo("sf_unreachable");
    }

    @Test
    void aHostThatIsNotSalesforceIsNeverAsked() throws Exception {
        assertThat(failure("https://salesforce.com.example.org", "token").code()).isEqualTo("sf_host_not_allowed");
    }

    @Test
    void aTokenThatIsRevokedOnTheWayFails() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Case/describe\"},\"fault\":\"token_revoked\"}");

        assertThat(failure(simulator.url().toString(), simulator.accessToken()).code())
                .isEqualTo("sf_session_expired");
        assertThat(control.stats().get("misuse")).isEmpty();
    }

    @Test
    void aSealedTokenThatNobodyCanOpenFails() throws Exception {
        // Sealed for another migration than the command's.
        try (AnalysisTopic other = new AnalysisTopic()) {
            var stolen = other.command(1, simulator.url().toString(), simulator.accessToken());
            var command = topic.command(1, simulator.url().toString(), simulator.accessToken());
            topic.send(new com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg(command.migrationId(),
                    command.organizationId(), 1, command.instanceUrl(), stolen.token()));
        }

        assertThat(ending().code()).isEqualTo("token_unreadable");
    }

    @Test
    void anObjectThatTheUserMayNotReadIsAFinding() throws Exception {
        control.fault("{\"match\":{\"object\":\"Opportunity\"},\"fault\":\"status\",\"status\":403,\"times\":100,"
                + "\"body\":[{\"errorCode\":\"INSUFFICIENT_ACCESS\",\"message\":\"no\"}]}");

        List<AnalysisEvent> events = analyse();

        AnalysisCompleted completed = (AnalysisCompleted) events.get(events.size() - 1);
        assertThat(completed.conclusion().risks())
                .anySatisfy(risk -> assertThat(risk).extracting(Risk::code, Risk::object)
                        .containsExactly("object_unreadable", "Opportunity"));
        assertThat(completed.conclusion().leftOut()).extracting(LeftOut::object).doesNotContain("Opportunity");
        ObjectAnalyzed told = events.stream().filter(ObjectAnalyzed.class::isInstance).map(ObjectAnalyzed.class::cast)
                .filter(event -> event.report().object().equals("Opportunity")).findFirst().orElseThrow();
        assertThat(told.report().compatibility()).isEqualTo(Compatibility.MANUAL_REVIEW);
        assertThat(told.report().reasons()).singleElement().asString().startsWith("could not be read");
        assertThat(told.suggestion().include()).isFalse();
        assertThat(completed.conclusion().plan().waves().stream().flatMap(List::stream)).doesNotContain("Opportunity");
    }

    @Test
    void whatPassesByItselfIsTriedAgain() throws Exception {
        control.fault("[{\"match\":{\"pathRegex\":\"Contact\"},\"fault\":\"html503\",\"times\":2},"
                + "{\"match\":{\"pathRegex\":\"Account\"},\"fault\":\"reset\"},"
                + "{\"match\":{\"pathRegex\":\"Lead\"},\"fault\":\"truncate\",\"bytes\":100}]");

        assertThat(analysed(analyse())).contains("Contact", "Account", "Lead").doesNotHaveDuplicates();
    }

    @Test
    void theNextHolderDescribesNoFinishedObjectAgainAndTheLastOneWritesNothing() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Case/describe\"},\"fault\":\"delay\",\"delayMs\":6000}");
        topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));
        int total = ((AnalysisStarted) topic.until(AnalysisStarted.class::isInstance).get(0)).objectsTotal();
        topic.untilAnalysed(total - 1);

        takeTheLeaseAway();
        List<AnalysisEvent> events = topic.untilTheEndOf(1);

        assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisCompleted.class);
        assertThat(analysed(events)).hasSize(total).doesNotHaveDuplicates();
        // Every object once, Case a second time, Organization by both holders, Group for the conclusion.
        assertThat(control.stats().at("/byKind/describe").asInt()).isEqualTo(total + 1 + 2 + 1);
    }

    @Test
    void theTokenIsForgottenWhenTheAnalysisEnds() throws Exception {
        analyse();

        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT status, sealed_token FROM analysis.run WHERE migration_id = ?")) {
            query.setString(1, topic.migrationId());
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString("status")).isEqualTo("completed");
                assertThat(row.getString("sealed_token")).isNull();
            }
        }
    }

    private void takeTheLeaseAway() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE analysis.run SET epoch = epoch + 1,"
                        + " lease_until = clock_timestamp() - interval '1 second' WHERE migration_id = ?")) {
            update.setString(1, topic.migrationId());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private List<AnalysisEvent> analyse() throws Exception {
        topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));
        return topic.untilTheEndOf(1);
    }

    private Failure failure(String url, String token) throws Exception {
        topic.send(topic.command(1, url, token));
        return ending();
    }

    private Failure ending() {
        List<AnalysisEvent> events = topic.untilTheEndOf(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisFailed.class);
        return ((AnalysisFailed) events.get(events.size() - 1)).failure();
    }

    private static List<String> analysed(List<AnalysisEvent> events) {
        return events.stream().filter(ObjectAnalyzed.class::isInstance).map(ObjectAnalyzed.class::cast)
                .map(event -> event.report().object()).toList();
    }
}
