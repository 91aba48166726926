package com.crmfactory.migration.salesforce;

import static com.crmfactory.migration.model.FailureType.ACCESS;
import static com.crmfactory.migration.model.FailureType.CONFLICT;
import static com.crmfactory.migration.model.FailureType.INTERNAL;
import static com.crmfactory.migration.model.FailureType.LIMIT;
import static com.crmfactory.migration.model.FailureType.REQUEST;
import static com.crmfactory.migration.model.FailureType.TRANSIENT;
import static com.crmfactory.migration.salesforce.ErrorRow.error;
import static com.crmfactory.migration.salesforce.ErrorRow.status;
import static com.crmfactory.migration.salesforce.ErrorRow.statuses;
import static com.crmfactory.migration.salesforce.ErrorRow.text;
import static com.crmfactory.migration.salesforce.ErrorRow.thrown;
import static com.crmfactory.migration.salesforce.Retry.ALWAYS;
import static com.crmfactory.migration.salesforce.Retry.IF_IDEMPOTENT;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import com.fasterxml.jackson.core.JacksonException;

/**
 * Every way in which Salesforce or the network says no, in one place. The first row that fits counts, so the particular
 * ones stand above the general ones. Sources: the REST guide's errorcodes page, recorded bodies and the threads named in
 * the project's Salesforce facts, §1 and §5.
 */
final class ErrorTable {
    private static final String API = "[A-Za-z0-9_.]{1,120}";

    private static final List<ErrorRow> NETWORK = List.of(
            thrown(HttpConnectTimeoutException.class).is("sf_unreachable", TRANSIENT,
                    "Salesforce did not accept a connection in time.", "Check the network and any proxy.")
                    .retried(ALWAYS),
            thrown(HttpTimeoutException.class).is("sf_timeout", TRANSIENT,
                    "Salesforce did not answer in time.", "Try again later.").retried(IF_IDEMPOTENT),
            thrown(UnresolvedAddressException.class).is("sf_unreachable", TRANSIENT,
                    "The Salesforce host name could not be resolved.", "Check the URL for a typing error, then DNS.")
                    .retried(ALWAYS),
            thrown(UnknownHostException.class).is("sf_unreachable", TRANSIENT,
                    "The Salesforce host name could not be resolved.", "Check the URL for a typing error, then DNS.")
                    .retried(ALWAYS),
            thrown(ConnectException.class).is("sf_unreachable", TRANSIENT, "The connection to Salesforce was refused.",
                    "Check the network and any proxy.").retried(ALWAYS),
            thrown(CertificateException.class).is("sf_tls_untrusted", ACCESS,
                    "The host's TLS certificate is not trusted.",
                    "A proxy may be intercepting TLS: add its authority to the Java trust store, or bypass it."),
            thrown(SSLHandshakeException.class).is("sf_tls_failed", TRANSIENT,
                    "The secure connection to Salesforce could not be set up.", "Check the network and any proxy.")
                    .retried(ALWAYS),
            thrown(SSLException.class).is("sf_tls_failed", TRANSIENT, "The secure connection to Salesforce broke.",
                    "Check the network and any proxy.").retried(IF_IDEMPOTENT),
            thrown(AnswerTooLarge.class).is("sf_answer_too_large", LIMIT,
                    "Salesforce's answer is larger than this client reads into memory.",
                    "Ask for fewer fields or records at a time."),
            thrown(JacksonException.class).is("sf_unreadable_answer", TRANSIENT,
                    "Salesforce's answer was cut short or is not what the API promises.",
                    "A maintenance page or a proxy may have answered; try again later.").retried(IF_IDEMPOTENT),
            thrown(IOException.class).is("sf_connection_lost", TRANSIENT, "The connection to Salesforce broke.",
                    "Try again later.").retried(IF_IDEMPOTENT));

