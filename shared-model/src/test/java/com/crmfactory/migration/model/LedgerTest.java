package com.crmfactory.migration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
    /** Powers of two, so that no sum can be right by accident. */
    private static final Ledger LEDGER = new Ledger(1, 2, 4, 8, 16, 32);

    @Test
    void countsEveryFinalStateAsProcessed() {
        assertThat(LEDGER.processed()).isEqualTo(63);
        assertThat(Ledger.EMPTY.processed()).isZero();
    }

    @Test
    void countsAsPresentWhatHasARowOfItsOwn() {
        assertThat(LEDGER.present()).isEqualTo(7);
    }

    @Test
    void addsStateByState() {
        assertThat(LEDGER.plus(new Ledger(100, 200, 300, 400, 500, 600)))
                .isEqualTo(new Ledger(101, 202, 304, 408, 516, 632));
        assertThat(LEDGER.plus(Ledger.EMPTY)).isEqualTo(LEDGER);
    }

    @Test
    void accountsForADeliveryOnlyIfNoRecordIsLostAndNoneDoubled() {
        assertThat(LEDGER.accountsFor(63)).isTrue();
        assertThat(LEDGER.accountsFor(64)).isFalse();
        assertThat(LEDGER.accountsFor(62)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1,0,0,0,0,0", "0,-1,0,0,0,0", "0,0,-1,0,0,0", "0,0,0,-1,0,0", "0,0,0,0,-1,0", "0,0,0,0,0,-1"})
    void refusesNegativeCounts(long imported, long updated, long unchanged, long merged, long skipped, long failed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ledger(imported, updated, unchanged, merged, skipped, failed));
    }
}
