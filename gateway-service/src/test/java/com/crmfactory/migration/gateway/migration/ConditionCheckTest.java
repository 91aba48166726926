package com.crmfactory.migration.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"Name LIKE 'A%'", "(IsActive = true OR Amount > 3.5) AND CreatedDate = LAST_N_DAYS:30",
            "Name = 'O\\'Hara (select limit) ;'", "Order__c = 'x' AND Limit__c IN (1, 2) AND From__c = null",
            "Owner.Name != 'Group by'", "Stage INCLUDES ('a;b')"})
    void aConditionMayStandInAQuery(String condition) {
        assertThat(ConditionCheck.of(condition)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Name = 'A", "Name = 'A\\'", "(A = 1", "A = 1) OR (B = 2", "A = 1 LIMIT 5",
            "A = 1 limit 5", "A IN (SELECT Id FROM Contact)", "A = 1 ORDER  BY Name", "A = 1 FOR VIEW",
            "A = 1 ALL ROWS", "A = 1 GROUP BY Name", "A = 1; B", "A = 1 OFFSET 3", "A = \"x\"",
            "A = 1 WITH SECURITY_ENFORCED", "A = 1\u0000"})
    void whatWouldChangeTheQueryIsRefused(String condition) {
        assertThat(ConditionCheck.of(condition)).isPresent();
    }
}