    private static final List<ErrorRow> SESSION = List.of(
            text("not valid for use with the REST API|not attached to Agent").is("sf_session_not_usable", ACCESS,
                    "The session is valid but not for the REST API.",
                    "Connect again with an OAuth token that has the api scope.").endingToken(),
            text("\\b(Bad|Missing)_OAuth_Token\\b").is("sf_session_expired", ACCESS,
                    "Salesforce no longer accepts this access token.", "Connect to Salesforce again.").endingToken(),
            error("INVALID_SESSION_ID").is("sf_session_expired", ACCESS,
                    "Salesforce no longer accepts this access token.", "Connect to Salesforce again.").endingToken(),
            error("REQUEST_LIMIT_EXCEEDED").saying("Concurrent").is("sf_concurrent_limit", TRANSIENT,
                    "The org has too many long API requests running at once.",
                    "It passes by itself; other integrations of the org may be busy.").retried(ALWAYS),
            error("REQUEST_LIMIT_EXCEEDED").is("sf_daily_limit", LIMIT,
                    "The org has used up its API requests for 24 hours.",
                    "Continue later, when calls have become free, or ask Salesforce for more."),
            error("API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED").is("sf_api_disabled", ACCESS,
                    "API access is switched off for this org or this user.",
                    "Give the user the API Enabled permission; Professional Edition needs the API add-on."),
            error("TXN_SECURITY_.*").is("sf_transaction_security", ACCESS,
                    "A transaction security policy of the org stopped the request.",
                    "Give the user the Exempt from Transaction Security permission, or exempt it in the policy."),
            error("INSUFFICIENT_ACCESS.*").is("sf_insufficient_access", ACCESS,
                    "The Salesforce user may not read this.", "Give the user read access to the object."),
            error("FUNCTIONALITY_NOT_ENABLED").is("sf_feature_off", ACCESS,
                    "The org has this feature switched off.",
                    "Nothing to migrate here unless the feature is enabled."));

    private static final List<ErrorRow> QUERY = List.of(
            text("not supported by the Bulk API").is("bulk_not_supported", REQUEST,
                    "The Bulk API does not support this object.", "It is read over REST instead."),
            error("INVALIDENTITY").is("bulk_not_supported", REQUEST, "The Bulk API does not support this object.",
                    "It is read over REST instead."),
            text("compound data not supported").is("bulk_compound_field", REQUEST,
                    "The Bulk API does not return compound fields.", "Select the parts instead of the compound."),
            text("Implementation restriction").is("sf_view_all_data_needed", ACCESS,
                    "Salesforce shows this object in full only to users who may view all data.",
                    "Give the user the View All Data permission, or leave the object out."),
            error("LIMIT_EXCEEDED").saying("result size").is("bulk_daily_results", LIMIT,
                    "The org has used up its Bulk result volume for 24 hours.", "Continue when the 24 hours are over."),
            error("LIMIT_EXCEEDED").is("bulk_daily_limit", LIMIT, "The org has used up its Bulk jobs for 24 hours.",
                    "Continue when the 24 hours are over."),
            error("INVALIDJOBSTATE").is("bulk_job_not_ready", CONFLICT,
                    "The Bulk job is not in a state that allows this.", "Wait until the job has ended."),
            error("INVALIDJOB").is("bulk_job_unknown", REQUEST, "Salesforce does not know this Bulk job.",
                    "Jobs are deleted seven days after they end; start a new one."),
            error("INVALID_QUERY_LOCATOR").is("sf_locator_expired", CONFLICT, "The query's cursor is no longer open.",
                    "Start the query again after the last record received."),
            text("invalid query locator").is("sf_locator_expired", CONFLICT, "The query's cursor is no longer open.",
                    "Start the query again after the last record received."),
            error("QUERY_TIMEOUT").is("sf_query_timeout", REQUEST, "Salesforce gave up on the query: it ran too long.",
                    "Ask for a smaller range, without ORDER BY, or use the Bulk API."),
            error("QUERY_TOO_COMPLICATED").is("sf_query_too_complicated", REQUEST,
                    "The query is too complicated for Salesforce.", "Select fewer formula fields at a time."),
            error("OPERATION_TOO_LARGE").is("sf_operation_too_large", REQUEST,
                    "The query touches too much data for this user's sharing rules.",
                    "Give the user the View All Data permission, or ask for a smaller range."),
            error("INVALID_FIELD").saying("No such column '(" + API + ")' on entity '(" + API + ")'").is(
                    "sf_invalid_field", REQUEST, "{2} has no field {1} that this user can see.",
                    "The org has changed or field-level security hides it; run the analysis again."),
            error("INVALID_FIELD").is("sf_invalid_field", REQUEST, "The query names a field that cannot be used so.",
                    "The org has changed or field-level security hides it; run the analysis again."),
            error("INVALID_TYPE").saying("sObject type '(" + API + ")' is not supported").is("sf_invalid_type", REQUEST,
                    "The org has no object {1} that this user can see.",
                    "The org has changed or a permission is missing; run the analysis again."),
            error("INVALID_TYPE").is("sf_invalid_type", REQUEST, "The query names an object that this user cannot see.",
                    "The org has changed or a permission is missing; run the analysis again."),
            error("MALFORMED_QUERY").is("sf_malformed_query", REQUEST, "Salesforce cannot read the query.",
                    "This is a fault of the migration: please report it."),
            error("MALFORMED_ID").is("sf_malformed_id", REQUEST, "Salesforce does not accept an id.",
                    "Check that the id belongs to this object and org."),
            error("EXCEEDED_ID_LIMIT").is("sf_too_many_ids", REQUEST, "Too many ids in one request.",
                    "This is a fault of the migration: please report it."),
            error("UNABLE_TO_LOCK_ROW").is("sf_row_locked", TRANSIENT, "Salesforce could not lock a record.",
                    "It passes by itself.").retried(IF_IDEMPOTENT),
            error("UNSUPPORTED_API_VERSION").is("sf_version_unsupported", REQUEST,
                    "The org does not serve this API version.", "Choose one of the versions under /services/data."),
            error("INVALID_OPERATION").is("sf_invalid_operation", REQUEST, "Salesforce does not allow this here.",
                    "This is a fault of the migration: please report it."));

