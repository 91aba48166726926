package com.crmfactory.migration.analyzer.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ImportCostTest {

    @Test
    void aSmallObjectTakesOneQuery() {
        assertThat(ImportCost.apiCalls("Contact", 0)).isEqualTo(1);
        assertThat(ImportCost.apiCalls("Contact", 2_000)).isEqualTo(1);
        assertThat(ImportCost.apiCalls("Contact", 10_000)).isEqualTo(9);
    }

    @Test
    void productsAlsoAskForThePriceBook() {
        assertThat(ImportCost.apiCalls("Product2", 10)).isEqualTo(3);
    }

    @Test
    void aLargeObjectTakesPagesOfFiftyThousand() {
        assertThat(ImportCost.apiCalls("Contact", 1_000_000)).isEqualTo(24);
    }

    @Property
    void staysWithinFifteenCallsAndOneForEachFiftyThousandRecords(@ForAll @LongRange(max = 100_000_000) long records) {
        assertThat(ImportCost.apiCalls("Contact", records)).isLessThanOrEqualTo(15 + records / 50_000);
    }
}
