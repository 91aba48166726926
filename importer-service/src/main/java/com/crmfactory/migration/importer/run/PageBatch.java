package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;

/** The records of one batch, transformed. */
final class PageBatch {
    /**
     * Several batches are in memory at a time, and a single field may hold 131,072 characters
     * (<a href="https://help.salesforce.com/s/articleView?id=sf.custom_field_types.htm">Salesforce, Custom Field
     * Types</a>): a batch of many such records ends early. Where it ends depends on the records alone, so it is the same
     * batch when the page is read again.
     */
    private static final long CHARACTERS = 4_000_000;

    private final List<LoadRow> rows = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private long characters;
    private boolean last;

    /** The next records of a page, {@code limit} of them, or fewer if they are large; fewer at its end, too. */
    static PageBatch read(RecordPage records, RowTransformer transformer, int limit) {
        PageBatch batch = new PageBatch();
        while (!batch.last && !batch.isFull(limit)) {
            batch.takeNext(records, transformer);
        }
        return batch;
    }

    /** All records of a page, which are few. */
    static PageBatch all(RecordPage records, RowTransformer transformer) {
        PageBatch batch = new PageBatch();
        while (!batch.last) {
            batch.takeNext(records, transformer);
        }
        return batch;
    }

    private void takeNext(RecordPage records, RowTransformer transformer) {
        last = !records.advance();
        if (!last) {
            String[] cells = records.cells();
            add(cells, transformer.transform(cells));
        }
    }

    void add(String[] cells, RowTransformer.Result result) {
        for (String cell : cells) {
            characters += cell == null ? 0 : cell.length();
        }
        if (result.row() != null) {
            rows.add(result.row());
        } else {
            rejects.add(result.reject());
        }
    }

    boolean isFull(int limit) {
        return size() >= limit || characters >= CHARACTERS;
    }

    /**
     * Lets go of its records once they are loaded. Without it they would stay as long as an idle thread of the pool
     * keeps its last task, which may be until the end of the run.
     */
    void clear() {
        rows.clear();
        rejects.clear();
    }

    List<LoadRow> rows() {
        return rows;
    }

    List<Reject> rejects() {
        return rejects;
    }

    int size() {
        return rows.size() + rejects.size();
    }

    /** Whether the page ends with it. */
    boolean isLast() {
        return last;
    }
}
