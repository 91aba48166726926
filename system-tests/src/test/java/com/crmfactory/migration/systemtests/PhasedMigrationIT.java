package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One org in two migrations: what one phase brought, the next one links to, in whichever order they come. */
@Order(9)
@ExtendWith(SharedInstallation.class)
class PhasedMigrationIT {
    private static final Set<String> ACCOUNTS = Set.of("User", "Account");
    private static final Set<String> CONTACTS = Set.of("Contact");
    private static Simulator simulator;

    private final Installation installation;
    private final SourceOrg org;

    PhasedMigrationIT(Installation installation) {
        this.installation = installation;
        this.org = new SourceOrg(simulator.url().toString(), simulator.accessToken());
    }

    @BeforeAll
    static void startOrg() {
        simulator = Simulator.start(SimulatorOptions.generated(0.1, 9));
    }

    @AfterAll
    static void stopOrg() {
        simulator.close();
    }

    @BeforeEach
    void emptyCrm() {
        Snapshot.of(installation.database()).empty();
    }

    @Test
    void contactsOfALaterPhaseBelongToTheAccountsOfAnEarlierOne() {
        migrate(ACCOUNTS);
        migrate(CONTACTS);
        assertThat(accountsOfContacts()).isEqualTo(expected());
    }

    @Test
    void contactsThatCameFirstAreLinkedWhenTheirAccountsArrive() {
        migrate(CONTACTS);
        assertThat(accountsOfContacts()).isEmpty();
        migrate(ACCOUNTS);
        assertThat(accountsOfContacts()).isEqualTo(expected());
    }

    private void migrate(Set<String> objects) {
        MigrationApi api = installation.api();
        String id = api.ready(org);
        Answer suggested = api.get("/" + id + "/configuration");
        JsonNode configuration = suggested.expect(200);
        configuration.path("objects").forEach(object -> ((ObjectNode) object).put("include",
                objects.contains(object.path("object").asText())));
        api.send(api.request("/" + id + "/configuration").header("Content-Type", "application/json")
                .header("If-Match", suggested.header("ETag")).PUT(BodyPublishers.ofString(configuration.toString()))
                .build()).expect(200);
        api.run(id).expect(202);
        JsonNode record = api.awaitRun(id);
        assertThat(record.path("status").asText()).as(record.toString()).isEqualTo("completed");
        assertThat(api.get("/" + id + "/validation").expect(200).path("result").asText()).isEqualTo("passed");
    }

    private Map<String, String> accountsOfContacts() {
        return new TreeMap<>(installation.database().map("SELECT c.sf_id, a.sf_id FROM crm.contacts c"
                + " JOIN crm.accounts a ON a.id = c.account_id"));
    }

    private Map<String, String> expected() {
        Set<String> accounts = org.records("Account", List.of("Name")).keySet();
        Map<String, String> expected = new TreeMap<>();
        org.records("Contact", List.of("AccountId")).forEach((id, contact) -> {
            String account = contact.path("AccountId").asText(null);
            if (account != null && accounts.contains(account)) {
                expected.put(id, account);
            }
        });
        assertThat(expected).isNotEmpty();
        return expected;
    }
}
