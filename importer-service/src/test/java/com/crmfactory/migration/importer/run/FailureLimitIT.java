package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.importer.run.AccountOrg.Account;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** {@code max_failures_percent}: an object that is plainly wrong ends, whatever it was that rejected its records. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class FailureLimitIT {
    private static final int ACCOUNTS = 1_200;
    private static final int NOWHERE = 90_000;

    @Inject
    Pool pool;
    @TempDir
    Path folder;

    private ExtractedAccounts accounts;

    @Test
    void anObjectWithTooManyRejectedRecordsEndsWhileItIsImported() throws IOException {
        JsonNode end = end(ACCOUNTS, 5, number -> new Account(number % 10 == 0 ? "unknown" : "known", null));
        assertIsStopped(end, ACCOUNTS / 10);
        assertThat(accounts.count("count(r.delivered)")).as("linking").isZero();
    }

    @Test
    void anObjectWhoseRecordsLackTheirParentsEndsOnceThatIsDecided() throws IOException {
        JsonNode end = end(ACCOUNTS, 5, FailureLimitIT::mostlyOrphans);
        assertIsStopped(end, ACCOUNTS * 9 / 10);
        assertThat(end.get("imported").asLong()).isEqualTo(ACCOUNTS / 10);
        assertThat(accounts.rows()).as("what is loaded stays").startsWith(ACCOUNTS / 10 + " ");
    }

    @Test
    void asManyAsAreAllowedAreNoReasonToStop() throws IOException {
        JsonNode end = end(ACCOUNTS, 90, FailureLimitIT::mostlyOrphans);
        assertThat(end.get("status").asText()).as(end.toString()).isEqualTo("completed_with_errors");
    }

    @Test
    void fewerThanAThousandRecordsAreNotJudged() throws IOException {
        JsonNode end = end(990, 5, FailureLimitIT::mostlyOrphans);
        assertThat(end.get("status").asText()).as(end.toString()).isEqualTo("completed_with_errors");
    }

    private static Account mostlyOrphans(int number) {
        return new Account("known", number % 10 == 0 ? null : NOWHERE);
    }

    private static void assertIsStopped(JsonNode end, long failed) {
        assertThat(end.get("status").asText()).as(end.toString()).isEqualTo("failed");
        assertThat(end.at("/error/code").asText()).isEqualTo("too_many_failures");
        assertThat(end.at("/error/message").asText())
                .isEqualTo(failed + " of " + ACCOUNTS + " records of Account were rejected.");
        assertThat(end.get("failed").asLong()).isEqualTo(failed);
        assertThat(end.get("records_processed").asLong()).isEqualTo(ACCOUNTS);
    }

    private JsonNode end(int number, int percent, IntFunction<Account> account)
            throws IOException {
        try (Simulator org = AccountOrg.serve(folder, number, account)) {
            accounts = new ExtractedAccounts(org, pool);
            return accounts.end(number, command -> strict(command, percent));
        }
    }

    /** Only the name that is known is taken, and only who has its parent. */
    private static ImportObject strict(ImportObject c, int percent) {
        List<FieldMapping> fields = c.configuration().fields().stream().map(field -> field.field().equals("Name")
                ? new FieldMapping("Name", "name", Transform.PICKLIST, Map.of("known", "Known"), null, OnUnmapped.FAIL)
                : field).toList();
        return new ImportObject(c.migrationId(), c.organizationId(), c.run(), c.object(), c.wave(), c.keyPrefix(),
                c.expectedRecords(), c.source(),
                new ObjectConfiguration(c.object(), true, "accounts", null, fields, null), c.references(),
                c.customFields(), c.queues(),
                new RelationshipOptions(OnMissingParent.FAIL_RECORD, true), c.owners(),
                new RunOptions(80, percent, false, true, true, false, false), null, null, null);
    }
}
