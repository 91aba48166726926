package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/** Every object of an org, those without a table as custom objects, and every reference, held against the org. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class CustomObjectsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Pool pool;

    private final String organization = UuidCreator.getTimeOrderedEpoch().toString();
    /** Salesforce id by key, over all tables. */
    private final Map<UUID, String> sfIds = new HashMap<>();

    @Test
    void everythingOfAGeneratedOrgIsThereAndIsNotWrittenAgain() {
        importAndCompare(SimulatorOptions.generated(0.05, 13), "00D5g000009GenAEAS", 150);
    }

    @Test
    void everythingOfARecordedOrgIsThereAndIsNotWrittenAgain() {
        Path nonprofit = Path.of("..", "..", "shared", "salesforce", "orgs", "nonprofit");
        assumeTrue(Files.isDirectory(nonprofit), "the recorded org nonprofit is not on this machine");
        importAndCompare(SimulatorOptions.org(nonprofit), "00D5g000007NonPEA0", 1_000);
    }

    private void importAndCompare(SimulatorOptions options, String sfOrgId, int lookUpsAtLeast) {
        try (Simulator simulator = Simulator.start(options)) {
            List<ImportObject> commands = imported(simulator, sfOrgId, ended -> assertThat(
                    ended.at("/value/imported").asLong()).isEqualTo(ended.at("/value/records_total").asLong()));
            TargetCatalogue.relations().forEach(table -> rows("SELECT id, sf_id FROM crm." + table)
                    .forEach(row -> sfIds.put(row.getUUID("id"), row.getString("sf_id"))));
            DescribedOrg org = org(simulator, sfOrgId, "mig_none");
            int lookUps = commands.stream().mapToInt(command -> compared(org, command)).sum();
            assertThat(lookUps).isGreaterThan(lookUpsAtLeast);
            assertThat(rows("SELECT target_id FROM crm.record_references")).hasSize(lookUps);
            assertThat(commands).filteredOn(command -> command.configuration().target().startsWith("custom_objects."))
                    .hasSizeGreaterThan(3).allSatisfy(this::isFound);
            String written = written();
            imported(simulator, sfOrgId, ended -> assertThat(ended.at("/value/unchanged").asLong())
                    .isEqualTo(ended.at("/value/records_total").asLong()));
            assertThat(written()).isEqualTo(written);
        }
    }

    private List<ImportObject> imported(Simulator simulator, String sfOrgId, Consumer<JsonNode> check) {
        String migrationId = GatewayPart.newMigrationId();
        List<ImportObject> commands = org(simulator, sfOrgId, migrationId).commands(migrationId, organization);
        try (GatewayPart gateway = new GatewayPart()) {
            commands.forEach(gateway::send);
            for (ImportObject command : commands) {
                JsonNode ended = gateway.await(command.object() + " ended", message -> message.at("/value/migration_id")
                        .asText().equals(migrationId) && message.at("/value/object").asText().equals(command.object())
                        && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()));
                assertThat(ended.at("/value/status").asText()).as(ended.toString()).isEqualTo("completed");
                check.accept(ended);
            }
            gateway.send(new ValidateImport(migrationId, organization, 1, 1));
            JsonNode validated = gateway.await("validation", message -> message.at("/value/validation").asInt() == 1
                    && message.at("/value/migration_id").asText().equals(migrationId));
            String validation = given().queryParam("organization_id", organization)
                    .get("/internal/migrations/" + migrationId + "/validation").then().extract().asString();
            assertThat(validated.at("/value/passed").asBoolean()).as(validation).isTrue();
        }
        return commands;
    }

    private DescribedOrg org(Simulator simulator, String sfOrgId, String migrationId) {
        return new DescribedOrg(simulator, new Source(sfOrgId, simulator.url().toString(), "67.0",
                GatewayPart.sealed(simulator.accessToken(), migrationId, organization)));
    }

    /** How many look-ups of the object lead to a record, all of them the right one. */
    private int compared(DescribedOrg org, ImportObject command) {
        boolean custom = command.label() != null && command.configuration().target().startsWith("custom_objects.");
        String table = TargetCatalogue.table(command.configuration().target()).orElseThrow().relation();
        Map<String, String> links = rows("SELECT * FROM crm.record_references").stream()
                .collect(Collectors.toMap(row -> row.getUUID("record_id") + "/" + row.getString("field_key"),
                        row -> sfIds.get(row.getUUID("target_id"))));
        Map<String, Row> rows = rows("SELECT * FROM crm." + table).stream()
                .collect(Collectors.toMap(row -> row.getString("sf_id"), row -> row));
        int lookUps = 0;
        for (Map.Entry<String, JsonNode> record : org.records(command).entrySet()) {
            Row row = rows.get(record.getKey());
            assertThat(row).as(command.object() + " " + record.getKey()).isNotNull();
            for (FieldMapping field : command.configuration().fields()) {
                JsonNode value = record.getValue().path(field.field());
                String what = command.object() + "." + field.field() + " of " + record.getKey();
                if (custom) {
                    assertThat(kept(field, row)).as(what).isEqualTo(expected(field, value));
                }
                if (field.isLookUp()) {
                    String parent = sfIds.containsValue(value.asText()) ? value.asText() : null;
                    assertThat(links.get(row.getUUID("id") + "/" + field.customKey())).as(what).isEqualTo(parent);
                    lookUps += parent == null ? 0 : 1;
                }
            }
        }
        return lookUps;
    }

    /** In the form of {@link #expected}. */
    private String kept(FieldMapping field, Row row) {
        return switch (field.target()) {
            case "name" -> row.getString("name");
            case "created_at", "updated_at" -> String.valueOf(row.getOffsetDateTime(field.target()).toInstant()
                    .toEpochMilli());
            case "owner_id" -> DescribedOrg.isUser(row.getString("sf_owner_id"))
                    ? sfIds.get(row.getUUID("owner_id"))
                    : row.getString("queue");
            default -> {
                JsonNode value = read(row.getValue("fields")).path(field.customKey());
                yield value.isMissingNode() ? null : form(value);
            }
        };
    }

    private String expected(FieldMapping field, JsonNode value) {
        return switch (field.transform()) {
            case OWNER -> DescribedOrg.isUser(value.asText()) && !sfIds.containsValue(value.asText())
                    ? null
                    : value.asText(null);
            case TIMESTAMP -> String.valueOf(OffsetDateTime.parse(value.asText().replace("+0000", "Z"))
                    .toInstant().toEpochMilli());
            default -> value.isNull() || value.isMissingNode() ? null : form(value);
        };
    }

    private static String form(JsonNode value) {
        return value.isNumber()
                ? value.decimalValue().stripTrailingZeros().toPlainString()
                : value.asText().replace("+0000", "Z").replace("\u0000", "");
    }

    private static JsonNode read(Object fields) {
        try {
            return JSON.readTree(fields == null ? "{}" : fields.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void isFound(ImportObject command) {
        String table = "SELECT id, sf_id FROM crm.custom_records";
        Row row = rows(table).stream().filter(one -> one.getString("sf_id").startsWith(command.keyPrefix()))
                .findFirst().orElseThrow();
        JsonNode found = read(given().queryParam("organization_id", organization)
                .get("/internal/records/" + row.getString("sf_id")).then().statusCode(200).extract().asString());
        assertThat(found.path("entity").asText()).isEqualTo("custom_records");
        assertThat(found.path("object").asText()).isEqualTo(command.object());
        assertThat(found.path("id").asText()).isEqualTo(row.getUUID("id").toString());
    }

    /** Which transaction wrote each row. */
    private String written() {
        return TargetCatalogue.relations().stream().map(table -> rows("SELECT md5(string_agg(sf_id || xmin, ','"
                + " ORDER BY sf_id)) AS v FROM crm." + table).get(0).getString("v")).collect(Collectors.joining())
                + rows("SELECT md5(string_agg(record_id || field_key || xmin, ',' ORDER BY record_id, field_key)) AS v"
                        + " FROM crm.record_references").get(0).getString("v");
    }

    private List<Row> rows(String sql) {
        List<Row> rows = new ArrayList<>();
        pool.query(sql + " WHERE organization_id = '" + organization + "'").execute().await()
                .atMost(Duration.ofSeconds(30)).forEach(rows::add);
        return rows;
    }
}