    private static final List<ErrorRow> STATUS = List.of(
            status(401).is("sf_session_expired", ACCESS, "Salesforce no longer accepts this access token.",
                    "Connect to Salesforce again.").endingToken(),
            error("SERVER_UNAVAILABLE").is("sf_unavailable", TRANSIENT, "Salesforce is down or overloaded.",
                    "It passes by itself; see status.salesforce.com.").retried(ALWAYS),
            status(503).is("sf_unavailable", TRANSIENT, "Salesforce is down or overloaded.",
                    "It passes by itself; see status.salesforce.com.").retried(ALWAYS),
            status(429).is("sf_too_many_requests", TRANSIENT, "Salesforce asks for fewer requests.",
                    "It passes by itself.").retried(ALWAYS),
            status(420).is("sf_org_not_ready", TRANSIENT, "Salesforce is still setting up the route to this org.",
                    "It can take some minutes; check the host name if it lasts.").retried(ALWAYS),
            status(406, 502, 504)
                    .is("sf_unavailable", TRANSIENT, "Salesforce's front door could not pass the request on.",
                            "It passes by itself; see status.salesforce.com.")
                    .retried(IF_IDEMPOTENT),
            status(408).is("sf_timeout", TRANSIENT, "Salesforce did not answer in time.", "Try again later.")
                    .retried(IF_IDEMPOTENT),
            status(300, 301, 302, 303, 305, 307, 308).is("sf_redirected", REQUEST,
                    "The host redirects instead of answering; redirects are not followed with a token.",
                    "Use the org's present My Domain URL (Setup > My Domain)."),
            status(403).is("sf_forbidden", ACCESS, "Salesforce refused the request ({errorCode}).",
                    "Check the user's API Enabled permission, its profile and the connected app's policies."),
            status(404).is("sf_not_found", REQUEST, "Salesforce has no such resource.",
                    "It was removed, is hidden from this user, or does not exist in this API version."),
            status(410).is("sf_version_unsupported", REQUEST, "This API version or resource has been retired.",
                    "Choose one of the versions under /services/data."),
            status(414, 431).is(OrgUrls.TOO_LONG, REQUEST, "The query is too long for one request.",
                    "Ask for fewer fields at a time, or use the Bulk API."),
            status(409).is("sf_conflict", CONFLICT, "Salesforce reports a conflict ({errorCode}).",
                    "Bulk results must be fetched with the API version that created the job."),
            error("UNKNOWN_EXCEPTION").is("sf_server_error", TRANSIENT, "Salesforce had an internal error.",
                    "Try again; if it lasts, open a case with Salesforce.").retried(IF_IDEMPOTENT),
            statuses(500, 599).is("sf_server_error", TRANSIENT,
                    "Salesforce had an internal error (HTTP {status}, {errorCode}).",
                    "Try again; if it lasts, open a case with Salesforce.").retried(IF_IDEMPOTENT),
            status(400, 405, 412, 415, 428).is("sf_request_refused", REQUEST,
                    "Salesforce refused the request (HTTP {status}, {errorCode}).",
                    "Please report it with the error code."),
            status().is("sf_unexpected_answer", INTERNAL, "Salesforce answered HTTP {status} ({errorCode}).",
                    "Please report it with the error code."));

    static final List<ErrorRow> ROWS = Stream.of(NETWORK, SESSION, QUERY, LoginErrors.ROWS, STATUS)
            .flatMap(List::stream).toList();

    private ErrorTable() {
    }

    /** The row for what was seen. The last row fits any answer, and the last network row any I/O failure. */
    static ErrorRow find(Symptom symptom) {
        return ROWS.stream().filter(row -> row.matches(symptom)).findFirst()
                .orElseThrow(() -> new IllegalStateException("Not a failure of a call", symptom.thrown()));
    }

    static SalesforceException explain(Symptom symptom, Duration retryAfter) {
        return find(symptom).explain(symptom, retryAfter);
    }
}
