package com.crmfactory.migration.simulator.api;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.soql.Query;

/** The org's Bulk query jobs: at most as many as Salesforce allows in a day. */
final class BulkJobs {

    private static final int JOBS_A_DAY = 10_000;

    private final Clock clock;
    private final Map<String, BulkJob> jobs = new LinkedHashMap<>();
    private long created;

    BulkJobs(Clock clock) {
        this.clock = clock;
    }

    /** @throws ApiError LIMIT_EXCEEDED beyond the day's allowance, deleted jobs included */
    synchronized BulkJob add(BulkJob.Request request, Query query, String userId) {
        if (created >= JOBS_A_DAY) {
            throw new ApiError(400, "LIMIT_EXCEEDED",
                    "Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021).");
        }
        BulkJob job = new BulkJob(Ids.of("7505g0", created++), request, query, userId, clock.instant());
        jobs.put(key(job.id()), job);
        return job;
    }

    /** @throws ApiError NOT_FOUND */
    synchronized BulkJob require(String id) {
        BulkJob job = jobs.get(key(id));
        if (job == null) {
            throw ApiError.notFound();
        }
        return job;
    }

    synchronized List<BulkJob> all() {
        return new ArrayList<>(jobs.values());
    }

    /** How many jobs were created since the start. */
    synchronized long created() {
        return created;
    }

    synchronized void remove(String id) {
        jobs.remove(key(id));
    }

    /** Makes a job end as Failed; does nothing to one that is not there. */
    synchronized void fail(String id, String message) {
        BulkJob job = jobs.get(key(id));
        if (job != null) {
            job.fail(message);
        }
    }

    /** The sObject that a job reads. */
    synchronized Optional<String> object(String id) {
        return Optional.ofNullable(jobs.get(key(id))).map(job -> job.query().table().describe().name());
    }

    private static String key(String id) {
        return id.length() == 18 ? id.substring(0, 15) : id;
    }
}
