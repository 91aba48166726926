package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Whose rows they are, and whose edits stay, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class OwnersIT {
    private static final String OWNERS = "SELECT a.name || ' ' || coalesce(u.name, '-') || ' ' || coalesce(a.sf_owner_id,"
            + " '-') FROM crm.accounts a LEFT JOIN crm.users u ON u.id = a.owner_id WHERE a.organization_id = :org"
            + " ORDER BY a.sf_id";

    @Inject
    Pool pool;

    @Test
    void aUserWhoIsThereAlreadyIsRecognisedByTheEmailAddress() {
        Loading loading = new Loading(pool);
        user(loading, "Grace in the CRM", "Grace@Example.com");
        ObjectLoad users = loading.users().batch(new String[]{id("005", 1), "grace@example.com", "Grace"},
                new String[]{id("005", 2), "ada@example.com", "Ada"}, new String[]{id("005", 3), null, "Nobody"});
        assertThat(users.ledger()).isEqualTo(new Ledger(2, 0, 0, 1, 0, 0));
        loading.accounts().batch(account(id("001", 1), "one", null, id("005", 1)),
                account(id("001", 2), "two", null, id("005", 2))).end();
        assertThat(loading.list(OWNERS)).containsExactly("one Grace in the CRM " + id("005", 1),
                "two Ada " + id("005", 2));
        assertThat(loading.nextMigration().users().batch(new String[]{id("005", 1), "grace@example.com", "Grace"})
                .ledger()).isEqualTo(new Ledger(0, 0, 0, 1, 0, 0));
    }

    @Test
    void ownersGoWhereTheConfigurationSendsThemAndTheOriginalIsKept() {
        Loading loading = new Loading(pool);
        loading.users().batch(new String[]{id("005", 1), "ada@example.com", "Ada"});
        UUID boss = user(loading, "Boss", "boss@example.com");
        UUID heir = user(loading, "Heir", "heir@example.com");
        loading.with(new OwnerOptions("email", Map.of(id("005", 1), heir.toString()), boss.toString()));
        ObjectLoad accounts = loading.accounts();
        assertThat(link(accounts)).isEmpty();
        accounts.batch(account(id("001", 1), "mapped", null, id("005", 1)),
                account(id("001", 2), "gone", null, id("005", 9)), account(id("001", 3), "ownerless", null, null))
                .end();
        assertThat(loading.list(OWNERS)).containsExactly("mapped Heir " + id("005", 1), "gone Boss " + id("005", 9),
                "ownerless - -");
        loading.users().batch(new String[]{id("005", 9), "late@example.com", "Late"}).end();
        assertThat(loading.list(OWNERS)).contains("gone Late " + id("005", 9));
    }

    /** Whether nobody is named any more, or somebody else. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsNoLongerNamedGetsHisRecordsBack(boolean another) {
        Loading loading = new Loading(pool);
        String[] ada = {id("005", 1), "ada@example.com", "Ada"};
        String[] grace = {id("005", 2), "grace@example.com", "Grace"};
        String heir = user(loading, "Heir", "heir@example.com").toString();
        loading.with(new OwnerOptions("email", Map.of(id("005", 1), heir), null));
        link(loading.users());
        assertThat(loading.users().batch(ada, grace).ledger()).isEqualTo(new Ledger(1, 0, 0, 1, 0, 0));
        String[][] accounts = {account(id("001", 1), "one", null, id("005", 1)),
                account(id("001", 2), "two", null, id("005", 2))};
        loading.accounts().batch(accounts).end();
        assertThat(loading.list(OWNERS)).containsExactly("one Heir " + id("005", 1), "two Grace " + id("005", 2));

        loading.nextMigration().with(new OwnerOptions("email", another ? Map.of(id("005", 2), heir) : Map.of(), null));
        link(loading.users());
        assertThat(loading.users().batch(ada, grace).ledger()).isEqualTo(new Ledger(1, 0, 1, 0, 0, 0));
        loading.accounts().batch(accounts).end();
        assertThat(loading.list(OWNERS)).containsExactly("one Ada " + id("005", 1),
                "two " + (another ? "Heir " : "Grace ") + id("005", 2));
    }

    @Test
    void theOwnersOfAnotherOrgStayWhereItsConfigurationSendsThem() {
        Loading loading = new Loading(pool);
        String heir = user(loading, "Heir", "heir@example.com").toString();
        loading.with(new OwnerOptions("email", Map.of(id("005", 1), heir), null));
        link(loading.users());
        loading.nextMigration().with(OwnerOptions.DEFAULT);
        Destination here = loading.users().destination();
        await(new OwnerLinks(pool).add(loading.users().plan.rules(), new Destination(here.organizationId(),
                here.migrationId(), "00D5g000007XyZxEAK", false)));
        String links = "SELECT sf_id FROM crm.record_links WHERE organization_id = :org";
        assertThat(loading.list(links)).containsExactly(id("005", 1));
        link(loading.users());
        assertThat(loading.list(links)).isEmpty();
    }

    @Test
    void anOwnerWhomTheCrmDoesNotHaveIsNamed() {
        Loading loading = new Loading(pool);
        UUID unknown = UUID.randomUUID();
        loading.with(new OwnerOptions("email", Map.of(id("005", 1), unknown.toString()), null));
        assertThat(link(loading.accounts())).containsExactly(unknown);
        assertThat(loading.one("SELECT count(*) FROM crm.record_links WHERE organization_id = :org")).isEqualTo("0");
    }

    @Test
    void anotherConfigurationOfOwnersChangesTheOwnerOfAnUnchangedRecord() {
        Loading loading = new Loading(pool);
        UUID boss = user(loading, "Boss", "boss@example.com");
        String[] orphan = account(id("001", 1), "one", null, id("005", 9));
        loading.accounts().batch(orphan);
        loading.nextMigration().with(new OwnerOptions("email", Map.of(), boss.toString()));
        assertThat(loading.accounts().batch(orphan).ledger()).isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
        assertThat(loading.list(OWNERS)).containsExactly("one Boss " + id("005", 9));
        assertThat(loading.nextMigration().accounts().batch(orphan).ledger())
                .isEqualTo(new Ledger(0, 0, 1, 0, 0, 0));
    }

    @Test
    void anEditInTheCrmIsKeptUnlessToldOtherwise() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "edited", null, null), account(id("001", 2), "not", null, null),
                account(id("001", 3), "same", null, null));
        await(pool.preparedQuery("UPDATE crm.accounts SET name = 'by hand', updated_at = now()"
                + " WHERE organization_id = $1 AND sf_id = ANY ($2)")
                .execute(Tuple.of(loading.organization, new String[]{id("001", 1), id("001", 3)})));
        ObjectLoad again = loading.nextMigration().accounts().batch(account(id("001", 1), "changed", null, null),
                account(id("001", 2), "changed", null, null), account(id("001", 3), "same", null, null));
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 1, 1, 0, 1, 0));
        assertThat(again.rejects()).containsExactly(id("001", 1) + " skipped edited_in_crm");
        String names = "SELECT name FROM crm.accounts WHERE organization_id = :org ORDER BY sf_id";
        assertThat(loading.list(names)).containsExactly("by hand", "changed", "by hand");

        loading.nextMigration().with(new RunOptions(80, 5, false, true, true, false, true));
        assertThat(loading.accounts().batch(account(id("001", 1), "changed", null, null)).ledger())
                .isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
        assertThat(loading.list(names)).first().isEqualTo("changed");
    }

    /** A full-copy sandbox was migrated first: its records have the ids and the values of production's. */
    @Test
    void anEditIsKeptWhenTheSameRecordComesFromTheOrgOfWhichTheFirstWasACopy() {
        Loading loading = new Loading(pool);
        String[][] records = {account(id("001", 1), "edited", null, null), account(id("001", 2), "not", null, null)};
        loading.accounts().batch(records);
        String copy = "00D5g000009OtherEAC";
        loading.list("UPDATE crm.accounts SET sf_org_id = '" + copy + "' WHERE organization_id = :org RETURNING id");
        loading.list("UPDATE crm.accounts SET phone = 'by hand', updated_at = clock_timestamp()"
                + " WHERE organization_id = :org AND name = 'edited' RETURNING id");
        ObjectLoad again = loading.nextMigration().with(new RunOptions(80, 5, false, true, true, true, false))
                .accounts().batch(records);
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 1, 0, 0, 1, 0));
        assertThat(again.rejects()).containsExactly(id("001", 1) + " skipped edited_in_crm");
        String rows = "SELECT concat_ws(' ', name, phone, sf_org_id) FROM crm.accounts WHERE organization_id = :org"
                + " ORDER BY sf_id";
        assertThat(loading.list(rows)).containsExactly("edited by hand " + copy, "not " + Loading.ORG);

        loading.nextMigration().with(new RunOptions(80, 5, false, true, true, true, true)).accounts().batch(records);
        assertThat(loading.list(rows)).first().isEqualTo("edited " + Loading.ORG);
    }

    @Test
    void aSourceDateInTheFutureIsNoEdit() {
        Loading loading = new Loading(pool);
        String[] record = account(id("001", 1), "one", null, null);
        record[8] = "2999-01-01T00:00:00.000Z";
        loading.accounts().batch(record);
        record[1] = "two";
        assertThat(loading.nextMigration().accounts().batch(record).ledger())
                .isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
    }

    @Test
    void withoutPreservedDatesARowIsAsOldAsItsImport() {
        Loading loading = new Loading(pool).with(new RunOptions(80, 5, false, true, false, false, false));
        loading.accounts().batch(account(id("001", 1), "one", null, null));
        assertThat(loading.one("SELECT created_at = imported_at AND updated_at = imported_at AND created_at > now()"
                + " - interval '1 minute' FROM crm.accounts WHERE organization_id = :org")).isEqualTo("true");
        String created = loading.one("SELECT created_at FROM crm.accounts WHERE organization_id = :org");
        loading.nextMigration().accounts().batch(account(id("001", 1), "two", null, null));
        assertThat(loading.one("SELECT created_at FROM crm.accounts WHERE organization_id = :org")).isEqualTo(created);
        assertThat(loading.nextMigration().accounts().batch(account(id("001", 1), "three", null, null)).ledger())
                .as("its own update is no edit").isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
    }

    private Set<UUID> link(ObjectLoad object) {
        return await(new OwnerLinks(pool).add(object.plan.rules(), object.destination()));
    }

    private UUID user(Loading loading, String name, String email) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        await(pool.preparedQuery("INSERT INTO crm.users (id, organization_id, name, email) VALUES ($1, $2, $3,"
                + " $4)").execute(Tuple.of(id, loading.organization, name, email)));
        return id;
    }
}
