package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** What the configuration asks for, from the query to the ledger: duplicates, filters, orphans. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ConfiguredImportIT {
    private static final long BY_BULK = 100_000;
    private static final long BY_REST = 2_000;
    private static Simulator org;

    @Inject
    Pool pool;

    private GatewayPart gateway;
    private String organization;
    private String migrationId;
    private TestCommands commands;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(0.5, 5));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @BeforeEach
    void newTenant() {
        gateway = new GatewayPart();
        organization = UuidCreator.getTimeOrderedEpoch().toString();
        migrationId = "mig_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        commands = new TestCommands(migrationId, organization, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId, organization));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void duplicatesAreTheSameWhetherTheirKeysAreReadByRestOrByBulk() {
        JsonNode plain = imported(commands.accounts(BY_BULK));
        long names = count("SELECT count(DISTINCT import.match_key('text', name)) FROM crm.accounts");
        long all = plain.at("/value/imported").asLong();
        for (long expected : new long[]{BY_BULK, BY_REST}) {
            newTenant();
            Deduplication byName = new Deduplication(List.of(List.of("name")),
                    Deduplication.Action.MERGE_FILL_BLANKS);
            JsonNode merged = imported(
                    with(commands.accounts(expected), null, byName, OnMissingParent.IMPORT_UNLINKED));
            assertThat(merged.at("/value/imported").asLong()).isEqualTo(names);
            assertThat(merged.at("/value/merged").asLong()).isEqualTo(all - names);
            assertThat(count("SELECT count(*) FROM crm.accounts")).isEqualTo(names);
            assertThat(count("SELECT count(*) FROM crm.record_links")).isEqualTo(all - names);
            gateway.close();
        }
    }

    @Test
    void aFilterRestrictsWhatIsReadAndItsChildrenFollowTheRuleForOrphans() {
        RecordFilter some = new RecordFilter(null, null, "Name LIKE 'A%'");
        JsonNode accounts = imported(with(commands.accounts(BY_REST), some, null, OnMissingParent.SKIP_RECORD));
        assertThat(accounts.at("/value/imported").asLong()).isPositive();
        assertThat(count("SELECT count(*) FROM crm.accounts WHERE name NOT LIKE 'A%'")).isZero();
        JsonNode contacts = imported(with(commands.contacts(BY_REST), null, null, OnMissingParent.SKIP_RECORD));
        assertThat(contacts.at("/value/skipped").asLong()).isPositive();
        assertThat(contacts.at("/value/imported").asLong() + contacts.at("/value/skipped").asLong())
                .isEqualTo(contacts.at("/value/records_total").asLong());
        assertThat(count("SELECT count(*) FROM import.unlinked WHERE column_name <> 'owner_id'")).isZero();
    }

    @Test
    void aConditionThatSalesforceCannotReadEndsTheObjectWithWhatToCorrect() {
        for (long expected : new long[]{BY_BULK, BY_REST}) {
            newTenant();
            JsonNode ended = ended(with(commands.accounts(expected), new RecordFilter(null, null, "Nonsense__c = 1"),
                    null, OnMissingParent.IMPORT_UNLINKED));
            assertThat(ended.at("/value/type").asText()).isEqualTo("object_failed");
            assertThat(ended.at("/value/error/code").asText()).as(ended.toString()).isEqualTo("filter_refused");
            gateway.close();
        }
    }

    private JsonNode imported(ImportObject command) {
        JsonNode ended = ended(command);
        assertThat(ended.at("/value/type").asText()).as(ended.toString()).isEqualTo("object_completed");
        return ended;
    }

    private JsonNode ended(ImportObject command) {
        gateway.send(command);
        return gateway.await(command.subject(), message -> message.at("/value/migration_id").asText()
                .equals(migrationId) && message.at("/value/object").asText().equals(command.object())
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()));
    }

    private static ImportObject with(ImportObject command, RecordFilter filter, Deduplication dedup,
            OnMissingParent rule) {
        ObjectConfiguration plain = command.configuration();
        return new ImportObject(command.migrationId(), command.organizationId(), command.run(), command.object(),
                command.wave(), command.keyPrefix(), command.expectedRecords(), command.source(),
                new ObjectConfiguration(plain.object(), true, plain.target(), filter, plain.fields(), dedup),
                command.references(), command.customFields(), command.queues(), new RelationshipOptions(rule, true),
                command.owners(), command.options(), null, null, null);
    }

    private long count(String sql) {
        return pool
                .query(sql + (sql.contains("WHERE") ? " AND" : " WHERE") + " organization_id = '" + organization + "'")
                .execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getLong(0);
    }
}
