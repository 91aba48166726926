package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Every custom object and every standard object without a table, chosen in the configuration. */
@Order(10)
@ExtendWith(SharedInstallation.class)
class CustomObjectsIT {
    private final Installation installation;

    CustomObjectsIT(Installation installation) {
        this.installation = installation;
    }

    @BeforeEach
    void emptyCrm() {
        Snapshot.of(installation.database()).empty();
    }

    @Test
    void everythingOfAGeneratedOrgArrivesAndASecondRunWritesNothing() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            JsonNode configuration = migrate(org);
            assertThat(configuration.path("objects")).extracting(object -> object.path("target").asText())
                    .contains("custom_objects.invoice", "custom_objects.payment", "custom_objects.campaign",
                            "custom_objects.opportunity_contact_role");
            assertArrived(org, configuration);
            assertThat(references("SELECT count(*) FROM crm.record_references WHERE entity = 'custom_records'"
                    + " AND target = 'custom_records' AND field_key = 'refunds'")).isPositive();
            assertThat(references("SELECT count(*) FROM crm.activities WHERE related_to_type = 'custom_records'"
                    + " AND related_to_id IN (SELECT id FROM crm.custom_records)")).isPositive();
            assertARecordIsFound();
            assertTheSecondRunWritesNothing(org);
        }
    }

    @Test
    void everythingOfARecordedOrgArrivesAndASecondRunWritesNothing() {
        Optional<Path> folder = Installation.recordedOrg("nonprofit");
        assumeTrue(folder.isPresent(), "the recorded org nonprofit is not on this machine");
        try (Simulator simulator = Simulator.start(SimulatorOptions.org(folder.get()))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            JsonNode configuration = migrate(org);
            assertThat(configuration.path("objects")).extracting(object -> object.path("object").asText())
                    .contains("npe01__OppPayment__c", "npe4__Relationship__c", "npe5__Affiliation__c",
                            "npsp__Allocation__c", "npsp__Engagement_Plan_Task__c", "Campaign", "CampaignMember",
                            "CampaignMemberStatus", "OpportunityContactRole");
            assertArrived(org, configuration);
            assertTheSecondRunWritesNothing(org);
        }
    }

    /** Includes whatever was analysed; returns the configuration that was run. */
    private JsonNode migrate(SourceOrg org) {
        MigrationApi api = installation.api();
        String id = api.ready(org);
        Answer suggested = api.get("/" + id + "/configuration");
        JsonNode configuration = suggested.expect(200);
        // Prices are read along with the products; as an object of their own they have no place.
        ((ArrayNode) configuration.path("objects"))
                .removeIf(object -> object.path("object").asText().equals("PricebookEntry"));
        configuration.path("objects").forEach(object -> ((ObjectNode) object).put("include", true));
        api.send(api.request("/" + id + "/configuration").header("Content-Type", "application/json")
                .header("If-Match", suggested.header("ETag")).PUT(BodyPublishers.ofString(configuration.toString()))
                .build()).expect(200);
        api.run(id).expect(202);
        JsonNode record = api.awaitRun(id);
        JsonNode validation = api.get("/" + id + "/validation").expect(200);
        assertThat(validation.path("result").asText()).as(validation.toString()).isEqualTo("passed");
        assertThat(record.path("objects")).as(record.toString()).hasSize(configuration.path("objects").size());
        for (JsonNode object : record.path("objects")) {
            assertThat(object.path("status").asText()).as(object.toString()).startsWith("completed");
            assertThat(object.path("records_processed").asLong()).as(object.toString())
                    .isEqualTo(org.records(object.path("object").asText()));
        }
        return configuration;
    }

    private void assertArrived(SourceOrg org, JsonNode configuration) {
        ArrivedRecords arrived = new ArrivedRecords(installation.database(), org);
        int lookUps = 0;
        for (JsonNode object : configuration.path("objects")) {
            if (org.records(object.path("object").asText()) > 0) {
                lookUps += arrived.assertSame(object);
            }
        }
        assertThat(lookUps).as("look-ups that lead to a record").isGreaterThan(100);
        assertThat(references("SELECT count(*) FROM crm.record_references")).isEqualTo(lookUps);
    }

    private void assertARecordIsFound() {
        Map<String, String> invoice = installation.database().map("SELECT sf_id, id FROM crm.custom_records"
                + " WHERE object_key = 'invoice' ORDER BY sf_id LIMIT 1");
        invoice.forEach((sfId, id) -> {
            JsonNode found = installation.api().get("/records/" + sfId).expect(200);
            assertThat(found.path("object").asText()).isEqualTo("Invoice__c");
            assertThat(found.path("entity").asText()).isEqualTo("custom_records");
            assertThat(found.path("id").asText()).isEqualTo(id);
        });
        assertThat(invoice).hasSize(1);
    }

    private void assertTheSecondRunWritesNothing(SourceOrg org) {
        Map<String, String> before = versions();
        migrate(org);
        assertThat(versions()).isEqualTo(before);
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        List<String> tables = new ArrayList<>(Snapshot.of(installation.database()).tables());
        tables.add("record_references");
        tables.add("custom_objects");
        Set<String> distinct = new HashSet<>(tables);
        distinct.forEach(table -> versions.putAll(installation.database().map("SELECT '" + table
                + "', md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM crm." + table)));
        return versions;
    }

    private long references(String sql) {
        return installation.database().number(sql);
    }
}
