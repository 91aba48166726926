package com.crmfactory.migration.salesforce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Bulk 2.0 query job. Right after creation and after an abort the counters are not sent and read 0.
 *
 * @param numberRecordsProcessed
 *            grows while the job runs; the total once it is complete
 * @param totalProcessingTime
 *            milliseconds
 * @param apiVersion
 *            {@code 60.0}; results must be fetched with the same
 * @param errorMessage
 *            Salesforce's words on a failed job, undocumented and possibly with query text: not for logs or users
 */
public record BulkJob(String id, String object, String operation, BulkState state, String apiVersion,
        String createdDate, long numberRecordsProcessed, int retries, long totalProcessingTime, String errorMessage) {
    private static final Pattern ERROR_WORD = Pattern.compile("\\b([A-Z]{3,}(?:_[A-Z]+)+)\\b");

    /** Salesforce's word for why the job failed ({@code QUERY_TIMEOUT}), or null if its message has none. */
    public String errorWord() {
        Matcher word = ERROR_WORD.matcher(errorMessage == null ? "" : errorMessage);
        return word.find() ? word.group(1) : null;
    }

    @Override
    public String toString() {
        return "BulkJob[id=%s, object=%s, state=%s, numberRecordsProcessed=%d]".formatted(id, object, state,
                numberRecordsProcessed);
    }
}
