package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.importer.validation.Comparison;
import com.crmfactory.migration.importer.validation.ValidationView;
import com.crmfactory.migration.importer.validation.ValidationView.RelationshipView;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** What a validation says of migrations of records that the CRM has already, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ComparisonIT {
    private static final String ACCOUNT = id("001", 1);

    @Inject
    Pool pool;
    @Inject
    Comparison comparison;

    private Loading loading;

    @BeforeEach
    void threeContactsOfOneAccount() {
        loading = new Loading(pool);
        loading.accounts().batch(account(ACCOUNT, "Acme", null, null)).end();
        assertThat(loading.contacts().batch(contact(1), contact(2), contact(3)).end().validated(comparison).result())
                .isEqualTo("passed");
        loading.nextMigration();
    }

    @Test
    void aLinkThatAUserHasClearedIsExplained() {
        edit(1, "account_id = NULL");
        ValidationView validation = contacts(contact(1), contact(2), contact(3));
        assertThat(validation.result()).isEqualTo("passed");
        assertThat(validation.relationships()).containsExactly(new RelationshipView("Contact", "AccountId", 3, 2, 1));
    }

    @Test
    void aLinkThatNobodyHasClearedIsNot() {
        lose("account_id = NULL", 1);
        assertThat(contacts(contact(1), contact(2), contact(3)).result()).isEqualTo("failed");
    }

    @Test
    void aRecordThatIsKeptAsItWasEditedDoesNotStandInForOneThatIsMissing() {
        edit(1, "email = 'edited@example.com'");
        ObjectLoad contacts = loading.contacts().batch(changed(1), contact(2), contact(3)).end();
        assertThat(contacts.ledger()).isEqualTo(new Ledger(0, 0, 2, 0, 1, 0));
        assertThat(contacts.validated(comparison).result()).isEqualTo("passed");
        delete(2);
        ValidationView validation = contacts.validated(comparison);
        assertThat(validation.result()).isEqualTo("failed");
        assertThat(validation.objects().get(0).missing()).isOne();
    }

    /** Salesforce has deleted it meanwhile. */
    @Test
    void aRowOfAnEarlierMigrationDoesNotStandInForAWrittenOneThatIsMissing() {
        ObjectLoad contacts = loading.contacts().batch(contact(2), changed(3), contact(4)).end();
        assertThat(contacts.ledger()).isEqualTo(new Ledger(1, 1, 1, 0, 0, 0));
        assertThat(contacts.validated(comparison).objects().get(0)).satisfies(object -> {
            assertThat(object.targetCount()).isEqualTo(4);
            assertThat(object.missing()).isZero();
        });
        delete(4);
        assertThat(contacts.validated(comparison).objects().get(0).missing()).isOne();
    }

    @Test
    void aRowThatALaterMigrationHasChangedIsNotMissingInAnEarlierOne() {
        ObjectLoad contacts = loading.contacts().batch(changed(1), contact(2), contact(3)).end();
        loading.nextMigration();
        loading.contacts().batch(contact(1), changed(2), contact(3)).end();
        assertThat(contacts.validated(comparison).result()).isEqualTo("passed");
    }

    @Test
    void theLinkOfARecordThatWasNotTakenDoesNotStandInForALostOne() {
        edit(1, "email = 'edited@example.com'");
        ObjectLoad contacts = loading.contacts().batch(changed(1), contact(2), contact(3)).end();
        assertThat(contacts.validated(comparison).relationships())
                .containsExactly(new RelationshipView("Contact", "AccountId", 2, 2, 0));
        lose("account_id = NULL", 2);
        assertThat(contacts.validated(comparison).result()).isEqualTo("failed");
    }

    @Test
    void aRequiredLinkOfARecordThatWasNotTakenIsNoOrphan() {
        loading.tasks().batch(task(1, id("003", 1)), task(2, id("003", 2))).end();
        loading.list("UPDATE crm.activities SET updated_at = now() + interval '1 second' WHERE organization_id = :org"
                + " AND sf_id = '" + id("00T", 1) + "' RETURNING id");
        loading.nextMigration();
        String[] changed = task(1, id("003", 1));
        changed[1] = "changed there";
        ObjectLoad tasks = loading.tasks().batch(changed, task(2, id("003", 2)), task(3, id("003", 9))).end();
        assertThat(tasks.ledger()).isEqualTo(new Ledger(0, 0, 1, 0, 1, 1));
        ValidationView validation = tasks.validated(comparison);
        assertThat(validation.result()).isEqualTo("passed");
        assertThat(validation.relationships()).contains(new RelationshipView("Task", "WhoId", 2, 1, 1));
    }

    @Test
    void whoStandsInForAnOwnerExplainsNoOtherOwnerWhoIsLost() {
        UUID standIn = UuidCreator.getTimeOrderedEpoch();
        loading.list("INSERT INTO crm.users (id, organization_id, name) VALUES ('" + standIn
                + "', :org, 'stands in') RETURNING id");
        loading.users().batch(new String[]{id("005", 1), "ada@example.com", "Ada"}).end();
        loading.with(new OwnerOptions(null, Map.of(), standIn.toString()));
        ObjectLoad accounts = loading.accounts().batch(account(ACCOUNT, "Acme", null, id("005", 9)),
                account(id("001", 2), "Globex", null, id("005", 1))).end();
        assertThat(accounts.validated(comparison).result()).isEqualTo("passed");
        loading.list("UPDATE crm.accounts SET owner_id = NULL WHERE organization_id = :org AND sf_id = '"
                + id("001", 2) + "' RETURNING id");
        assertThat(accounts.validated(comparison).result()).isEqualTo("failed");
    }

    private ValidationView contacts(String[]... contacts) {
        return loading.contacts().batch(contacts).end().validated(comparison);
    }

    /** As the CRM does it. */
    private void edit(int contact, String change) {
        lose(change + ", updated_at = now() + interval '1 second'", contact);
    }

    private void lose(String change, int contact) {
        loading.list("UPDATE crm.contacts SET " + change + " WHERE organization_id = :org AND sf_id = '"
                + id("003", contact) + "' RETURNING id");
    }

    private void delete(int contact) {
        loading.list("DELETE FROM crm.contacts WHERE organization_id = :org AND sf_id = '" + id("003", contact)
                + "' RETURNING id");
    }

    private static String[] contact(int n) {
        return new String[]{id("003", n), "contact " + n, null, ACCOUNT};
    }

    private static String[] changed(int n) {
        String[] contact = contact(n);
        contact[1] = "changed in Salesforce";
        return contact;
    }

    private static String[] task(int n, String who) {
        return new String[]{id("00T", n), "Call", null, null, who, null};
    }
}
