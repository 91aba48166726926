package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One org and one token. Thread-safe. Every {@code Uni} is lazy, sends anew for each subscription, emits on a thread of
 * the client and fails with a {@link SalesforceException}. Once the token has met a 401 it is never sent again: every
 * further call fails at once with the same failure.
 */
public final class SalesforceOrg {
    /** Longest text of a query, in characters (SOQL guide, SOQL SELECT limits). */
    public static final int MOST_SOQL = 100_000;

    private final Exchange exchange;
    private final OrgAccess access;
    private final OrgUrls urls;
    private final UsageMeter meter;
    private final Cursors cursors;
    private final BulkJobs bulk;

    SalesforceOrg(Exchange exchange, OrgAccess access) {
        this(exchange, access, new UsageMeter(), new Cursors(Clock.systemUTC(), exchange.requestTimeout()));
    }

    private SalesforceOrg(Exchange exchange, OrgAccess access, UsageMeter meter, Cursors cursors) {
        this.exchange = exchange;
        this.access = access;
        this.urls = new OrgUrls(access.instanceUrl(), access.apiVersion());
        this.meter = meter;
        this.cursors = cursors;
        this.bulk = new BulkJobs(exchange, urls, access.token(), meter);
    }

    /** Whose token it is. Needs no API version and counts as no API call. */
    public Uni<UserInfo> userInfo() {
        return exchange.json(Call.get(urls.at("/services/oauth2/userinfo"), access.token(), meter), UserInfo.class);
    }

    public Uni<GlobalDescribe> describeGlobal() {
        return globalDescribe("/sobjects");
    }

    /** The Tooling API's objects that the token's user may see. */
    public Uni<GlobalDescribe> toolingDescribeGlobal() {
        return globalDescribe("/tooling/sobjects");
    }

    private Uni<GlobalDescribe> globalDescribe(String resource) {
        return Uni.createFrom().deferred(() -> exchange.send(get(resource), answer -> exchange
                .readJson(answer, GlobalDescribe.class).withLastModified(answer.header("Last-Modified").orElse(null))));
    }

    public Uni<ObjectDescribe> describe(String object) {
        return Uni.createFrom().deferred(() -> exchange.json(describeCall(object), ObjectDescribe.class));
    }

    /**
     * @param ifModifiedSince
     *            an earlier {@link Conditional.Modified#lastModified()}, or null to fetch it in any case
     */
    public Uni<Conditional<ObjectDescribe>> describe(String object, String ifModifiedSince) {
        return Uni.createFrom().deferred(() -> {
            Call call = describeCall(object);
            return exchange.send(ifModifiedSince == null ? call : call.header("If-Modified-Since", ifModifiedSince),
                    this::modified);
        });
    }

    private Conditional<ObjectDescribe> modified(Answer answer) throws IOException {
        if (answer.status() == 304) {
            answer.raw().drain();
            return new Conditional.NotModified<>();
        }
        return new Conditional.Modified<>(exchange.readJson(answer, ObjectDescribe.class),
                answer.header("Last-Modified").orElse(null));
    }

    private Call describeCall(String object) {
        return get("/sobjects/" + OrgUrls.apiName(object) + "/describe");
    }

    /**
     * First page, at most 2,000 records. Read it to the end or {@link #closeCursor close} it: only 8 may be open. A
     * query that is too long for a URL is sent as the one part of a {@code POST /composite}, which counts the same.
     *
     * @throws SalesforceException
     *             {@code query_too_long} beyond {@link #MOST_SOQL} characters
     */
    public Uni<QueryPage> query(String soql) {
        return fits(soql) ? firstPage("/query", soql) : posted(new Question(soql, false));
    }

    /** Like {@link #query}, with deleted, merged and archived records. */
    public Uni<QueryPage> queryAll(String soql) {
        return fits(soql) ? firstPage("/queryAll", soql) : posted(new Question(soql, true));
    }

    public Uni<QueryPage> toolingQuery(String soql) {
        return firstPage("/tooling/query", soql);
    }

    private Uni<QueryPage> posted(Question question) {
        if (question.soql().length() > MOST_SOQL) {
            return Uni.createFrom().failure(OrgUrls.tooLong());
        }
        return seated(() -> queryTogether(List.of(question)).map(replies -> replies.get(0).pageOrThrow()));
    }

    /** Whether a query with this text goes into a URL. */
    public boolean fits(String soql) {
        return fitsPath("/tooling/query?q=" + OrgUrls.encoded(soql));
    }

    /** Visible records: the {@code totalSize} of a {@code SELECT COUNT() FROM …}. */
    public Uni<Long> count(String soqlCount) {
        return query(soqlCount).map(QueryPage::totalSize);
    }

    /**
     * Up to five queries for one API call, the replies in the same order. Only first pages are delivered: a question
     * that may find more than 2,000 rows needs a LIMIT. Aggregates need one anyway, since Salesforce does not page them.
     */
    public Uni<List<Reply>> queryTogether(List<Question> questions) {
        return Uni.createFrom().deferred(() -> {
            CompositeQueries composite = new CompositeQueries(exchange.json(), urls.data("").getPath());
            return exchange.send(get("/composite").method("POST", composite.body(questions)),
                    answer -> composite.read(exchange.readJson(answer, JsonNode.class), questions.size()));
        });
    }

