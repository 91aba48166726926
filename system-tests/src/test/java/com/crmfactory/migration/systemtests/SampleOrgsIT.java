package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

/** Orgs recorded from real Salesforce, where this machine has them. */
@Order(5)
@ExtendWith(SharedInstallation.class)
class SampleOrgsIT {

    private final Installation installation;

    SampleOrgsIT(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-desk", "nonprofit"})
    void everyRecordOfARecordedOrgArrivesWithItsParentsDatesAndOwner(String name) {
        Optional<Path> folder = Installation.recordedOrg(name);
        assumeTrue(folder.isPresent(), "the recorded org " + name + " is not on this machine");
        // Sample ids of different orgs may be equal, and a row of another org is not overwritten.
        Snapshot.of(installation.database()).empty();
        try (Simulator simulator = Simulator.start(SimulatorOptions.org(folder.get()))) {
            SourceOrg org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
            MigrationApi api = installation.api();
            String id = api.ready(org);
            api.run(id).expect(202);
            JsonNode record = api.awaitRun(id);
            assertThat(record.path("status").asText()).as(record.toString()).isEqualTo("completed");
            for (JsonNode object : record.path("objects")) {
                assertThat(object.path("imported").asLong()).as(object.toString())
                        .isEqualTo(org.records(object.path("object").asText()));
            }
            assertThat(api.get("/" + id + "/validation").expect(200).path("result").asText()).isEqualTo("passed");
            for (String object : List.of("Account", "Contact", "Case", "Opportunity", "Lead", "Event")) {
                if (org.records(object) > 0) {
                    assertKept(org, object, record.path("sf_org_id").asText());
                }
            }
            assertThat(org.stats().path("misuse")).as(org.stats().toString()).isEmpty();
        }
    }

    private void assertKept(SourceOrg org, String object, String orgId) {
        String table = Reference.TABLES.get(object);
        List<Reference> references = Reference.ALL.stream().filter(one -> one.object().equals(object)
                && List.of("AccountId", "ContactId", "OwnerId").contains(one.field())
                && org.fields(object).contains(one.field())).toList();
        Map<String, JsonNode> source = org.records(object,
                java.util.stream.Stream.concat(references.stream().map(Reference::field),
                        java.util.stream.Stream.of("CreatedDate", "LastModifiedDate")).toList());
        assertThat(installation.database().texts("SELECT sf_id FROM crm." + table + " WHERE sf_org_id = ?", orgId))
                .as(object).containsExactlyInAnyOrderElementsOf(source.keySet());
        for (String[] date : new String[][]{{"CreatedDate", "created_at"}, {"LastModifiedDate", "updated_at"}}) {
            Map<String, String> kept = installation.database().map("SELECT sf_id, to_char(" + date[1]
                    + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') FROM crm." + table);
            source.forEach((id, record) -> assertThat(record.path(date[0]).asText()).as(id + " " + date[0])
                    .startsWith(kept.get(id)));
        }
        for (Reference reference : references) {
            Map<String, String> kept = installation.database().map("SELECT t.sf_id, p.sf_id FROM crm." + table
                    + " t LEFT JOIN crm." + Map.of("AccountId", "accounts", "ContactId", "contacts", "OwnerId", "users")
                            .get(reference.field())
                    + " p ON p.id = t." + reference.column() + " WHERE t.sf_org_id = ?", orgId);
            Map<String, String> expected = new HashMap<>();
            source.forEach((id, record) -> expected.put(id, record.path(reference.field()).asText(null)));
            assertThat(kept).as(reference.toString()).isEqualTo(expected);
        }
    }
}
