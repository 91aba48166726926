package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;

/**
 * What a batch brings: rows by Salesforce id, each once, so that two loaders never lock the same rows in different
 * orders; and what was rejected on the way here.
 */
record SortedBatch(List<LoadRow> rows, List<Reject> rejects) {

    static SortedBatch of(List<LoadRow> rows, List<Reject> rejects) {
        if (isSorted(rows)) {
            return new SortedBatch(rows, rejects);
        }
        Map<String, LoadRow> distinct = new LinkedHashMap<>();
        List<Reject> all = new ArrayList<>(rejects);
        rows.stream().sorted(Comparator.comparing(LoadRow::sfId)).forEach(row -> {
            if (distinct.put(row.sfId(), row) != null) {
                all.add(new Reject(row.sfId(), Reject.State.SKIPPED, "Id", "delivered_twice",
                        "Salesforce delivered this record twice in one batch; it is imported once.", null));
            }
        });
        return new SortedBatch(List.copyOf(distinct.values()), all);
    }

    /** As Salesforce delivers them, as a rule. */
    private static boolean isSorted(List<LoadRow> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).sfId().compareTo(rows.get(i).sfId()) >= 0) {
                return false;
            }
        }
        return true;
    }

    int repaired() {
        return rows.stream().mapToInt(LoadRow::repaired).sum();
    }
}
