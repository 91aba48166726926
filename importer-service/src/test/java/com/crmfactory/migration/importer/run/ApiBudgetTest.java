package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.salesforce.ApiUsage;

class ApiBudgetTest {

    @ParameterizedTest
    @CsvSource({"11999, 15000, 80, false", "12000, 15000, 80, true", "12001, 15000, 80, true",
            "14999, 15000, 100, false",
            "15000, 15000, 100, true", "16000, 15000, 100, true", "0, 15000, 1, false", "149, 15000, 1, false",
            "150, 15000, 1, true", "2, 3, 67, false", "2, 3, 66, true", "999999999999999, 999999999999999, 100, true"})
    void theShareIsUsedUpFromItsLastCallOn(long used, long limit, int percent, boolean usedUp) {
        assertThat(ApiBudget.isUsedUp(usage(OptionalLong.of(used), OptionalLong.of(limit)), percent)).isEqualTo(usedUp);
    }

    @Test
    void whereSalesforceDoesNotSayNothingIsUsedUp() {
        assertThat(ApiBudget.isUsedUp(usage(OptionalLong.empty(), OptionalLong.empty()), 80)).isFalse();
        assertThat(ApiBudget.isUsedUp(usage(OptionalLong.of(9), OptionalLong.empty()), 80)).isFalse();
        assertThat(ApiBudget.isUsedUp(usage(OptionalLong.of(9), OptionalLong.of(0)), 80)).isFalse();
    }

    private static ApiUsage usage(OptionalLong used, OptionalLong limit) {
        return new ApiUsage(7, used, limit);
    }
}
