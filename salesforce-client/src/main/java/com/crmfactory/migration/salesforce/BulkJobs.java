package com.crmfactory.migration.salesforce;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Bulk 2.0 query jobs of one org. */
final class BulkJobs {

    private final Exchange exchange;
    private final OrgUrls urls;
    private final AccessToken token;
    private final UsageMeter meter;

    BulkJobs(Exchange exchange, OrgUrls urls, AccessToken token, UsageMeter meter) {
        this.exchange = exchange;
        this.urls = urls;
        this.token = token;
        this.meter = meter;
    }

    Uni<BulkJob> create(BulkQuery query) {
        String body = exchange.json().createObjectNode().put("operation", query.queryAll() ? "queryAll" : "query")
                .put("query", query.soql()).put("contentType", "CSV").put("columnDelimiter", "COMMA")
                .put("lineEnding", "LF").toString();
        return Uni.createFrom()
                .deferred(() -> exchange.json(get("").method("POST", body).notIdempotent(), BulkJob.class));
    }

    Uni<BulkJob> job(String jobId) {
        return Uni.createFrom().deferred(() -> exchange.json(get("/" + OrgUrls.id(jobId)), BulkJob.class));
    }

    Uni<Void> abort(String jobId) {
        return Uni.createFrom().deferred(
                () -> exchange.run(get("/" + OrgUrls.id(jobId)).method("PATCH", "{\"state\":\"Aborted\"}")));
    }

    Uni<Void> delete(String jobId) {
        return Uni.createFrom().deferred(() -> exchange.run(get("/" + OrgUrls.id(jobId)).method("DELETE", null)))
                .onFailure(BulkJobs::isGone).recoverWithNull();
    }

    private static boolean isGone(Throwable thrown) {
        return thrown instanceof SalesforceException failure && failure.httpStatus() == 404;
    }

    Uni<BulkJob> await(String jobId, PollPolicy policy) {
        return Multi.createBy().repeating()
                .uni(() -> new AtomicReference<>(policy.first()), pause -> poll(jobId, pause, policy))
                .whilst(job -> !job.state().terminal()).collect().last().ifNoItem().after(policy.timeout())
                .failWith(BulkJobs::stillRunning).map(BulkJobs::completed);
    }

    private Uni<BulkJob> poll(String jobId, AtomicReference<Duration> pause, PollPolicy policy) {
        Duration now = pause.getAndUpdate(policy::after);
        return Uni.createFrom().voidItem().onItem().delayIt().by(now).chain(() -> job(jobId));
    }

    private static SalesforceException stillRunning() {
        return SalesforceException.of("bulk_job_still_running", FailureType.TRANSIENT,
                "The Bulk job has not ended in the time allowed for it.", "Wait for the same job again later.");
    }

    private static BulkJob completed(BulkJob job) {
        return switch (job.state()) {
            case JOB_COMPLETE, IN_PROGRESS, UPLOAD_COMPLETE, OTHER -> job;
            case ABORTED -> throw SalesforceException.of("bulk_job_aborted", FailureType.CONFLICT,
                    "The Bulk job was aborted in Salesforce.", "Start the object again.");
            case FAILED -> throw failed(job);
        };
    }

    /** Salesforce's word for the cause goes along as the error code; its sentence may quote the query and does not. */
    private static SalesforceException failed(BulkJob job) {
        String errorCode = job.errorWord();
        Failure failure = new Failure("bulk_job_failed", FailureType.REQUEST,
                "Salesforce could not finish the Bulk job" + (errorCode == null ? "." : " (" + errorCode + ")."),
                "Try a smaller range or read the object over REST.");
        return new SalesforceException(failure, 200, errorCode, null, null, Retry.NEVER, false);
    }

    /** @param maxRecords 0 leaves the size to Salesforce, as its list of pages does */
    Uni<BulkPage> results(String jobId, String locator, int maxRecords) {
        return Uni.createFrom().deferred(() -> {
            String size = maxRecords == 0 ? "" : "maxRecords=" + maxRecords;
            String from = locator == null ? "" : "locator=" + OrgUrls.encoded(locator);
            String query = size + (size.isEmpty() || from.isEmpty() ? "" : "&") + from;
            Call call = get("/" + OrgUrls.id(jobId) + "/results" + (query.isEmpty() ? "" : "?" + query))
                    .header("Accept", "text/csv");
            return exchange.send(call, BulkPage::open);
        });
    }

    Uni<ResultPages> pages(String jobId, String next) {
        return Uni.createFrom().deferred(() -> exchange.json(next == null
                ? get("/" + OrgUrls.id(jobId) + "/resultPages")
                : Call.get(urls.link(next), token, meter), JsonNode.class)).map(ResultPages::of);
    }

    private Call get(String path) {
        return Call.get(urls.data("/jobs/query" + path), token, meter);
    }
}
