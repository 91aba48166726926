package com.crmfactory.migration.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class ObjectStatusTest {

    @Test
    void nothingFollowsAFinalStatus() {
        assertThat(Arrays.stream(ObjectStatus.values()).filter(ObjectStatus::isFinal)).containsExactly(
                ObjectStatus.COMPLETED, ObjectStatus.COMPLETED_WITH_ERRORS, ObjectStatus.FAILED, ObjectStatus.SKIPPED);
    }

    @Test
    void childrenStartOnlyAfterParentsThatAreThere() {
        assertThat(Arrays.stream(ObjectStatus.values()).filter(ObjectStatus::isUsable))
                .containsExactly(ObjectStatus.COMPLETED, ObjectStatus.COMPLETED_WITH_ERRORS)
                .allMatch(ObjectStatus::isFinal);
    }
}
