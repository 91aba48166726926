package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.model.FailureType.ACCESS;
import static com.crmfactory.migration.model.FailureType.CONFLICT;
import static com.crmfactory.migration.model.FailureType.INTERNAL;
import static com.crmfactory.migration.model.FailureType.LIMIT;
import static com.crmfactory.migration.model.FailureType.REQUEST;
import static com.crmfactory.migration.model.FailureType.TRANSIENT;
import static com.crmfactory.migration.salesforce.LoopbackOrg.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.LoopbackOrg.Reply;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class ErrorTableTest {
    private static final Path RECORDED = Path.of("../../shared/salesforce/recorded/error-bodies.json");
    private static final String PRIVATE = "jane.doe@customer.example";

    private record Sample(int status, String body, String code, FailureType type, Retry retry) {
        static Sample rest(int status, String errorCode, String message, String code, FailureType type, Retry retry) {
            return new Sample(status, "[{\"message\":\"" + message + "\",\"errorCode\":\"" + errorCode + "\"}]", code,
                    type, retry);
        }

        static Sample oauth(String error, String description, String code, FailureType type) {
            return new Sample(400, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}", code,
                    type, Retry.NEVER);
        }
    }

    private static Sample rest(int status, String errorCode, String message, String code, FailureType type) {
        return Sample.rest(status, errorCode, message, code, type, Retry.NEVER);
    }

    private static final List<Sample> SAMPLES = List.of(
            rest(401, "INVALID_SESSION_ID", "Session expired or invalid", "sf_session_expired", ACCESS),
            rest(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API",
                    "sf_session_not_usable", ACCESS),
            rest(401, "INVALID_AUTH_HEADER", "Connected app is not attached to Agent", "sf_session_not_usable", ACCESS),
            rest(403, "INVALID_SESSION_ID", "Session expired or invalid", "sf_session_expired", ACCESS),
            new Sample(401, "", "sf_session_expired", ACCESS, Retry.NEVER),
            new Sample(403, "Bad_OAuth_Token", "sf_session_expired", ACCESS, Retry.NEVER),
            rest(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", "sf_daily_limit", LIMIT),
            Sample.rest(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
                    "sf_concurrent_limit", TRANSIENT, Retry.ALWAYS),
            rest(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.", "sf_api_disabled",
                    ACCESS),
            rest(403, "API_CURRENTLY_DISABLED", "API is disabled for this User", "sf_api_disabled", ACCESS),
            rest(400, "TXN_SECURITY_METERING_ERROR", "We can't complete the action because …",
                    "sf_transaction_security", ACCESS),
            rest(403, "TXN_SECURITY_NO_ACCESS", "The operation you requested isn't allowed", "sf_transaction_security",
                    ACCESS),
            rest(403, "INSUFFICIENT_ACCESS", "insufficient access rights", "sf_insufficient_access", ACCESS),
            rest(400, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id",
                    "sf_insufficient_access", ACCESS),
            rest(403, "FUNCTIONALITY_NOT_ENABLED", "This feature is not currently enabled", "sf_feature_off", ACCESS),
            rest(400, "INVALIDENTITY", "Entity '01I0e000000FMSK.Tag' is not supported by the Bulk API.",
                    "bulk_not_supported", REQUEST),
            rest(400, "INVALIDENTITY", "another wording", "bulk_not_supported", REQUEST),
            rest(400, "API_ERROR", "Selecting compound data not supported in Bulk Query", "bulk_compound_field",
                    REQUEST),
            rest(400, "API_ERROR", "Implementation restriction: EntitySubscription only allows security evaluation …",
                    "sf_view_all_data_needed", ACCESS),
            rest(400, "LIMIT_EXCEEDED", "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021).",
                    "bulk_daily_limit", LIMIT),
            rest(400, "LIMIT_EXCEEDED", "Max bulk v2 query result size stored (1) kb per 24 hrs has been exceeded",
                    "bulk_daily_results", LIMIT),
            rest(400, "INVALIDJOBSTATE", "Job is not in JobComplete", "bulk_job_not_ready", CONFLICT),
            rest(400, "INVALIDJOB", "Unable to find object for id", "bulk_job_unknown", REQUEST),
            rest(400, "INVALID_QUERY_LOCATOR", "cursor gone", "sf_locator_expired", CONFLICT),
            rest(400, "API_ERROR", "invalid query locator", "sf_locator_expired", CONFLICT),
            rest(400, "QUERY_TIMEOUT", "Your query request was running for too long.", "sf_query_timeout", REQUEST),
            rest(400, "QUERY_TOO_COMPLICATED", "Query is either selecting too many fields", "sf_query_too_complicated",
                    REQUEST),
            rest(400, "OPERATION_TOO_LARGE", "exceeded 100000 distinct ids", "sf_operation_too_large", REQUEST),
            rest(400, "INVALID_FIELD",
                    "\\nSELECT Id WHERE Email = '" + PRIVATE
                            + "'\\n ^\\nERROR at Row:1:Column:31\\nNo such column 'IsPersonAccount' on entity 'Contact'. If",
                    "sf_invalid_field", REQUEST),
            rest(400, "INVALID_FIELD", "field X can not be filtered in a query call", "sf_invalid_field", REQUEST),
            rest(400, "INVALID_TYPE", "sObject type 'XYZZY' is not supported.", "sf_invalid_type", REQUEST),
            rest(400, "INVALID_TYPE", "else", "sf_invalid_type", REQUEST),
            rest(400, "MALFORMED_QUERY", "unexpected token: " + PRIVATE, "sf_malformed_query", REQUEST),
            rest(400, "MALFORMED_ID", "Account ID: id value of incorrect type: 001900K0001pPuOAAU", "sf_malformed_id",
                    REQUEST),
            rest(400, "EXCEEDED_ID_LIMIT", "too many", "sf_too_many_ids", REQUEST),
            Sample.rest(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access", "sf_row_locked", TRANSIENT,
                    Retry.IF_IDEMPOTENT),
            rest(404, "UNSUPPORTED_API_VERSION", "no", "sf_version_unsupported", REQUEST),
            rest(400, "INVALID_OPERATION", "no", "sf_invalid_operation", REQUEST),
            rest(404, "NOT_FOUND", "The requested resource does not exist", "sf_not_found", REQUEST),
            Sample.oauth("invalid_grant", "expired access/refresh token", "oauth_token_expired", ACCESS),
            Sample.oauth("invalid_grant", "authentication failure", "oauth_authentication_failed", ACCESS),
            Sample.oauth("invalid_grant", "ip restricted", "oauth_ip_restricted", ACCESS),
            Sample.oauth("invalid_grant", "inactive user", "oauth_inactive", ACCESS),
            Sample.oauth("invalid_grant", "inactive organization", "oauth_inactive", ACCESS),
            Sample.oauth("invalid_grant", "request not supported on this domain", "oauth_wrong_domain", ACCESS),
            Sample.oauth("invalid_grant", "no client credentials user enabled", "oauth_no_run_as_user", ACCESS),
            Sample.oauth("invalid_grant", "user hasn't approved this consumer", "oauth_not_approved", ACCESS),
            Sample.oauth("invalid_grant", "user is not admin approved to access this app", "oauth_not_approved",
                    ACCESS),
            Sample.oauth("invalid_client", "app must be installed into org", "oauth_app_not_installed", ACCESS),
            Sample.oauth("invalid_client_id", "client identifier invalid", "oauth_client_unknown", ACCESS),
            Sample.oauth("invalid_client", "invalid client credentials", "oauth_client_unknown", ACCESS),
            Sample.oauth("redirect_uri_mismatch", "redirect_uri must match", "oauth_redirect_mismatch", ACCESS),
            Sample.oauth("invalid_grant", "something new", "oauth_refused", ACCESS),
            Sample.oauth("invalid_request", "invalid code verifier", "oauth_code_invalid", ACCESS),
            Sample.oauth("invalid_grant", "expired authorization code", "oauth_code_invalid", ACCESS),
            Sample.oauth("invalid_grant", "invalid assertion", "oauth_assertion_invalid", ACCESS),
            Sample.oauth("invalid_grant", "audience is invalid", "oauth_assertion_invalid", ACCESS),
            Sample.oauth("access_denied", "end-user denied authorization", "oauth_denied", ACCESS),
            Sample.oauth("access_denied", "", "oauth_denied", ACCESS),
            Sample.oauth("OAUTH_APP_ACCESS_DENIED", "", "oauth_app_blocked", ACCESS),
            Sample.oauth("OAUTH_APPROVAL_ERROR_GENERIC", "", "oauth_app_not_installed", ACCESS),
            Sample.oauth("unauthorized_client", "user is not admin approved to access this app", "oauth_not_approved",
                    ACCESS),
            Sample.oauth("invalid_grant", "API is not enabled for this organization", "sf_api_disabled", ACCESS),
            Sample.oauth("invalid_token", "invalid token", "oauth_token_unknown", REQUEST),
            Sample.oauth("invalid_request", "missing required parameter", "oauth_bad_request", REQUEST),
            Sample.rest(500, "SERVER_UNAVAILABLE", "down", "sf_unavailable", TRANSIENT, Retry.ALWAYS),
            new Sample(503, "<html><body>Service Unavailable</body></html>", "sf_unavailable", TRANSIENT, Retry.ALWAYS),
            new Sample(429, "", "sf_too_many_requests", TRANSIENT, Retry.ALWAYS),
            new Sample(420, "<p>We are setting things up. This process can take a few minutes.</p>",
                    "sf_org_not_ready", TRANSIENT, Retry.ALWAYS),
            new Sample(406, "", "sf_unavailable", TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(502, "<html>Bad Gateway</html>", "sf_unavailable", TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(408, "", "sf_timeout", TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(302, "", "sf_redirected", REQUEST, Retry.NEVER),
            new Sample(300, "[\"/services/data/v67.0/sobjects/A/1\"]", "sf_redirected", REQUEST, Retry.NEVER),
            new Sample(403, "<html>Forbidden</html>", "sf_forbidden", ACCESS, Retry.NEVER),
            new Sample(404, "<html>Not here</html>", "sf_not_found", REQUEST, Retry.NEVER),
            new Sample(410, "", "sf_version_unsupported", REQUEST, Retry.NEVER),
            new Sample(414, "", "query_too_long", REQUEST, Retry.NEVER),
            new Sample(431, "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>",
                    "query_too_long", REQUEST, Retry.NEVER),
            rest(409, "API_ERROR", "The job was created with another version", "sf_conflict", CONFLICT),
            Sample.rest(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. ErrorId: 1-2 (3)", "sf_server_error",
                    TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(500, "oops", "sf_server_error", TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(520, "", "sf_server_error", TRANSIENT, Retry.IF_IDEMPOTENT),
            rest(400, "SOMETHING_NEW", PRIVATE, "sf_request_refused", REQUEST),
            new Sample(400, "[{\"statusCode\":\"MALFORMED_ID\",\"message\":\"bad id\",\"fields\":[]}]",
                    "sf_malformed_id", REQUEST, Retry.NEVER),
            new Sample(400,
                    "{\"success\":false,\"errors\":[{\"statusCode\":\"UNABLE_TO_LOCK_ROW\",\"message\":\"x\"}]}",
                    "sf_row_locked", TRANSIENT, Retry.IF_IDEMPOTENT),
            new Sample(400, "{\"hasErrors\":true,\"results\":[{\"statusCode\":400,\"result\":[{\"errorCode\":"
                    + "\"INVALID_TYPE\",\"message\":\"x\"}]}]}", "sf_invalid_type", REQUEST, Retry.NEVER),
            new Sample(400, "[]", "sf_request_refused", REQUEST, Retry.NEVER),
            new Sample(400, "{\"truncated\":", "sf_request_refused", REQUEST, Retry.NEVER),
            new Sample(418, PRIVATE, "sf_unexpected_answer", INTERNAL, Retry.NEVER));

    private static final List<Symptom> NETWORK = Stream.of(new HttpConnectTimeoutException("x"),
            new HttpTimeoutException("x"), connect(new UnresolvedAddressException()),
            connect(new UnknownHostException("x")), new ConnectException("refused"),
            handshake(new CertificateException("x")),
            new SSLHandshakeException("x"), new SSLException("x"), new IOException("x", new AnswerTooLarge(1)),
            new JsonParseException(null, PRIVATE), new EOFException("reset")).map(Symptom::of).toList();

    private static Throwable connect(Throwable cause) {
        return new ConnectException().initCause(cause);
    }

    private static Throwable handshake(Throwable cause) {
        return new SSLHandshakeException("x").initCause(cause);
    }

    @TestFactory
    Stream<DynamicTest> explainsEveryAnswerOverARealConnection() {
        return SAMPLES.stream().map(sample -> DynamicTest.dynamicTest(sample.status() + " " + sample.body(), () -> {
            try (LoopbackOrg server = new LoopbackOrg(RetryPolicy.never())) {
                server.reply(Reply.of(sample.status(), sample.body()));

                SalesforceException failure = failure(server.org().limits());

                assertThat(failure.failure().code()).isEqualTo(sample.code());
                assertThat(failure.failure().type()).isEqualTo(sample.type());
                assertThat(failure.retry()).isEqualTo(sample.retry());
                assertThat(failure.httpStatus()).isEqualTo(sample.status());
                assertThat(failure.isTransient()).isEqualTo(sample.type() == TRANSIENT);
                assertThat(failure.failure().toString() + failure).doesNotContain(PRIVATE, LoopbackOrg.TOKEN, "{");
                assertThat(failure.failure().hint()).isNotBlank();
            }
        }));
    }

    @Test
    void everyRowHasASample() {
        Set<ErrorRow> met = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        NETWORK.forEach(symptom -> met.add(ErrorTable.find(symptom)));
        for (Sample sample : SAMPLES) {
            met.add(ErrorTable.find(ErrorBody.of(sample.status(), sample.body(), json)));
        }

        assertThat(ErrorTable.ROWS).allSatisfy(row -> assertThat(met).contains(row));
    }

    @Test
    void networkFailuresAreTransientExceptAnUntrustedCertificateAndATooLargeAnswer() {
        assertThat(NETWORK).extracting(symptom -> ErrorTable.find(symptom).code()).containsExactly("sf_unreachable",
                "sf_timeout", "sf_unreachable", "sf_unreachable", "sf_unreachable", "sf_tls_untrusted", "sf_tls_failed",
                "sf_tls_failed", "sf_answer_too_large", "sf_unreadable_answer", "sf_connection_lost");
        assertThat(NETWORK).filteredOn(symptom -> ErrorTable.find(symptom).type() != TRANSIENT).hasSize(2);
    }

    @Test
    void aParserMessageThatQuotesTheBodyIsNotPassedOn() {
        SalesforceException failure = ErrorTable.explain(Symptom.of(new JsonParseException(null, PRIVATE)), null);

        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(PRIVATE);
    }

    @Test
    void namesTheFieldAndObjectThatSalesforceDoesNotKnow() {
        SalesforceException failure = ErrorTable.explain(new Symptom(400, "INVALID_FIELD",
                "No such column 'IsPersonAccount' on entity 'Contact'. If you are …", null), null);

        assertThat(failure.failure().message())
                .isEqualTo("Contact has no field IsPersonAccount that this user can see.");
    }

    @Test
    void knowsEveryRecordedErrorBody() throws IOException {
        Assumptions.assumeTrue(Files.exists(RECORDED), "recorded bodies are not on this machine");
        ObjectMapper json = new ObjectMapper();

        for (JsonNode recorded : json.readTree(RECORDED.toFile())) {
            JsonNode body = recorded.get("body");
            String text = body.isTextual() ? body.textValue() : body.toString();
            ErrorRow row = ErrorTable.find(ErrorBody.of(recorded.get("status").intValue(), text, json));
            assertThat(row.code()).as(text).isNotIn("sf_request_refused", "sf_unexpected_answer", "sf_forbidden",
                    "oauth_refused");
        }
    }
}
