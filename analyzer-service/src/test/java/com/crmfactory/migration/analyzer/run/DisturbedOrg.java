package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.simulator.Simulator;

/** An org whose Salesforce can be told to fail, with nothing known of it from before. */
abstract class DisturbedOrg {
    static final String FOR_EVER = ",\"times\":100000";

    @Inject
    DataSource database;

    Simulator simulator;
    SimulatorControl control;
    AnalysisTopic topic;

    /** An unchanged describe has no body that could be disturbed, so none is known from before. */
    @BeforeEach
    void start() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement forget = connection.prepareStatement("DELETE FROM analysis.known_describe")) {
            forget.executeUpdate();
        }
        simulator = Orgs.generated(0.005);
        control = new SimulatorControl(simulator);
        topic = new AnalysisTopic();
    }

    @AfterEach
    void stop() {
        topic.close();
        simulator.close();
    }

    List<AnalysisEvent> analyse() throws Exception {
        topic.send(topic.command(1, simulator.url().toString(), simulator.accessToken()));
        return topic.untilTheEndOf(1);
    }

    Failure failure() throws Exception {
        List<AnalysisEvent> events = analyse();
        assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisFailed.class);
        return ((AnalysisFailed) events.get(events.size() - 1)).failure();
    }

    static ReportConclusion conclusion(List<AnalysisEvent> events) {
        assertThat(events.get(events.size() - 1)).isInstanceOf(AnalysisCompleted.class);
        return ((AnalysisCompleted) events.get(events.size() - 1)).conclusion();
    }

    static ObjectReport report(List<AnalysisEvent> events, String object) {
        return events.stream().filter(ObjectAnalyzed.class::isInstance).map(ObjectAnalyzed.class::cast)
                .map(ObjectAnalyzed::report).filter(report -> report.object().equals(object)).findFirst().orElseThrow();
    }

    static List<String> codes(ReportConclusion conclusion) {
        return conclusion.risks().stream().map(Risk::code).toList();
    }
}