    /**
     * The id of the token's user, for one API call that needs no permission; empty if the org does not say.
     */
    public Uni<Optional<String>> userId() {
        return Uni.createFrom().deferred(() -> exchange.json(get(""), JsonNode.class))
                .map(resources -> Optional.of(resources.path("identity").asText())
                        .map(identity -> identity.substring(identity.lastIndexOf('/') + 1))
                        .filter(id -> id.matches("005[A-Za-z0-9]{12,15}")));
    }

    private Uni<QueryPage> firstPage(String resource, String soql) {
        return Uni.createFrom().deferred(() -> seated(Call.get(urls.soql(resource, soql, access.token()),
                access.token(), meter)));
    }

    private Uni<QueryPage> seated(Call call) {
        return seated(() -> exchange.json(call, QueryPage.class));
    }

    private Uni<QueryPage> seated(Supplier<Uni<QueryPage>> query) {
        Cursors.Seat seat = cursors.seat();
        return seat.taken().chain(taken -> query.get()).onTermination()
                .invoke((page, thrown, cancelled) -> seat.leave(page == null ? null : page.nextRecordsUrl()));
    }

    /** The next page of a query of any kind. A cursor can be carried over from another process. */
    public Uni<QueryPage> queryMore(String nextRecordsUrl) {
        return Uni.createFrom().deferred(() -> {
            Call call = Call.get(urls.link(nextRecordsUrl), access.token(), meter);
            if (!cursors.knows(nextRecordsUrl)) {
                return seated(call);
            }
            return exchange.json(call, QueryPage.class).invoke(page -> {
                if (page.nextRecordsUrl() == null) {
                    cursors.closed(nextRecordsUrl);
                } else {
                    cursors.touched(page.nextRecordsUrl());
                }
            }).onFailure(SalesforceOrg::isFinal).invoke(() -> cursors.closed(nextRecordsUrl));
        });
    }

    private static boolean isFinal(Throwable thrown) {
        return !(thrown instanceof SalesforceException failure) || !failure.isTransient();
    }

    /** The rest of this query is not wanted: its place is free for another. Sends nothing. */
    public void closeCursor(String nextRecordsUrl) {
        cursors.closed(nextRecordsUrl);
    }

    /** By name; entries without {@code Max} and {@code Remaining} are left out. */
    public Uni<Map<String, Limit>> limits() {
        return Uni.createFrom().deferred(() -> exchange.json(get("/limits"), JsonNode.class)).map(Limit::byName);
    }

    /**
     * Snapshot counts in as few calls as fit. Salesforce omits empty and unknown objects, and the snapshot is of some
     * time ago: a missing name means unknown. Needs the View Setup and Configuration permission.
     */
    public Uni<Map<String, Long>> recordCounts(Collection<String> objects) {
        return Uni.createFrom().deferred(() -> Multi.createFrom().iterable(RecordCounts.paths(objects, this::fitsPath))
                .onItem().transformToUniAndConcatenate(path -> exchange.json(get(path), RecordCounts.class)).collect()
                .in(HashMap<String, Long>::new, (counts, answer) -> counts.putAll(answer.byName())).map(Map::copyOf));
    }

    private boolean fitsPath(String path) {
        return urls.fits(path, access.token());
    }

    /** Repeated only after a failure that proves that no job was created. */
    public Uni<BulkJob> createQueryJob(BulkQuery query) {
        return bulk.create(query);
    }

    public Uni<BulkJob> job(String jobId) {
        return bulk.job(jobId);
    }

    public Uni<Void> abortJob(String jobId) {
        return bulk.abort(jobId);
    }

    /** Deletes an ended job; one that is gone already is fine. */
    public Uni<Void> deleteJob(String jobId) {
        return bulk.delete(jobId);
    }

    /**
     * The completed job.
     *
     * @throws SalesforceException
     *             {@code bulk_job_failed} (its {@link SalesforceException#errorCode()} may name the cause),
     *             {@code bulk_job_aborted}, or the transient {@code bulk_job_still_running} after the policy's time-out
     */
    public Uni<BulkJob> awaitJob(String jobId, PollPolicy policy) {
        return bulk.await(jobId, policy);
    }

    /**
     * One page of results: headers and CSV header are read, the rest streams. Close it.
     *
     * @param locator
     *            null for the first page
     * @param maxRecords
     *            rows at most
     */
    public Uni<BulkPage> results(String jobId, String locator, int maxRecords) {
        return bulk.results(jobId, locator, maxRecords);
    }

    /**
     * Some of the pages of an ended job at sizes that Salesforce chooses (API v58 and later).
     *
     * @param next
     *            {@link ResultPages#next()} of the call before; null at first
     */
    public Uni<ResultPages> resultPages(String jobId, String next) {
        return bulk.pages(jobId, next);
    }

    /** One of the {@link #resultPages}, as large as that list has it; like {@link #results} otherwise. */
    public Uni<BulkPage> resultPage(String jobId, String locator) {
        return bulk.results(jobId, locator, 0);
    }

    /** The same org with a count of its own: {@link ApiUsage#calls} of it are those of one piece of work, repeats included. */
    public SalesforceOrg counting() {
        return new SalesforceOrg(exchange, access, meter.within(), cursors);
    }

    public ApiUsage usage() {
        return meter.read();
    }

    /** Whether the org has answered that the token is valid no more; then it is never sent again. */
    public boolean isRefused() {
        return exchange.isSpent(access.token());
    }

    private Call get(String path) {
        return Call.get(urls.data(path), access.token(), meter);
    }
}
