package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.Set;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.salesforce.SalesforceException;

/** What the states and failures of a Bulk job mean for an object. */
final class BulkJobs {
    private static final Duration FIRST_POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final double GROWTH = 1.4;
    private static final Set<String> GONE = Set.of("sf_not_found", "bulk_job_unknown", "bulk_results_missing",
            "sf_locator_expired", "bulk_job_failed", "bulk_job_aborted", "bulk_page_list_broken", "records_gone",
            "sf_query_timeout", "sf_operation_too_large");

    private BulkJobs() {
    }

    /** The next poll waits longer than the last, up to a limit: a large job takes minutes. */
    static Duration pauseAfter(int polls) {
        double pause = FIRST_POLL.toMillis() * Math.pow(GROWTH, polls);
        return Duration.ofMillis((long) Math.min(LONGEST_PAUSE.toMillis(), pause));
    }

    /** Salesforce offers no Bulk API for the object, which no describe tells; REST reads it. */
    static boolean isRefusedForGood(Throwable failure) {
        return failure instanceof SalesforceException e && e.failure().code().equals("bulk_not_supported");
    }

    static boolean isGone(Throwable failure) {
        return failure instanceof SalesforceException e && needsNewExtraction(e.failure());
    }

    /** The job or its locators are no more; its pages cannot be read again. */
    static boolean needsNewExtraction(Failure failure) {
        return GONE.contains(failure.code());
    }
}
