package com.crmfactory.migration.simulator.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What faults do to the org's jobs and cursors, and how they find what a request is about. */
public final class Sabotage {

    private static final Pattern OBJECT = Pattern.compile("/sobjects/(\\w+)");
    private static final Pattern FROM = Pattern.compile("\\bFROM\\s+(\\w+)(?![^(]*\\))", Pattern.CASE_INSENSITIVE);
    private static final Pattern JOB = Pattern.compile("/jobs/query/(\\w{15,18})");
    private static final Pattern LOCATOR = Pattern.compile("/query(?:All)?/([\\w-]+)");

    private final BulkJobs jobs;
    private final Cursors cursors;

    Sabotage(BulkJobs jobs, Cursors cursors) {
        this.jobs = jobs;
        this.cursors = cursors;
    }

    /** The sObject that a request is about. */
    public Optional<String> object(ApiRequest request) {
        Matcher job = JOB.matcher(request.path());
        if (job.find()) {
            return jobs.object(job.group(1));
        }
        Matcher locator = LOCATOR.matcher(request.path());
        if (locator.find()) {
            return Optional.ofNullable(cursors.object(locator.group(1)));
        }
        String query = request.parameter("q").orElseGet(() -> new String(request.body(), StandardCharsets.UTF_8));
        Matcher from = FROM.matcher(query);
        Matcher named = OBJECT.matcher(request.path());
        return from.find() ? Optional.of(from.group(1)) : named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /** Makes the request's Bulk job end as Failed. */
    public void failJob(ApiRequest request, String message) {
        Matcher job = JOB.matcher(request.path());
        if (job.find()) {
            jobs.fail(job.group(1), message);
        }
    }

    /** Makes the org forget the request's Bulk job. */
    public void dropJob(ApiRequest request) {
        Matcher job = JOB.matcher(request.path());
        if (job.find()) {
            jobs.remove(job.group(1));
        }
    }

    /** Closes the request's cursor, and answers that its locator is invalid. */
    public ApiResponse expireLocator(ApiRequest request) {
        Matcher locator = LOCATOR.matcher(request.path());
        if (locator.find()) {
            cursors.expire(locator.group(1));
        }
        return new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator").response();
    }
}
