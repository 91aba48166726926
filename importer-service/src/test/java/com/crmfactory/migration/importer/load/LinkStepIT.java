package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** How what was parked is linked, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class LinkStepIT {
    /** PostgreSQL plans a statement anew five times before it may keep a plan. */
    private static final int OFTEN = 8;

    private static final String OWNERS = "SELECT u.name FROM crm.accounts a LEFT JOIN crm.users u ON u.id = a.owner_id"
            + " WHERE a.organization_id = :org ORDER BY a.sf_id";
    private static final String ACCOUNTS = "SELECT a.name FROM crm.contacts c LEFT JOIN crm.accounts a"
            + " ON a.id = c.account_id WHERE c.organization_id = :org ORDER BY c.sf_id";
    private static final String ABOUT = "SELECT concat_ws(' ', t.related_to_type, a.name, c.subject) FROM"
            + " crm.activities t LEFT JOIN crm.accounts a ON a.id = t.related_to_id LEFT JOIN crm.cases c"
            + " ON c.id = t.related_to_id WHERE t.organization_id = :org ORDER BY t.sf_id";
    private static final String INVOICES = "SELECT r.name FROM crm.contacts c LEFT JOIN crm.record_references f"
            + " ON f.record_id = c.id LEFT JOIN crm.custom_records r ON r.id = f.target_id"
            + " WHERE c.organization_id = :org ORDER BY c.sf_id";
    private static final RunOptions OVERWRITING = new RunOptions(80, 5, false, true, true, false, true);

    @Inject
    Pool pool;
    @Inject
    Vertx vertx;
    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;
    @ConfigProperty(name = "quarkus.datasource.username")
    String user;
    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    /** One that was made while the tables were empty reads all of a table for each reference once they are full. */
    @Test
    void keepsNoPlanFromARunToTheNext() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(Loading.account(id("001", 2), "of others", null, null));
        ObjectLoad contacts = loading.contacts()
                .batch(new String[]{id("003", 1), "orphan", null, id("001", 1)});
        Pool one = oneConnection();
        try {
            for (int i = 0; i < OFTEN; i++) {
                await(new LinkStep(one).run(contacts.plan, loading.organization));
            }
            Row plans = await(one.query("SELECT sum(generic_plans)::bigint AS kept, sum(custom_plans)::bigint AS made"
                    + " FROM pg_prepared_statements WHERE statement LIKE '%DELETE FROM import.unlinked u%'").execute())
                    .iterator().next();
            assertThat(plans.getLong("made")).isGreaterThanOrEqualTo(OFTEN);
            assertThat(plans.getLong("kept")).isZero();
        } finally {
            await(one.close());
        }
    }

    @Test
    void keepsTheOwnerThatAUserHasChosen() {
        Loading loading = ownedByBoss();
        edit(loading, "accounts", "owner_id = '" + user(loading, "Eve") + "'");
        userArrives(loading.nextMigration());
        assertThat(loading.list(OWNERS)).containsExactly("Eve", "Late");
        assertThatNothingWaits(loading);
    }

    @Test
    void replacesTheFallbackOwnerOfARowThatAUserHasEdited() {
        Loading loading = ownedByBoss();
        edit(loading, "accounts", "phone = '1'");
        userArrives(loading.nextMigration());
        assertThat(loading.list(OWNERS)).containsExactly("Late", "Late");
        assertThatNothingWaits(loading);
    }

    @Test
    void replacesTheFallbackOwnerOfAnotherConfigurationWhereNobodyHasEditedTheRow() {
        Loading loading = ownedByBoss();
        edit(loading, "accounts", "phone = '1'");
        userArrives(loading.nextMigration().with(OwnerOptions.DEFAULT));
        assertThat(loading.list(OWNERS)).containsExactly("Boss", "Late");
        assertThatNothingWaits(loading);
    }

    @Test
    void replacesTheOwnerThatAUserHasChosenWhereEditsAreToBeOverwritten() {
        Loading loading = ownedByBoss();
        edit(loading, "accounts", "owner_id = '" + user(loading, "Eve") + "'");
        userArrives(loading.nextMigration().with(OVERWRITING));
        assertThat(loading.list(OWNERS)).containsExactly("Late", "Late");
        assertThatNothingWaits(loading);
    }

    @Test
    void keepsTheAccountThatAUserHasGivenAnOrphanAndFillsTheBlankOfAnEditedOne() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(Loading.account(id("001", 2), "chosen", null, null)).end();
        loading.contacts().batch(new String[]{id("003", 1), "attached", null, id("001", 1)},
                new String[]{id("003", 2), "edited", null, id("001", 1)},
                new String[]{id("003", 3), "as it was", null, id("001", 1)}).end();
        edit(loading, "contacts", "account_id = " + record("accounts", "name = 'chosen'"));
        edit(loading, "contacts", "phone = '1'", id("003", 2));
        loading.nextMigration().accounts().batch(Loading.account(id("001", 1), "late", null, null)).end();
        assertThat(loading.list(ACCOUNTS)).containsExactly("chosen", "late", "late");
        assertThatNothingWaits(loading);
    }

    @Test
    void keepsBothTheRecordAndTheTableThatAUserHasMadeATaskPointTo() {
        Loading loading = new Loading(pool);
        loading.cases().batch(new String[]{id("500", 1), "chosen", null, null, null, null, null, null, null, null})
                .end();
        loading.contacts().batch(new String[]{id("003", 1), "who", null, null}).end();
        loading.tasks().batch(new String[]{id("00T", 1), "moved", null, id("001", 1), id("003", 1), null},
                new String[]{id("00T", 2), "as it was", null, id("001", 1), id("003", 1), null}).end();
        edit(loading, "activities", "related_to_type = 'cases', related_to_id = "
                + record("cases", "subject = 'chosen'"), id("00T", 1));
        loading.nextMigration().accounts().batch(Loading.account(id("001", 1), "late", null, null)).end();
        assertThat(loading.list(ABOUT)).containsExactly("cases chosen", "accounts late");
        assertThatNothingWaits(loading);
    }

    @Test
    void keepsTheLookUpThatAUserHasMadeAndAddsTheOneThatIsLacking() {
        Loading loading = lookedUpByHand();
        loading.nextMigration().invoices().batch(new String[]{id("a0I", 1), "late", id("001", 1), null, null, null})
                .end();
        assertThat(loading.list(INVOICES)).containsExactly("chosen", "late", "late");
        assertThatNothingWaits(loading);
    }

    @Test
    void replacesTheLookUpThatAUserHasMadeWhereEditsAreToBeOverwritten() {
        Loading loading = lookedUpByHand();
        loading.nextMigration().with(OVERWRITING).invoices()
                .batch(new String[]{id("a0I", 1), "late", id("001", 1), null, null, null}).end();
        assertThat(loading.list(INVOICES)).containsExactly("late", "late", "late");
        assertThatNothingWaits(loading);
    }

    /** Three contacts whose invoice is not there: a user gave the first one another and edited the second. */
    private Loading lookedUpByHand() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(Loading.account(id("001", 1), "Acme", null, null)).end();
        loading.plans().batch(new String[]{id("a0P", 1), "chosen", null, null}).end();
        loading.contactsWithInvoice().batch(new String[]{id("003", 1), "attached", id("a0I", 1)},
                new String[]{id("003", 2), "edited", id("a0I", 1)},
                new String[]{id("003", 3), "as it was", id("a0I", 1)}).end();
        loading.list("INSERT INTO crm.record_references" + LookUpSql.COLUMNS + " SELECT :org, 'contacts', id,"
                + " 'main_invoice', 'custom_records', " + record("custom_records", "name = 'chosen'")
                + " FROM crm.contacts WHERE organization_id = :org AND last_name = 'attached' RETURNING record_id");
        edit(loading, "contacts", "phone = '1'", id("003", 1), id("003", 2));
        return loading;
    }

    /** Two accounts of a user who is not there. */
    private Loading ownedByBoss() {
        Loading loading = new Loading(pool);
        loading.with(new OwnerOptions("email", Map.of(), user(loading, "Boss").toString()));
        loading.accounts().batch(Loading.account(id("001", 1), "edited", null, id("005", 9)),
                Loading.account(id("001", 2), "as it was", null, id("005", 9))).end();
        assertThat(loading.list(OWNERS)).containsExactly("Boss", "Boss");
        return loading;
    }

    private static void userArrives(Loading loading) {
        loading.users().batch(new String[]{id("005", 9), "late@example.com", "Late"}).end();
    }

    private static void assertThatNothingWaits(Loading loading) {
        assertThat(loading.list("SELECT sf_id || ' ' || column_name || ' ' || parent_sf_id FROM import.unlinked"
                + " WHERE organization_id = :org")).isEmpty();
    }

    /** As the CRM does: of the first record if none is named. */
    private static void edit(Loading loading, String table, String sets, String... sfIds) {
        String which = sfIds.length == 0
                ? "(SELECT min(sf_id) FROM crm." + table + " WHERE organization_id = :org)"
                : "ANY ('{" + String.join(",", sfIds) + "}')";
        assertThat(loading.list("UPDATE crm." + table + " SET " + sets + ", updated_at = now()"
                + " WHERE organization_id = :org AND sf_id = " + which + " RETURNING updated_at > imported_at"))
                .isNotEmpty().containsOnly("true");
    }

    private static String record(String table, String which) {
        return "(SELECT id FROM crm." + table + " WHERE organization_id = :org AND " + which + ")";
    }

    private static UUID user(Loading loading, String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        loading.list("INSERT INTO crm.users (id, organization_id, name) VALUES ('" + id + "', :org, '" + name
                + "') RETURNING id");
        return id;
    }

    private Pool oneConnection() {
        PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        return Pool.newInstance(PgBuilder.pool().with(new PoolOptions().setMaxSize(1))
                .connectingTo(options.setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(64 * 1_024))
                .using(vertx.getDelegate()).build());
    }
}
