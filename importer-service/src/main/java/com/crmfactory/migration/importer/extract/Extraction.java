package com.crmfactory.migration.importer.extract;

import java.util.Set;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.BulkJob;
import com.crmfactory.migration.salesforce.BulkQuery;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/** Reads one object of an org, page by page. Small objects by one REST query, all others by a Bulk job. */
public record Extraction(SalesforceOrg org, Soql soql) {
    /** Salesforce's own advice: Bulk is worth its overhead from about 2,000 rows on, which is also a REST page. */
    private static final long REST_PAGE = 2_000;
    private static final long ONE_FILE = 400_000;
    private static final long SHARES = 8;
    private static final long SMALLEST_SHARE = 2_000;
    private static final int LARGEST_PAGE = 50_000;
    private static final Set<String> QUERY_FAULTS = Set.of("sf_malformed_query", "sf_invalid_field");

    /** True if one REST call delivers everything; the fields must fit into a URL. */
    public boolean fitsOneCall(long expectedRecords) {
        return expectedRecords <= REST_PAGE && org.fits(soql.text());
    }

    public Uni<BulkJob> startJob() {
        return org.createQueryJob(new BulkQuery(soql.text(), soql.all())).onFailure(this::isOfTheCondition)
                .transform(this::explained);
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

    /** Opens a page: its header has arrived, its records follow while they are read. */
    public Uni<RecordPage> open(ImportPage page, long delivered) {
        if (page.jobId() != null) {
            return org.results(page.jobId(), page.locator(), pageSize(delivered))
                    .map(bulk -> new BulkRecords(bulk, soql.fields()));
        }
        if (page.locator() != null) {
            return org.queryMore(page.locator()).map(rest -> new RestRecords(rest, soql.fields()));
        }
        return (soql.all() ? org.queryAll(soql.text()) : org.query(soql.text())).onFailure(this::isOfTheCondition)
                .transform(this::explained).map(rest -> new RestRecords(rest, soql.fields()));
    }
}
