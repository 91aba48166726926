package com.crmfactory.migration.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;

/**
 * One page of a Bulk job's result, read row by row while it arrives. Reading blocks: call it on a worker thread, one
 * thread at a time. A page that ends in the middle of a row or by a broken connection throws
 * {@code bulk_page_truncated}, one that is well-formed and holds fewer or more records than promised
 * {@code bulk_page_miscounted}; both are transient: the same locator can be fetched again.
 */
public final class BulkPage implements AutoCloseable {
    private final OptionalLong numberOfRecords;
    private final String locator;
    private final PatientBody raw;
    private final InputStream body;
    private final CsvRows rows;
    private final List<String> header;
    private String[] row;
    private long rowsRead;

    private BulkPage(Answer answer, InputStream body) {
        this.numberOfRecords = answer.header("Sforce-NumberOfRecords").filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text))).orElseGet(OptionalLong::empty);
        this.locator = answer.header("Sforce-Locator").filter(text -> !text.isEmpty() && !"null".equals(text))
                .orElse(null);
        this.raw = answer.raw();
        this.body = body;
        this.rows = new CsvRows(body);
        String[] first = next();
        this.header = first == null ? List.of() : List.of(first);
    }

    static BulkPage open(Answer answer) throws IOException {
        if (answer.status() == 204) {
            throw SalesforceException.of("bulk_results_missing", FailureType.CONFLICT,
                    "Salesforce has no results for this Bulk job.",
                    "Wait for the job to complete, or start a new one.");
        }
        return new BulkPage(answer, answer.body());
    }

    /** What the answer's header promises, if it does. */
    public OptionalLong numberOfRecords() {
        return numberOfRecords;
    }

    /** Where the next page begins; empty on the last. */
    public Optional<String> locator() {
        return Optional.ofNullable(locator);
    }

    /** Column names as the SOQL spelt them ({@code Account.Name}); empty if the answer had no body at all. */
    public List<String> header() {
        return header;
    }

    /**
     * Moves to the next row.
     *
     * @return false after the last row, once the count has been verified
     * @throws SalesforceException
     *             {@code bulk_page_truncated}, {@code bulk_page_miscounted}
     */
    public boolean advance() {
        row = next();
        if (row != null) {
            rowsRead++;
            return true;
        }
        if (numberOfRecords.isPresent() && numberOfRecords.getAsLong() != rowsRead) {
            throw SalesforceException.of("bulk_page_miscounted", FailureType.TRANSIENT,
                    "A page of Bulk results holds " + rowsRead + " records and promises " + numberOfRecords.getAsLong()
                            + ".",
                    "The page is fetched again.");
        }
        return false;
    }

    /**
     * The present row in the order of {@link #header()}, the caller's to keep. An empty cell is null, since the wire
     * does not tell them apart and Salesforce stores no empty text; the text {@code null} is data.
     */
    public String[] row() {
        return row;
    }

    /** Rows so far, the header not counted. */
    public long rowsRead() {
        return rowsRead;
    }

    private String[] next() {
        try {
            String[] next = rows.next();
            if (next == null) {
                raw.drain();
            }
            return next;
        } catch (IOException e) {
            throw truncated(e);
        }
    }

    private static SalesforceException truncated(Throwable cause) {
        Failure failure = new Failure("bulk_page_truncated", FailureType.TRANSIENT,
                "A page of Bulk results broke off.",
                "The page is fetched again.");
        return new SalesforceException(failure, 200, null, null, cause, Retry.IF_IDEMPOTENT, false);
    }

    /** Gives up what has not been read. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not let go of a connection", e);
        }
    }
}
