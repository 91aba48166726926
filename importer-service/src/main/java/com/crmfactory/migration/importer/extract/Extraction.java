package com.crmfactory.migration.importer.extract;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.BulkJob;
import com.crmfactory.migration.salesforce.BulkQuery;
import com.crmfactory.migration.salesforce.QueryPage;
import com.crmfactory.migration.salesforce.ResultPages;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * Reads one object of an org, page by page. Small objects by one REST query, all others by a Bulk job.
 *
 * @param columnGroups
 *            in how many queries the columns are read at least, joined by the records' ids
 */
public record Extraction(SalesforceOrg org, Soql soql, int columnGroups) {
    /** Salesforce's own advice: Bulk is worth its overhead from about 2,000 rows on, which is also a REST page. */
    private static final long REST_PAGE = 2_000;
    private static final long ONE_FILE = 400_000;
    private static final long SHARES = 8;
    private static final long SMALLEST_SHARE = 2_000;
    private static final int LARGEST_PAGE = 50_000;
    /** Of a query in the length of its text; what is left is for ids. */
    private static final int LONGEST_OF_A_GROUP = SalesforceOrg.MOST_SOQL / 2;
    private static final int MOST_GROUPS = 64;
    private static final Set<String> QUERY_FAULTS = Set.of("sf_malformed_query", "sf_invalid_field");

    public Extraction(SalesforceOrg org, Soql soql) {
        this(org, soql, 1);
    }

    /** True if one REST call delivers everything, or at least its page of ids. */
    public boolean fitsOneCall(long expectedRecords) {
        return expectedRecords <= REST_PAGE;
    }

    /** Whether it is worth asking for the list of a job's pages. */
    public static boolean hasSeveralPages(long records) {
        return records > REST_PAGE;
    }

    private List<Soql> groups() {
        return groups(soql, columnGroups);
    }

    /** As many as it takes for each to be short enough. */
    static List<Soql> groups(Soql soql, int atLeast) {
        List<Soql> queries = soql.inGroups(atLeast);
        int longest = atLeast == 1 ? SalesforceOrg.MOST_SOQL : LONGEST_OF_A_GROUP;
        return atLeast >= MOST_GROUPS || queries.stream().allMatch(query -> query.text().length() <= longest)
                ? queries
                : groups(soql, atLeast * 2);
    }

    public Uni<BulkJob> startJob() {
        return org.createQueryJob(new BulkQuery(groups().get(0).text(), soql.all())).onFailure(this::isOfTheCondition)
                .transform(this::explained);
    }

    /**
     * Some of a job's pages.
     *
     * @param next
     *            where the list goes on; null at its beginning
     * @return empty if the org offers no such list, or none that goes on
     */
    public Uni<Optional<ResultPages>> listPages(String jobId, String next) {
        return org.resultPages(jobId, next).map(Optional::of).onFailure(Extraction::isRefused)
                .recoverWithItem(Optional.empty()).map(list -> list.filter(pages -> !pages.locators().isEmpty()));
    }

    /** A job that is gone answers the same; that shows when its first page is opened. */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof SalesforceException e && e.failure().type() == FailureType.REQUEST;
    }

    /** Large objects come in pages of the largest size, others in about eight, so that every replica gets a share. */
    public static int pageSize(long records) {
        return records >= ONE_FILE
                ? LARGEST_PAGE
                : (int) Math.min(LARGEST_PAGE, Math.max(SMALLEST_SHARE, (records + SHARES - 1) / SHARES));
    }

    /** Everything else in the query comes from the analysis, so it is the condition that Salesforce cannot read. */
    private boolean isOfTheCondition(Throwable failure) {
        return soql.conditioned() && failure instanceof SalesforceException e
                && QUERY_FAULTS.contains(e.failure().code());
    }

    private Throwable explained(Throwable failure) {
        return ((SalesforceException) failure).explained(new Failure("filter_refused", FailureType.REQUEST,
                "Salesforce does not accept the condition in the filter of this object.",
                "Correct filter.where; it is a SOQL condition without the word WHERE. Then retry."));
    }

    /**
     * Opens a page: its header has arrived, its records follow while they are read.
     *
     * @param size
     *            records of a Bulk job's page at most; 0 for one of its list, which has the size that Salesforce chose
     */
    public Uni<RecordPage> open(ImportPage page, int size) {
        List<Soql> groups = groups();
        Uni<RecordPage> records = page.jobId() != null
                ? bulk(page, size, groups.get(0).fields())
                : rest(page, groups.get(0)).map(rest -> new RestRecords(rest, groups.get(0).fields()));
        return groups.size() == 1
                ? records
                : records.map(first -> new JoinedRecords(first, org, groups.subList(1, groups.size())));
    }

    /**
     * Whether opening it asks a query, whose records may be others each time; any other page is one of a result that
     * Salesforce keeps.
     */
    public static boolean isAskedAnew(ImportPage page) {
        return page.jobId() == null && page.locator() == null;
    }

    private Uni<RecordPage> bulk(ImportPage page, int size, List<String> fields) {
        return (size == 0
                ? org.resultPage(page.jobId(), page.locator())
                : org.results(page.jobId(), page.locator(), size)).map(bulk -> new BulkRecords(bulk, fields));
    }

    private Uni<QueryPage> rest(ImportPage page, Soql query) {
        if (page.locator() != null) {
            return org.queryMore(page.locator());
        }
        return (query.all() ? org.queryAll(query.text()) : org.query(query.text())).onFailure(this::isOfTheCondition)
                .transform(this::explained);
    }
}
