package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.Ledger;

/**
 * What became of the rows of a batch, or of a part of it.
 *
 * @param filled
 *            per slot of the plan: how many rows name a parent
 * @param lost
 *            per slot: how many of those rows were not taken
 */
record BatchOutcome(Ledger ledger, List<Reject> rejects, long[] filled, long[] lost) {

    static BatchOutcome none(int slots) {
        return new BatchOutcome(Ledger.EMPTY, List.of(), new long[slots], new long[slots]);
    }

    BatchOutcome plus(BatchOutcome other) {
        List<Reject> all = new ArrayList<>(rejects);
        all.addAll(other.rejects);
        return new BatchOutcome(ledger.plus(other.ledger), all, sum(filled, other.filled), sum(lost, other.lost));
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
