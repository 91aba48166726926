package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.model.report.Risk;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Each error of Salesforce's table (facts §5), one by one, at each station of an analysis. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class SalesforceErrorsIT extends DisturbedOrg {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|INVALID_FIELD|No such column", "400|MALFORMED_QUERY|unexpected token",
            "400|MALFORMED_ID|malformed id", "400|INVALID_QUERY_LOCATOR|invalid query locator",
            "403|INSUFFICIENT_ACCESS_OR_READONLY|no", "403|INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY|no",
            "400|EXCEEDED_ID_LIMIT|too many", "400|UNABLE_TO_LOCK_ROW|locked", "503|SERVER_UNAVAILABLE|busy",
            "400|TXN_SECURITY_METERING_ERROR|took too long", "403|TXN_SECURITY_RUNTIME_ERROR|no",
            "403|TXN_SECURITY_FAIL_CLOSE|no", "403|TXN_SECURITY_TWO_FA_REQUIRED|no",
            "400|API_ERROR|Implementation restriction: view all data", "400|LIMIT_EXCEEDED|no",
            "400|QUERY_TIMEOUT|Your query request was running for too long.", "400|QUERY_TOO_COMPLICATED|no",
            "400|FUNCTIONALITY_NOT_ENABLED|no", "400|INVALID_OPERATION|no", "500|UNKNOWN_EXCEPTION|error id 12",
            "400|NEVER_HEARD_OF|no"})
    void whatSalesforceSaysAboutOneObjectIsAFindingAboutIt(int status, String code, String message) throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Opportunity/describe\"}," + answer(status, code, message)
                + FOR_EVER + "}");

        isAFindingAboutTheOpportunities(analyse());
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 405, 406, 409, 412, 414, 415, 420, 428, 431, 502, 504})
    void aPageInsteadOfAnAnswerIsAFindingAboutTheObject(int status) throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Opportunity/describe\"},\"fault\":\"status\",\"status\":"
                + status + ",\"body\":\"<h1>Bad Message</h1>\"" + FOR_EVER + "}");

        isAFindingAboutTheOpportunities(analyse());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|INVALID_FIELD|No such column", "400|MALFORMED_QUERY|unexpected token",
            "400|QUERY_TIMEOUT|Your query request was running for too long.", "400|QUERY_TOO_COMPLICATED|no",
            "400|OPERATION_TOO_LARGE|no", "400|API_ERROR|Implementation restriction: view all data",
            "403|TXN_SECURITY_NO_ACCESS|no", "403|INSUFFICIENT_ACCESS|no", "500|UNKNOWN_EXCEPTION|error id 12"})
    void aQuestionThatIsRefusedIsNamedAndTheObjectIsReported(int status, String code, String message)
            throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"FROM Contact WHERE Email\"}," + answer(status, code, message)
                + FOR_EVER + "}");

        List<AnalysisEvent> events = analyse();

        assertThat(report(events, "Contact").fields()).isNotEmpty();
        assertThat(conclusion(events).risks()).filteredOn(risk -> risk.code().equals("questions_unanswered"))
                .extracting(Risk::object).containsExactly("Contact");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401|INVALID_SESSION_ID|Session expired or invalid|sf_session_expired",
            "401|INVALID_SESSION_ID|This session is not valid for use with the REST API|sf_session_not_usable",
            "403|API_CURRENTLY_DISABLED|API is disabled for this User|sf_api_disabled",
            "403|REQUEST_LIMIT_EXCEEDED|TotalRequests Limit exceeded.|sf_daily_limit",
            "400|UNSUPPORTED_API_VERSION|no|sf_version_unsupported",
            "410|NOT_FOUND|retired|sf_version_unsupported"})
    void whatHoldsForEveryQuestionEndsTheAnalysisWithItsRemedy(int status, String code, String message, String told)
            throws Exception {
        control.fault("{\"match\":{\"pathRegex\":\"sobjects/Opportunity/describe\"}," + answer(status, code, message)
                + FOR_EVER + "}");

        Failure failure = failure();

        assertThat(failure.code()).isEqualTo(told);
        assertThat(failure.hint()).isNotBlank();
        assertThat(control.stats().get("misuse")).isEmpty();
    }

    /** From the list of versions to the automation: a report, or the reason why there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"/services/data$", "/sobjects$", "sobjects/Organization/describe", "FROM Organization",
            "/limits/recordCount", "/composite$", "sobjects/Group/describe", "FROM Group", "FROM User", "/limits$",
            "/tooling/sobjects", "FROM FlowDefinitionView", "FROM ProcessDefinition", "FROM WorkflowRule",
            "FROM ApexTrigger", "FROM ApexClass", "/userinfo"})
    void noStationKeepsTheAnalysisForEver(String station) throws Exception {
        for (String fault : List.of("\"fault\":\"html503\"", "\"fault\":\"reset\"",
                answer(403, "INSUFFICIENT_ACCESS", "no"))) {
            control.fault("{\"match\":{\"pathRegex\":\"" + station + "\"}," + fault + FOR_EVER + "}");
            AnalysisEvent end = analyse().stream().reduce((before, last) -> last).orElseThrow();
            if (end instanceof AnalysisFailed failed) {
                assertThat(failed.failure().hint()).isNotBlank();
            } else {
                assertThat(end).isInstanceOf(AnalysisCompleted.class);
            }
            stop();
            start();
        }
    }

    private static void isAFindingAboutTheOpportunities(List<AnalysisEvent> events) {
        assertThat(report(events, "Opportunity").compatibility()).isEqualTo(Compatibility.MANUAL_REVIEW);
        assertThat(conclusion(events).risks()).filteredOn(risk -> risk.code().equals("object_unreadable"))
                .singleElement().satisfies(risk -> {
                    assertThat(risk.object()).isEqualTo("Opportunity");
                    assertThat(risk.recommendedAction()).isNotBlank();
                });
        assertThat(report(events, "Account").fields()).isNotEmpty();
    }

    private static String answer(int status, String code, String message) {
        return "\"fault\":\"status\",\"status\":" + status + ",\"body\":[{\"errorCode\":\"" + code
                + "\",\"message\":\"" + message + "\"}]";
    }
}
