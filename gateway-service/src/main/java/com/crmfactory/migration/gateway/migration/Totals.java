package com.crmfactory.migration.gateway.migration;

import java.util.List;

import com.crmfactory.migration.model.Ledger;

/**
 * All objects of a run together.
 *
 * @param recordsPerSecond
 *            of the objects that are under way
 */
public record Totals(long recordsTotal, long recordsProcessed, Ledger ledger, double recordsPerSecond,
        long apiCallsUsed) {
    private static final double TENTHS = 10;
    private static final int PERCENT = 100;

    public static Totals of(Run run) {
        List<ObjectRun> objects = run.objects();
        return new Totals(objects.stream().mapToLong(ObjectRun::recordsTotal).sum(),
                objects.stream().mapToLong(ObjectRun::recordsProcessed).sum(),
                objects.stream().map(ObjectRun::ledger).reduce(Ledger.EMPTY, Ledger::plus),
                Math.round(objects.stream().mapToDouble(ObjectRun::recordsPerSecond).sum() * TENTHS) / TENTHS,
                objects.stream().mapToLong(ObjectRun::apiCallsUsed).sum());
    }

    /** 0.0–100.0 in tenths, rounded down so that 100 means all; 0 as long as nothing is expected. */
    public double percent() {
        return recordsTotal == 0
                ? 0
                : Math.min(PERCENT, Math.floor(PERCENT * TENTHS * recordsProcessed / recordsTotal) / TENTHS);
    }

    /** At the present speed; null while there is none. */
    public Long etaSeconds() {
        return recordsPerSecond <= 0
                ? null
                : (long) Math.ceil(Math.max(0, recordsTotal - recordsProcessed) / recordsPerSecond);
    }
}
