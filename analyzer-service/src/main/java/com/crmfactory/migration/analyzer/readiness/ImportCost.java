package com.crmfactory.migration.analyzer.readiness;

import java.util.List;

import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.Timeline;
import com.crmfactory.migration.model.report.Timeline.ObjectEstimate;

/**
 * What the import will take. An object of up to 2,000 records is one REST query. For others a Bulk query is created,
 * asked about a few times and read page by page; a page has at most 50,000 records, and an object under 400,000 records
 * is cut into about eight pages of at least 2,000. Products also ask for the price book.
 */
public final class ImportCost {
    static final long RECORDS_PER_SECOND = 1_500;
    static final long SECONDS_PER_OBJECT = 4;
    private static final long LARGEST_PAGE = 50_000;
    private static final long SMALLEST_PAGE = 2_000;
    private static final long PAGES = 8;
    /** One to create it and three looks at its state. */
    private static final long CALLS_PER_JOB = 4;
    private static final long CALLS_FOR_PRICES = 2;
    private static final List<String> ASSUMPTIONS = List.of(
            RECORDS_PER_SECOND + " records a second for each object and " + SECONDS_PER_OBJECT
                    + " seconds for its start and its links, until this installation has measured its own",
            "the objects of one wave run side by side, the waves one after another",
            "one REST query for up to 2,000 records, else Bulk API 2.0 with pages of 2,000 to 50,000 records and about "
                    + CALLS_PER_JOB + " calls besides",
            "nobody else uses up the org's API requests");

    private ImportCost() {
    }

    /** API calls for an object with that many records. */
    public static long apiCalls(String object, long records) {
        long besides = object.equals("Product2") ? CALLS_FOR_PRICES : 0;
        if (records <= SMALLEST_PAGE) {
            return 1 + besides;
        }
        long page = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, divideUp(records, PAGES)));
        return CALLS_PER_JOB + divideUp(records, page) + besides;
    }

    static long seconds(long records) {
        return SECONDS_PER_OBJECT + divideUp(records, RECORDS_PER_SECOND);
    }

    /**
     * @param callsRemaining
     *            null if the org did not say
     */
    public static Timeline timeline(List<AnalyzedObject> objects, MigrationPlan plan, Long callsRemaining) {
        List<AnalyzedObject> included = objects.stream().filter(AnalyzedObject::included).toList();
        List<ObjectEstimate> estimates = included.stream()
                .map(object -> new ObjectEstimate(object.name(), seconds(object.report().recordCount()))).toList();
        long seconds = plan.waves().stream().mapToLong(wave -> estimates.stream()
                .filter(estimate -> wave.contains(estimate.object())).mapToLong(ObjectEstimate::estimatedSeconds)
                .max().orElse(0)).sum();
        long calls = included.stream().mapToLong(object -> apiCalls(object.name(), object.report().recordCount()))
                .sum();
        return new Timeline(seconds, estimates, calls, callsRemaining, ASSUMPTIONS);
    }

    private static long divideUp(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
