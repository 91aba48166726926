package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.Set;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceException;

/** What the states and failures of a Bulk job or a query mean for an object. */
final class BulkJobs {
    private static final Duration FIRST_POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final double GROWTH = 1.4;
    private static final String INTERRUPTED = "query_interrupted";
    private static final Set<String> GONE = Set.of("sf_not_found", "bulk_job_unknown", "bulk_results_missing",
            "sf_locator_expired", "bulk_job_failed", "bulk_job_aborted", "bulk_page_list_broken", "records_gone",
            "sf_query_timeout", "sf_operation_too_large", "query_broken_off", INTERRUPTED);

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

    /** A pause, say, is nobody's fault: however often that happens, the object does not fail of it. */
    static boolean isInterruption(Failure failure) {
        return failure.code().equals(INTERRUPTED);
    }

    /**
     * Something has been made of a query's first page, the rest has not. Asked again, the query delivers the records of
     * now, in the order of now: going on at the same place would leave some out and take others twice.
     *
     * @param failed
     *            the page itself was why; else it was interrupted
     */
    static SalesforceException brokenOff(ImportPage page, boolean failed) {
        return SalesforceException.of(failed ? "query_broken_off" : INTERRUPTED, FailureType.TRANSIENT,
                "The query of " + page.object() + " was broken off when a part of its records was loaded.",
                "The object is extracted again.");
    }
}
