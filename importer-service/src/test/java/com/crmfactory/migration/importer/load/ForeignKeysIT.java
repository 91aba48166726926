package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** A batch whose keys are checked together never leaves a row that points to nothing. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ForeignKeysIT {

    private static final String UPSERT = "WITH s AS%";

    @Inject
    Pool pool;
    @Inject
    AgroalDataSource database;
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;
    @ConfigProperty(name = "test.db.superuser.password")
    String superuserPassword;

    enum Way {
        COPY, UPSERT;

        private Loading loading(Pool pool, AgroalDataSource database) {
            return this == COPY ? new Loading(pool, database) : new Loading(pool);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aParentThatIsBeingDeletedIsWaitedForAndNotLinked(Way way) throws Exception {
        Loading loading = way.loading(pool, database);
        loading.accounts().batch(Loading.account(id("001", 1), "goes", null, null));
        ObjectLoad contacts = loading.contacts();
        try (Connection other = somebodyElse("DELETE FROM crm.accounts WHERE organization_id = '"
                + loading.organization + "'")) {
            CompletableFuture<ObjectLoad> loads = CompletableFuture
                    .supplyAsync(() -> contacts.batch(contact(1), contact(2)));
            loading.awaitBlocked(way == Way.COPY ? "SELECT (SELECT count(*)%FOR KEY SHARE%" : UPSERT, loads);
            other.commit();
            loads.get(60, TimeUnit.SECONDS);
        }
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.one("SELECT count(account_id) FROM crm.contacts WHERE organization_id = :org"))
                .isEqualTo("0");
        assertThat(loading.one("SELECT count(*) FROM import.unlinked WHERE organization_id = :org")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aParentThatHasGoneSinceItWasFoundIsLookedForAgain(Way way) throws SQLException {
        Loading loading = way.loading(pool, database);
        loading.accounts().batch(Loading.account(id("001", 1), "goes", null, null));
        ObjectLoad contacts = loading.contacts().batch(contact(1));
        administrator("DELETE FROM crm.contacts WHERE organization_id = '" + loading.organization + "'");
        administrator("DELETE FROM crm.accounts WHERE organization_id = '" + loading.organization + "'");
        contacts.batch(contact(2), contact(3));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(3, 0, 0, 0, 0, 0));
        assertThat(contacts.rejects()).isEmpty();
        loading.accounts().batch(Loading.account(id("001", 1), "comes again", null, null));
        contacts.batch(contact(4));
        assertThat(loading.list("SELECT a.name FROM crm.contacts c LEFT JOIN crm.accounts a ON a.id = c.account_id"
                + " WHERE c.organization_id = :org ORDER BY c.sf_id")).containsExactly(null, null, "comes again");
    }

    /** The checkpoint waits for another transaction, so that the rows are written and not yet committed. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aParentIsNotDeletedWhileItsChildrenAreBeingWritten(Way way) throws Exception {
        Loading loading = way.loading(pool, database);
        loading.accounts().batch(Loading.account(id("001", 1), "stays", null, null));
        ObjectLoad contacts = loading.contacts();
        try (Connection other = somebodyElse(contacts.firstCheckpoint())) {
            CompletableFuture<ObjectLoad> loads = CompletableFuture
                    .supplyAsync(() -> contacts.batch(contact(1), contact(2)));
            loading.awaitBlocked("%INSERT INTO import.batch%", loads);
            CompletableFuture<?> deletion = CompletableFuture.runAsync(() -> loading.list(
                    "DELETE FROM crm.accounts WHERE organization_id = :org RETURNING id"));
            loading.awaitBlocked("DELETE FROM crm.accounts%", deletion);
            other.rollback();
            loads.get(60, TimeUnit.SECONDS);
            assertThatThrownBy(() -> deletion.get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("contacts_account_id_fkey");
        }
        assertThat(loading.one("SELECT count(account_id) FROM crm.contacts WHERE organization_id = :org"))
                .isEqualTo("2");
    }

    @Test
    void aSiblingWhomSomebodyElseHasJustWrittenIsLinkedByItsOwnId() throws Exception {
        Loading loading = new Loading(pool);
        ObjectLoad accounts = loading.accounts();
        try (Connection other = somebodyElse("INSERT INTO crm.accounts (id, organization_id, sf_id, sf_org_id, name)"
                + " VALUES (gen_random_uuid(), '" + loading.organization + "', '" + id("001", 1) + "', '" + Loading.ORG
                + "', 'parent')")) {
            CompletableFuture<ObjectLoad> loads = CompletableFuture.supplyAsync(() -> accounts.batch(
                    Loading.account(id("001", 1), "parent", null, null),
                    Loading.account(id("001", 2), "child", id("001", 1), null)));
            loading.awaitBlocked(UPSERT, loads);
            other.commit();
            loads.get(60, TimeUnit.SECONDS).end();
        }
        assertThat(loading.one("SELECT p.name FROM crm.accounts c JOIN crm.accounts p ON p.id = c.parent_id"
                + " WHERE c.organization_id = :org")).isEqualTo("parent");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aTriggerOfTheCrmFiresForEveryRow(Way way) {
        Loading loading = way.loading(pool, database);
        await(pool.query("CREATE FUNCTION crm.shout() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.title = ''shouted''; RETURN NEW; END';"
                + " CREATE TRIGGER shout BEFORE INSERT ON crm.contacts FOR EACH ROW EXECUTE FUNCTION crm.shout()")
                .execute());
        try {
            loading.contacts().batch(contact(1), contact(2));
            assertThat(loading.list("SELECT title FROM crm.contacts WHERE organization_id = :org"))
                    .containsExactly("shouted", "shouted");
        } finally {
            await(pool.query("DROP FUNCTION crm.shout CASCADE").execute());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRoleThatMayNotTakeOverTheChecksLoadsAllTheSame(Way way) throws SQLException {
        Loading loading = way.loading(pool, database);
        loading.accounts().batch(Loading.account(id("001", 1), "parent", null, null));
        administrator("REVOKE SET ON PARAMETER session_replication_role FROM crm");
        try {
            ObjectLoad contacts = loading.contacts().batch(contact(1), contact(2));
            assertThat(await(new ForeignKeys(pool, contacts.plan, true).byBatch())).isFalse();
            assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        } finally {
            administrator("GRANT SET ON PARAMETER session_replication_role TO crm");
        }
        assertThat(loading.one("SELECT count(account_id) FROM crm.contacts WHERE organization_id = :org"))
                .isEqualTo("2");
    }

    /** A transaction that is not over. */
    private Connection somebodyElse(String sql) throws SQLException {
        Connection connection = DriverManager.getConnection(url, "postgres", superuserPassword);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return connection;
    }

    private void administrator(String sql) throws SQLException {
        try (Connection connection = somebodyElse(sql)) {
            connection.commit();
        }
    }

    @Test
    void bothWaysOfAskingAgree() throws SQLException {
        ObjectLoad contacts = new Loading(pool).contacts();
        try (Connection connection = database.getConnection()) {
            assertThat(new ForeignKeys(pool, contacts.plan, true).byBatch(connection)).isTrue();
            assertThat(new ForeignKeys(pool, contacts.plan, false).byBatch(connection)).isFalse();
        }
        assertThat(await(new ForeignKeys(pool, contacts.plan, false).byBatch())).isFalse();
    }

    @Test
    void aKeyThatThePlanDoesNotKnowIsCheckedByRow() {
        Loading loading = new Loading(pool);
        assertThat(await(new ForeignKeys(pool, loading.contacts().plan, true).byBatch())).isTrue();
        await(pool.query("ALTER TABLE crm.contacts ADD CONSTRAINT one_more FOREIGN KEY (organization_id)"
                + " REFERENCES crm.users NOT VALID").execute());
        try {
            assertThat(await(new ForeignKeys(pool, loading.contacts().plan, true).byBatch())).isFalse();
        } finally {
            await(pool.query("ALTER TABLE crm.contacts DROP CONSTRAINT one_more").execute());
        }
    }

    private static String[] contact(int n) {
        return new String[]{id("003", n), "contact " + n, null, id("001", 1)};
    }
}
