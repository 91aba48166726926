package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ImportCostTest {

    @Test
    void aSmallObjectTakesOnePage() {
        assertThat(ImportCost.apiCalls(0)).isEqualTo(6);
        assertThat(ImportCost.apiCalls(2_000)).isEqualTo(6);
        assertThat(ImportCost.apiCalls(10_000)).isEqualTo(10);
    }

    @Test
    void aLargeObjectTakesPagesOfFiftyThousand() {
        assertThat(ImportCost.apiCalls(1_000_000)).isEqualTo(25);
    }

    @Property
    void staysWithinFifteenCallsAndOneForEachFiftyThousandRecords(@ForAll @LongRange(max = 100_000_000) long records) {
        assertThat(ImportCost.apiCalls(records)).isLessThanOrEqualTo(15 + records / 50_000);
    }
}
