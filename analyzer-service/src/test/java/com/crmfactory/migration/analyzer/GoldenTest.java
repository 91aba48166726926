package com.crmfactory.migration.analyzer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoldenTest {

    /** Else the files that are not there would be written. */
    @BeforeEach
    void nothingIsWritten() {
        assumeFalse(Boolean.getBoolean("golden.write"));
    }

    @Test
    void aDifferenceIsShownLineByLineWithTheCommandThatAgreesToIt() {
        assertThatThrownBy(() -> Golden.holds("recorded/Custom__c.txt", GoldenTest.class, List.of("-> elsewhere")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("golden/recorded/Custom__c.txt differs")
                .hasMessageContaining("\n+-> elsewhere").hasMessageContaining("\n--> custom_objects.custom")
                .hasMessageContaining("-Dtest=GoldenTest -Dgolden.write=true");
    }

    @Test
    void aFileThatIsMissingIsShownAsAllNew() {
        assertThatThrownBy(() -> Golden.holds("nowhere/None.txt", GoldenTest.class, List.of("-> cases")))
                .hasMessageContaining("\n+-> cases");
    }
}
