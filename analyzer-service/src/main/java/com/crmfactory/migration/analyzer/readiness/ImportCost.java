package com.crmfactory.migration.analyzer.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.crmfactory.migration.analyzer.risk.OrgFacts.Budget;
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
    private static final long ONE_FILE = 400_000;
    /** A look at a job's state half a second after its creation, each later one after a pause 1.4 times as long. */
    private static final double FIRST_LOOK = 0.5;
    private static final double GROWTH = 1.4;
    private static final double SHORTEST_JOB = 0.3;
    private static final double JOB_RECORDS_PER_SECOND = 100_000;
    private static final int MOST_LOOKS = 12;
    private static final long CALLS_FOR_PRICES = 2;
    private static final List<String> ASSUMPTIONS = List.of(
            "the objects of one wave run side by side, the waves one after another",
            "one REST query for up to 2,000 records, else a Bulk API 2.0 job that Salesforce carries out at 100,000 records"
                    + " a second, read in pages of 2,000 to 50,000 records",
            "nobody else uses up the org's API requests");

    private ImportCost() {
    }

    /** API calls for an object with that many records. */
    public static long apiCalls(String object, long records) {
        long besides = object.equals("Product2") ? CALLS_FOR_PRICES : 0;
        if (records <= SMALLEST_PAGE) {
            return 1 + besides;
        }
        long page = records >= ONE_FILE
                ? LARGEST_PAGE
                : Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, divideUp(records, PAGES)));
        return 1 + looks(records) + divideUp(records, page) + besides;
    }

    private static long looks(long records) {
        double ends = SHORTEST_JOB + records / JOB_RECORDS_PER_SECOND;
        double pause = FIRST_LOOK;
        long looks = 1;
        for (double seen = pause; seen < ends && looks < MOST_LOOKS; looks++) {
            pause *= GROWTH;
            seen += pause;
        }
        return looks;
    }

    public static Timeline timeline(List<AnalyzedObject> objects, MigrationPlan plan, Budget budget) {
        List<ObjectEstimate> estimates = objects.stream().filter(AnalyzedObject::included)
                .map(object -> estimate(object, budget.recordsPerSecond().get(object.name()))).toList();
        long seconds = plan.waves().stream().mapToLong(wave -> estimates.stream()
                .filter(estimate -> wave.contains(estimate.object())).mapToLong(ObjectEstimate::estimatedSeconds)
                .max().orElse(0)).sum();
        long calls = estimates.stream().mapToLong(ObjectEstimate::apiCallsEstimated).sum();
        return new Timeline(seconds, estimates, calls, budget.apiCalls(), assumptions(estimates),
                budget.analysisCalls(), budget.analysisCallsPredicted());
    }

    /**
     * @param measured
     *            records a second; null if the object was never imported here
     */
    private static ObjectEstimate estimate(AnalyzedObject object, Double measured) {
        double rate = measured == null ? RECORDS_PER_SECOND : measured;
        long seconds = SECONDS_PER_OBJECT + (long) Math.ceil(object.recordCount() / rate);
        return new ObjectEstimate(object.name(), seconds, apiCalls(object.name(), object.recordCount()), rate,
                measured != null);
    }

    private static List<String> assumptions(List<ObjectEstimate> estimates) {
        List<String> defaults = estimates.stream().filter(estimate -> !estimate.measured())
                .map(ObjectEstimate::object).toList();
        List<String> assumptions = new ArrayList<>();
        if (defaults.size() < estimates.size()) {
            assumptions.add("objects that this installation has imported before run as fast as then");
        }
        if (!defaults.isEmpty()) {
            assumptions.add(String.format(Locale.ENGLISH, "%,d", RECORDS_PER_SECOND)
                    + " records a second, until this installation has measured its own, for "
                    + String.join(", ", defaults));
        }
        assumptions.add(SECONDS_PER_OBJECT + " seconds for the start and the links of each object");
        assumptions.addAll(ASSUMPTIONS);
        return List.copyOf(assumptions);
    }

    private static long divideUp(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
