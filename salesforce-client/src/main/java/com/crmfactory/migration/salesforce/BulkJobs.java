package com.crmfactory.migration.salesforce;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Bulk 2.0 query jobs of one org. */
final class BulkJobs {
    private static final int MOST_PAGES = 100_000;
    private static final Pattern LOCATOR = Pattern.compile("[?&]locator=([^&]*)");
    private static final Pattern ERROR_WORD = Pattern.compile("\\b([A-Z]{3,}(?:_[A-Z]+)+)\\b");

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
        Matcher word = ERROR_WORD.matcher(job.errorMessage() == null ? "" : job.errorMessage());
        String errorCode = word.find() ? word.group(1) : null;
        Failure failure = new Failure("bulk_job_failed", FailureType.REQUEST,
                "Salesforce could not finish the Bulk job" + (errorCode == null ? "." : " (" + errorCode + ")."),
                "Try a smaller range or read the object over REST.");
        return new SalesforceException(failure, 200, errorCode, null, null, Retry.NEVER, false);
    }

    Uni<BulkPage> results(String jobId, String locator, int maxRecords) {
        return Uni.createFrom().deferred(() -> {
            String from = locator == null ? "" : "&locator=" + OrgUrls.encoded(locator);
            Call call = get("/" + OrgUrls.id(jobId) + "/results?maxRecords=" + maxRecords + from).header("Accept",
                    "text/csv");
            return exchange.send(call, BulkPage::open);
        });
    }

    Uni<List<ResultPageLink>> pages(String jobId) {
        return Uni.createFrom().deferred(() -> {
            AtomicReference<Call> next = new AtomicReference<>(get("/" + OrgUrls.id(jobId) + "/resultPages"));
            List<ResultPageLink> links = new ArrayList<>();
            return Multi.createBy().repeating()
                    .uni(() -> exchange.json(next.get(), JsonNode.class).invoke(page -> next.set(collect(page, links))))
                    .whilst(page -> next.get() != null).collect().last().replaceWith(links);
        });
    }

    /** The documentation's table and its example spell the keys differently; both are read. */
    private Call collect(JsonNode page, List<ResultPageLink> links) {
        for (JsonNode link : page.path("resultPages")) {
            Matcher locator = LOCATOR.matcher(link.path("resultLink").asText(link.path("resultUrl").asText()));
            links.add(new ResultPageLink(locator.find() ? decoded(locator.group(1)) : null));
        }
        if (links.size() > MOST_PAGES) {
            throw SalesforceException.of("bulk_too_many_pages", FailureType.LIMIT,
                    "The Bulk job has more result pages than this client keeps track of.", "Split the object by date.");
        }
        String more = page.path("nextRecordsUrl").asText(page.path("nextRecordUrl").asText(""));
        return page.path("done").asBoolean() || more.isEmpty() || "null".equals(more)
                ? null
                : Call.get(urls.link(more), token, meter);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private Call get(String path) {
        return Call.get(urls.data("/jobs/query" + path), token, meter);
    }
}
