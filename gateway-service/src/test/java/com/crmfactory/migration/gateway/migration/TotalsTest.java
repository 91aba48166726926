package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.gateway.migration.Given.begun;
import static com.crmfactory.migration.gateway.migration.Given.pending;
import static com.crmfactory.migration.gateway.migration.Given.progress;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class TotalsTest {

    @Test
    void sumsTheObjectsAndTellsShareSpeedAndRemainingTime() {
        ObjectRun half = begun("Account").progressed(progress("Account", "importing", 1, 1).progress());
        Totals totals = Totals.of(new Run(1, 0, null, null, List.of(half, pending("Contact"))));
        assertThat(totals.recordsTotal()).isEqualTo(20);
        assertThat(totals.recordsProcessed()).isEqualTo(5);
        assertThat(totals.ledger().imported()).isEqualTo(4);
        assertThat(totals.ledger().failed()).isEqualTo(1);
        assertThat(totals.percent()).isEqualTo(25.0);
        assertThat(totals.recordsPerSecond()).isEqualTo(2.5);
        assertThat(totals.etaSeconds()).isEqualTo(6);
        assertThat(totals.apiCallsUsed()).isEqualTo(8);
    }

    @Test
    void aHundredPercentMeansAllOfThem() {
        assertThat(new Totals(100_000, 99_999, Given.imported(99_999), 1, 0).percent()).isEqualTo(99.9);
        assertThat(new Totals(100_000, 100_000, Given.imported(100_000), 0, 0).percent()).isEqualTo(100.0);
    }

    @Test
    void beforeARunThereIsNothingToSum() {
        Totals totals = Totals.of(Run.NONE);
        assertThat(totals.percent()).isZero();
        assertThat(totals.etaSeconds()).isNull();
    }
}
