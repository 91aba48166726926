package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.report.Risk;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Every way in which Salesforce fails (facts §5), injected while an org is analysed: what passes is tried again, what
 * lasts is a finding about one object, and only what concerns every question ends the analysis, with its remedy.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class FaultyOrgIT extends DisturbedOrg {
    /** Three in a row outlive the client's own retries here, so that a later round has to ask again. */
    @ParameterizedTest
    @ValueSource(strings = {"\"fault\":\"429\",\"times\":3", "\"fault\":\"html503\",\"times\":3",
            "\"fault\":\"status\",\"status\":500,\"times\":3", "\"fault\":\"status\",\"status\":420,\"times\":3",
            "\"fault\":\"reset\",\"times\":3", "\"fault\":\"truncate\",\"bytes\":100,\"times\":3",
            "\"fault\":\"concurrent_limit\",\"times\":3", "\"fault\":\"delay\",\"delayMs\":8000"})
    void whatPassesIsTriedAgainUntilItIsAnswered(String fault) throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Account/describe\"}," + fault + "}");

        List<AnalysisEvent> events = analyse();

        assertThat(report(events, "Account").fields()).hasSizeGreaterThan(30);
        assertThat(codes(conclusion(events))).doesNotContain("object_unreadable");
        assertThat(control.stats().get("misuse")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"fault\":\"html503\"", "\"fault\":\"status\",\"status\":500", "\"fault\":\"reset\"",
            "\"fault\":\"truncate\",\"bytes\":100", "\"fault\":\"429\"",
            "\"fault\":\"status\",\"status\":400,\"body\":[{\"errorCode\":\"INVALID_TYPE\",\"message\":\"sObject type 'Opportunity' is not supported.\"}]",
            "\"fault\":\"status\",\"status\":404,\"body\":[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]",
            "\"fault\":\"status\",\"status\":403,\"body\":[{\"errorCode\":\"TXN_SECURITY_NO_ACCESS\",\"message\":\"no\"}]",
            "\"fault\":\"status\",\"status\":400,\"body\":[{\"errorCode\":\"OPERATION_TOO_LARGE\",\"message\":\"no\"}]",
            "\"fault\":\"status\",\"status\":402,\"body\":\"<html>pay</html>\""})
    void whatLastsIsAFindingAboutTheObjectAndTheReportIsComplete(String fault) throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Opportunity/describe\"}," + fault + FOR_EVER + "}");

        List<AnalysisEvent> events = analyse();

        assertThat(report(events, "Opportunity").compatibility()).isEqualTo(Compatibility.MANUAL_REVIEW);
        assertThat(conclusion(events).risks()).filteredOn(risk -> risk.code().equals("object_unreadable"))
                .singleElement().satisfies(risk -> {
                    assertThat(risk.object()).isEqualTo("Opportunity");
                    assertThat(risk.recommendedAction()).isNotBlank();
                });
        assertThat(report(events, "Account").fields()).isNotEmpty();
    }

    @Test
    void aCountThatSalesforceGivesUpIsTakenFromItsSnapshot() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"COUNT\\\\(\\\\) FROM Case$\"},\"fault\":\"status\",\"status\":400,"
                + "\"body\":[{\"errorCode\":\"QUERY_TIMEOUT\",\"message\":\"Your query request was running for too long.\"}]"
                + FOR_EVER + "}");

        List<AnalysisEvent> events = analyse();

        assertThat(report(events, "Case").recordCount()).isPositive();
        assertThat(conclusion(events).risks()).filteredOn(risk -> risk.code().equals("count_uncertain"))
                .extracting(Risk::object).containsExactly("Case");
    }

    @Test
    void aQuestionThatSalesforceDoesNotAnswerIsNamed() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"GROUP BY Email\"},\"fault\":\"status\",\"status\":400,"
                + "\"body\":[{\"errorCode\":\"QUERY_TOO_COMPLICATED\",\"message\":\"no\"}]" + FOR_EVER + "}");

        assertThat(conclusion(analyse()).risks()).filteredOn(risk -> risk.code().equals("questions_unanswered"))
                .extracting(Risk::object).containsExactlyInAnyOrder("Contact", "Lead");
    }

    @Test
    void anOrgThatRefusesEveryCompositeRequestIsStillReportedOn() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"/composite\"},\"fault\":\"html503\"" + FOR_EVER + "}");

        List<AnalysisEvent> events = analyse();

        assertThat(report(events, "Account").fields()).isNotEmpty();
        assertThat(codes(conclusion(events))).contains("count_uncertain");
    }

    @Test
    void automationThatCannotBeReadIsNamedAsUnavailable() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"/tooling/\"},\"fault\":\"html503\"" + FOR_EVER + "}");

        assertThat(conclusion(analyse()).automation().unavailable()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily_limit sf_daily_limit", "html503 sf_unavailable", "reset sf_connection_lost"})
    void whatConcernsEveryQuestionEndsTheAnalysisWithItsRemedy(String faultAndCode) throws Exception {
        String[] parts = faultAndCode.split(" ");
        control.fault("{\"match\":{\"pathRegex\":\"/(describe|limits)$\"},\"fault\":\"" + parts[0] + "\",\"after\":3"
                + FOR_EVER + "}");

        Failure failure = failure();

        assertThat(failure.code()).isEqualTo(parts[1]);
        assertThat(failure.hint()).isNotBlank();
    }

    @Test
    void anOrgWithoutApiAccessFailsWithTheRemedy() throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"/services/data/v\"},\"fault\":\"status\",\"status\":403,\"body\":"
                + "[{\"errorCode\":\"API_DISABLED_FOR_ORG\",\"message\":\"The REST API is not enabled for this Organization.\"}]"
                + FOR_EVER + "}");

        Failure failure = failure();

        assertThat(failure.code()).isEqualTo("sf_api_disabled");
        assertThat(failure.hint()).contains("API Enabled");
    }
}
