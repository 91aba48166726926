package com.crmfactory.migration.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;
import com.crmfactory.migration.localstack.demo.ValidationView.ObjectCount;

class VerdictTest {

    private static final ValidationView PASSED = new ValidationView("passed",
            List.of(new ObjectCount("Account", "accounts", 10, 10, 10, 0)), List.of());

    @Test
    void isKeptWhenEveryRecordIsAccountedFor() {
        assertThat(Verdict.of(ended("completed", accounts("completed", 10, 7, 0)), PASSED).reasons())
                .containsExactly("Account: 10 records delivered, 7 accounted for");
        assertThat(Verdict.of(ended("completed", accounts("completed", 10, 10, 0)), PASSED).isKept()).isTrue();
    }

    @Test
    void isKeptWithRejectedRecordsThatAreInTheLedger() {
        MigrationView ended = ended("completed_with_errors", accounts("completed_with_errors", 10, 8, 2));
        assertThat(Verdict.of(ended, PASSED).isKept()).isTrue();
    }

    @Test
    void isNotKeptWhenTheMigrationOrAnObjectFailed() {
        assertThat(Verdict.of(ended("failed", accounts("failed", 10, 0, 10)), PASSED).reasons())
                .containsExactly("the migration ended as failed", "Account failed as a whole");
    }

    @Test
    void isNotKeptWhenTheTargetMissesRecords() {
        ValidationView failed = new ValidationView("failed",
                List.of(new ObjectCount("Account", "accounts", 10, 10, 9, 1)), List.of());
        assertThat(Verdict.of(ended("completed", accounts("completed", 10, 10, 0)), failed).reasons())
                .containsExactly("the validation's result is failed", "Account: 1 records are missing in accounts");
    }

    @Test
    void isNotKeptWhenNothingWasMigrated() {
        assertThat(Verdict.of(ended("completed"), PASSED).reasons()).containsExactly("no record was migrated");
    }

    private static MigrationView ended(String status, MigratedObject... objects) {
        return new MigrationView("mig_1", status, null, null, null, List.of(objects), null, 1);
    }

    private static MigratedObject accounts(String status, long total, long imported, long failed) {
        return new MigratedObject("Account", "accounts", 1, status, total, total, imported, 0, 0, 0, 0, failed);
    }
}
