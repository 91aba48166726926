package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** A person account and a company, each with a contact, from the org to the CRM. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class PersonAccountsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TIME = "2020-01-01T00:00:00.000Z";
    private static final int RECORDS = 2;

    @Inject
    Pool pool;
    @TempDir
    Path folder;

    private final String organization = UuidCreator.getTimeOrderedEpoch().toString();
    private final String migrationId = GatewayPart.newMigrationId();
    private GatewayPart gateway;
    private Simulator org;
    private TestCommands commands;

    @BeforeEach
    void startOrg() throws IOException {
        gateway = new GatewayPart();
        Files.createDirectories(folder.resolve("describe"));
        Files.createDirectories(folder.resolve("data"));
        JSON.writeValue(folder.resolve("organization.json").toFile(), Map.of("Id", OrgFiles.ORG_ID, "Name", "Persons"));
        object("Account", "001", List.of("Name string", "PersonEmail email", "PersonContactId reference Contact"),
                Map.of("Name", "Ann", "PersonEmail", "ann@example.com", "PersonContactId", id("003", 1)),
                Map.of("Name", "Company"));
        object("Contact", "003", List.of("FirstName string", "LastName string", "Email email",
                "AccountId reference Account", "ReportsToId reference Contact"),
                Map.of("LastName", "Ann", "AccountId", id("001", 1)),
                Map.of("LastName", "Bob", "AccountId", id("001", 2)));
        org = Simulator.start(SimulatorOptions.org(folder));
        commands = new TestCommands(migrationId, organization, OrgFiles.ORG_ID, org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId, organization));
    }

    @AfterEach
    void close() {
        org.close();
        gateway.close();
    }

    @Test
    void thePersonsContactGetsWhatOnlyTheAccountKnows() {
        imported(commands.personAccounts(RECORDS));
        imported(commands.contacts(RECORDS));
        assertThat(emails()).isEqualTo("Ann ann@example.com, Bob -");
    }

    /** As one that was rejected at first. */
    @Test
    void theAccountMayComeAfterItsContact() {
        imported(commands.contacts(RECORDS));
        imported(commands.personAccounts(RECORDS));
        assertThat(emails()).isEqualTo("Ann ann@example.com, Bob -");
    }

    private void imported(ImportObject command) {
        gateway.send(command);
        JsonNode ended = gateway.await(command.object(), message -> message.at("/value/migration_id").asText()
                .equals(migrationId) && message.at("/value/object").asText().equals(command.object())
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()));
        assertThat(ended.at("/value/status").asText()).as(ended.toString()).isEqualTo("completed");
    }

    private String emails() {
        return pool.query("SELECT string_agg(last_name || ' ' || coalesce(email, '-'), ', ' ORDER BY last_name)"
                + " FROM crm.contacts WHERE organization_id = '" + organization + "' AND account_id IS NOT NULL")
                .execute().await().atMost(Duration.ofSeconds(30)).iterator().next().getString(0);
    }

    /**
     * Writes an object as the simulator serves it.
     *
     * @param fields
     *            name, type and, of a reference, parent
     */
    @SafeVarargs
    private void object(String name, String prefix, List<String> fields, Map<String, String>... records)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("Id id", "OwnerId reference User", "CreatedDate datetime",
                "LastModifiedDate datetime"));
        all.addAll(fields);
        JSON.writeValue(folder.resolve("describe").resolve(name + ".json").toFile(),
                Map.of("name", name, "keyPrefix", prefix, "fields",
                        all.stream().map(PersonAccountsIT::field).toList()));
        List<String> columns = all.stream().map(field -> field.split(" ")[0]).toList();
        List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
        for (Map<String, String> record : records) {
            Map<String, String> cells = new HashMap<>(record);
            cells.putAll(Map.of("Id", id(prefix, lines.size()), "CreatedDate", TIME, "LastModifiedDate", TIME));
            lines.add(columns.stream().map(column -> cells.getOrDefault(column, "")).collect(Collectors.joining(",")));
        }
        Files.write(folder.resolve("data").resolve(name + ".csv"), lines);
    }

    private static Map<String, Object> field(String text) {
        String[] parts = text.split(" ");
        return parts.length < 3
                ? Map.of("name", parts[0], "type", parts[1])
                : Map.of("name", parts[0], "type", parts[1], "referenceTo", List.of(parts[2]));
    }

    private static String id(String prefix, int number) {
        return SalesforceId.parse(prefix + "5g00000%05d".formatted(number)).orElseThrow().value();
    }
}
