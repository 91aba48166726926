package com.crmfactory.migration.gateway.view;

import com.crmfactory.migration.gateway.migration.Totals;

/** The progress of all objects together; {@code percent} in 0.0–100.0. */
public record ProgressView(long recordsTotal, long recordsProcessed, long imported, long updated, long unchanged,
        long merged, long skipped, long failed, double percent, double recordsPerSecond, Long etaSeconds,
        long apiCallsUsed) {

    static ProgressView of(Totals totals) {
        return new ProgressView(totals.recordsTotal(), totals.recordsProcessed(), totals.ledger().imported(),
                totals.ledger().updated(), totals.ledger().unchanged(), totals.ledger().merged(),
                totals.ledger().skipped(), totals.ledger().failed(), totals.percent(), totals.recordsPerSecond(),
                totals.etaSeconds(), totals.apiCallsUsed());
    }
}
