package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;

/** The records of one batch, transformed. */
record PageBatch(List<LoadRow> rows, List<Reject> rejects) {

    /** The next {@code limit} records of a page; fewer at its end. */
    static PageBatch read(RecordPage records, RowTransformer transformer, int limit) {
        PageBatch batch = new PageBatch(new ArrayList<>(), new ArrayList<>());
        while (batch.size() < limit && records.advance()) {
            RowTransformer.Result result = transformer.transform(records.cells());
            if (result.row() != null) {
                batch.rows().add(result.row());
            } else {
                batch.rejects().add(result.reject());
            }
        }
        return batch;
    }

    int size() {
        return rows.size() + rejects.size();
    }
}
