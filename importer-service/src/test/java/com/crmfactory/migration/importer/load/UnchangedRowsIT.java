package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** A migration of records that the CRM has already, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class UnchangedRowsIT {
    private static final String OWNER = id("005", 1);

    @Inject
    Pool pool;
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;
    @ConfigProperty(name = "test.db.superuser.password")
    String superuserPassword;

    private Loading loading;

    @BeforeEach
    void migratedOnce() {
        loading = new Loading(pool);
        loading.users().batch(new String[]{OWNER, "owner@example.com", "Owner"});
        loading.accounts().batch(org()).end();
        loading.nextMigration();
    }

    /** Ten accounts; those after the first belong to it, and the last one's owner is not there. */
    private static String[][] org() {
        return IntStream.rangeClosed(1, 10).mapToObj(n -> account(id("001", n), "account " + n,
                n == 1 ? null : id("001", 1), n == 10 ? id("005", 99) : OWNER)).toArray(String[][]::new);
    }

    @Test
    void nothingIsWrittenWhereNothingHasChanged() {
        String before = rows();
        assertThat(loading.accounts().batch(org()).end().ledger()).isEqualTo(new Ledger(0, 0, 10, 0, 0, 0));
        assertThat(rows()).isEqualTo(before);
    }

    /** A statement that may write would wait for the other's lock. */
    @Test
    void unchangedRowsAreOnlyRead() throws SQLException {
        try (Connection other = DriverManager.getConnection(url, "postgres", superuserPassword);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE crm.accounts IN EXCLUSIVE MODE");
            assertThat(loading.accounts().batch(org()).ledger()).isEqualTo(new Ledger(0, 0, 10, 0, 0, 0));
        }
    }

    /** Reading a parent would wait for the other's lock. */
    @Test
    void parentsThatTheRowsHaveAreNotLookedUp() throws SQLException {
        loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 2)));
        loading.nextMigration();
        try (Connection other = DriverManager.getConnection(url, "postgres", superuserPassword);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE crm.accounts IN ACCESS EXCLUSIVE MODE");
            assertThat(loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 2))).ledger())
                    .isEqualTo(new Ledger(0, 0, 2, 0, 0, 0));
        }
    }

    @Test
    void aReferenceThatSomebodyHasClearedDoesNotWaitForAParentThatIsThere() {
        loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 2)));
        loading.list("UPDATE crm.contacts SET account_id = NULL WHERE organization_id = :org AND sf_id = '"
                + id("003", 1) + "' RETURNING id");
        loading.nextMigration();
        assertThat(loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 2))).end().ledger())
                .isEqualTo(new Ledger(0, 0, 2, 0, 0, 0));
        assertThat(loading.list("SELECT sf_id FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly(id("001", 10));
    }

    @Test
    void aReferenceThatIsParkedAlreadyIsNotWrittenAgain() {
        String before = loading
                .one("SELECT xmin::text || ' ' || xmax FROM import.unlinked WHERE organization_id = :org");
        loading.accounts().batch(org());
        assertThat(loading.list("SELECT xmin::text || ' ' || xmax FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly(before);
    }

    @Test
    void whatHasChangedAmongUnchangedRowsIsFound() {
        loading.list("UPDATE crm.accounts SET website = 'edited.example', updated_at = now() + interval '1 second'"
                + " WHERE organization_id = :org AND sf_id IN ('" + id("001", 3) + "', '" + id("001", 4)
                + "') RETURNING id");
        String[][] next = org();
        next[1][1] = "another name";
        next[2][1] = "changed here and edited there";
        next[4][0] = id("001", 11);
        assertThat(loading.accounts().batch(next).end()).satisfies(accounts -> {
            assertThat(accounts.ledger()).isEqualTo(new Ledger(1, 1, 7, 0, 1, 0));
            assertThat(accounts.rejects()).containsExactly(id("001", 3) + " skipped edited_in_crm");
        });
        assertThat(loading.one("SELECT name FROM crm.accounts WHERE organization_id = :org AND sf_id = '"
                + id("001", 2) + "'")).isEqualTo("another name");
    }

    @Test
    void aBatchThatComesAgainCountsTheSame() {
        String[][] next = org();
        next[0][1] = "another name";
        ObjectLoad accounts = loading.accounts().batch(next);
        Ledger once = accounts.ledger();
        assertThat(accounts.again(next).ledger()).isEqualTo(once).isEqualTo(new Ledger(0, 1, 9, 0, 0, 0));
        assertThat(loading.accounts().batch(next).ledger()).as("another attempt of the same migration")
                .isEqualTo(once);
    }

    @Test
    void anUnchangedRecordWithoutTheParentThatItNeedsIsNotTakenForDone() {
        loading.list("DELETE FROM import.unlinked WHERE organization_id = :org RETURNING sf_id");
        ObjectLoad contacts = loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 50)));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        loading.nextMigration().with(OnMissingParent.FAIL_RECORD);
        ObjectLoad again = loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 50)));
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 0, 1, 0, 0, 1));
        assertThat(again.rejects()).containsExactly(id("003", 2) + " failed parent_missing");
    }

    @Test
    void aReferenceWhoseParentIsNotThereIsParkedAgain() {
        loading.list("DELETE FROM import.unlinked WHERE organization_id = :org RETURNING sf_id");
        assertThat(loading.accounts().batch(org()).ledger()).isEqualTo(new Ledger(0, 0, 10, 0, 0, 0));
        assertThat(loading.list("SELECT sf_id FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly(id("001", 10));
    }

    @Test
    void whoStandsInForAnOwnerIsNotTakenForHim() {
        UUID standIn = UuidCreator.getTimeOrderedEpoch();
        loading.list("INSERT INTO crm.users (id, organization_id, name) VALUES ('" + standIn
                + "', :org, 'stands in') RETURNING id");
        loading.with(new OwnerOptions(null, Map.of(), standIn.toString()));
        loading.accounts().batch(org());
        loading.list("DELETE FROM import.unlinked WHERE organization_id = :org RETURNING sf_id");
        loading.nextMigration();
        assertThat(loading.accounts().batch(org()).ledger()).isEqualTo(new Ledger(0, 0, 10, 0, 0, 0));
        assertThat(loading.list("SELECT sf_id FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly(id("001", 10));
    }

    private String rows() {
        return loading.one("SELECT string_agg(t.xmin::text || t::text, ' ' ORDER BY sf_id) FROM crm.accounts t"
                + " WHERE organization_id = :org");
    }

    private static String[] contact(int n, String account) {
        return new String[]{id("003", n), "contact " + n, null, account};
    }
}
