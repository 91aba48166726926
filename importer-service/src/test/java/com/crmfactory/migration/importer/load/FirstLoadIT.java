package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.github.f4b6a3.uuid.UuidCreator;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;

/** The way of COPY leads to the same rows, links, parked references and counts as the upsert, whatever comes. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class FirstLoadIT {
    private static final String[] TEXTS = {"plain", "a\tb\\c", "two\nlines\r\n", "\\N", "\\.", "quote \" and ' and ;",
            "ünï 𝄞 中", "\b\f\u000b\u007f", "{\"a\":1}", "now", ""};
    private static final String[] STATUSES = {"new", "open", "closed", null};

    @Inject
    Pool pool;
    @Inject
    AgroalDataSource database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrgEndsTheSameByCopyAndByUpsert(long seed) {
        State copied = load(new Loading(pool, database), new Random(seed));
        State upserted = load(new Loading(pool), new Random(seed));
        assertThat(copied).usingRecursiveComparison().isEqualTo(upserted);
        assertThat(copied).usingRecursiveComparison()
                .isEqualTo(load(new Loading(pool, database, false), new Random(seed)));
        assertThat(copied).usingRecursiveComparison().isEqualTo(load(new Loading(pool, null, false), new Random(seed)));
        assertThat(copied.ledgers()).allSatisfy(ledger -> assertThat(ledger).contains("imported"));
    }

    @ParameterizedTest
    @EnumSource(OnMissingParent.class)
    void whatBecomesOfOrphansDoesNotDependOnTheWay(OnMissingParent rule) {
        State copied = load(new Loading(pool, database).with(rule), new Random(42));
        assertThat(copied).usingRecursiveComparison().isEqualTo(load(new Loading(pool).with(rule), new Random(42)));
    }

    @Test
    void aCopyAloneWritesRowsAndCheckpointInOneTransaction() throws SQLException {
        Loading loading = new Loading(pool);
        ObjectLoad contacts = loading.contacts();
        FirstLoad first = new FirstLoad(database, contacts.plan, contacts.destination(),
                new ForeignKeys(pool, contacts.plan, true),
                new ParentLookUp(contacts.plan, contacts.destination().organizationId(), "", new ParentIds()));
        first.load(new BatchKey(contacts.run, 1, 0, 0), SortedBatch.of(contacts.rows(contact(2), contact(1)).stream()
                .map(RowTransformer.Result::row).toList(), List.of()));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.one("SELECT count(*) FROM crm.contacts WHERE organization_id = :org AND xmin::text ="
                + " (SELECT xmin::text FROM import.batch WHERE object_run IN (SELECT id FROM import.object_run"
                + " WHERE organization_id = :org))")).isEqualTo("2");
    }

    @Test
    void aBatchThatComesAgainChangesNothing() {
        Loading loading = new Loading(pool, database);
        ObjectLoad contacts = loading.contacts().batch(contact(1), contact(2));
        List<String> ids = loading.list("SELECT id FROM crm.contacts WHERE organization_id = :org ORDER BY id");
        contacts.again(contact(1), contact(2));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.list("SELECT id FROM crm.contacts WHERE organization_id = :org ORDER BY id")).isEqualTo(ids);
    }

    @Test
    void recordsThatAreThereTakeTheUpsertAndNewOnesBesideThemToo() {
        Loading loading = new Loading(pool, database);
        loading.contacts().batch(contact(1), contact(2));
        loading.nextMigration();
        ObjectLoad contacts = loading.contacts().batch(contact(1), contact(2), contact(3)).batch(contact(4));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 2, 0, 0, 0));
    }

    @Test
    void aParentThatIsDeletedAfterItWasRememberedIsNotLinked() {
        Loading loading = new Loading(pool, database);
        loading.accounts().batch(Loading.account(id("001", 1), "goes", null, null));
        ObjectLoad contacts = loading.contacts().batch(contact(1));
        loading.list("UPDATE crm.contacts SET account_id = NULL WHERE organization_id = :org RETURNING id");
        loading.list("DELETE FROM crm.accounts WHERE organization_id = :org RETURNING id");
        contacts.batch(contact(2));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.list("SELECT parent_sf_id FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly(id("001", 1));
    }

    /** PostgreSQL takes a table that was analyzed while it was empty for one of no pages, and keeps plans. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noTableIsReadAsAWholeForEachRecord(boolean byCopy) {
        Loading loading = byCopy ? new Loading(pool, database) : new Loading(pool);
        loading.list("DELETE FROM import.unlinked RETURNING sf_id");
        await(pool.query("TRUNCATE crm.accounts CASCADE").execute());
        await(pool.query("ANALYZE crm.accounts").execute());
        long inserted = counted(loading, "n_tup_ins");
        long readAsAWhole = counted(loading, "seq_scan");
        ObjectLoad accounts = loading.accounts();
        for (int batch = 0; batch < 12; batch++) {
            accounts.batch(accounts(batch * 100, 100));
        }
        accounts.end();
        assertThat(
                loading.one("SELECT count(*) FROM crm.accounts WHERE organization_id = :org AND parent_id IS NOT NULL"))
                .isEqualTo("1199");
        while (counted(loading, "n_tup_ins") - inserted < 1_200) {
            Thread.onSpinWait();
        }
        // A few for each batch and for the links, not one for each of the 1,200 records.
        assertThat(counted(loading, "seq_scan") - readAsAWhole).isLessThan(100);
    }

    /** Each belongs to the one before it. */
    private static String[][] accounts(int first, int count) {
        return IntStream.range(first + 1, first + count + 1).mapToObj(n -> Loading.account(id("001", n), "account " + n,
                n == 1 ? null : id("001", n - 1), null)).toArray(String[][]::new);
    }

    /** What the database counts; each session tells it late, but all of its own at once. */
    private static long counted(Loading loading, String what) {
        return Long.parseLong(
                loading.one("SELECT " + what + " FROM pg_stat_user_tables WHERE relid = 'crm.accounts'::regclass"
                        + " AND :org IS NOT NULL"));
    }

    /** It was parked for account 1, then deleted in the CRM; in Salesforce it belongs to account 2, or to none, now. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatIsCreatedAnewDoesNotWaitForItsFormerParent(boolean byCopy) {
        Loading loading = byCopy ? new Loading(pool, database) : new Loading(pool);
        loading.contacts().batch(contact(1, 1), contact(2, 1), contact(3, 1)).end();
        loading.list("DELETE FROM crm.contacts WHERE organization_id = :org AND sf_id <> '" + id("003", 3)
                + "' RETURNING id");
        loading.nextMigration().accounts().batch(Loading.account(id("001", 2), "new", null, null)).end();
        ObjectLoad contacts = loading.contacts();
        await(new GoneRows(pool).forget(contacts.plan, loading.organization));
        contacts.batch(contact(1, 2), contact(2, null)).batch(contact(3, 1)).end();
        loading.accounts().batch(Loading.account(id("001", 1), "former", null, null)).end();
        assertThat(loading.list("SELECT a.name FROM crm.contacts c LEFT JOIN crm.accounts a ON a.id = c.account_id"
                + " WHERE c.organization_id = :org ORDER BY c.sf_id")).containsExactly("new", null, "former");
    }

    private static String[] contact(int n, Integer account) {
        return new String[]{id("003", n), "contact " + n, null, account == null ? null : id("001", account)};
    }

    @Test
    void aRecordWhoseReferenceIsStillParkedFromBeforeItWasDeletedTakesTheUpsert() {
        Loading loading = new Loading(pool, database);
        loading.contacts().batch(contact(1), contact(2));
        loading.list("DELETE FROM crm.contacts WHERE organization_id = :org RETURNING id");
        ObjectLoad contacts = loading.nextMigration().contacts().batch(contact(1), contact(3));
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.one("SELECT count(*) FROM import.unlinked WHERE organization_id = :org")).isEqualTo("3");
    }

    /** Its checkpoint waits for another transaction; then the server ends it, as a crash would. */
    @Test
    void aCopyThatIsKilledBeforeItsCommitLeavesNothingBehindAndIsLoadedAgain() throws Exception {
        Loading loading = new Loading(pool, database);
        ObjectLoad contacts = loading.contacts();
        SqlConnection other = await(pool.getConnection());
        Transaction checkpoint = await(other.begin());
        await(other.query(contacts.firstCheckpoint()).execute());
        CompletableFuture<ObjectLoad> loads = CompletableFuture
                .supplyAsync(() -> contacts.batch(contact(1), contact(2)));
        loading.awaitBlocked("%INSERT INTO import.batch%", loads);
        loading.list("SELECT pg_terminate_backend(pid)" + Loading.BLOCKED.formatted("%INSERT INTO import.batch%"));
        await(checkpoint.rollback());
        await(other.close());
        loads.get(60, TimeUnit.SECONDS);
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.one("SELECT count(*) FROM crm.contacts WHERE organization_id = :org")).isEqualTo("2");
    }

    private static String[] contact(int n) {
        return new String[]{id("003", n), "contact " + n, null, id("001", 1)};
    }

    /** What can be seen of a tenant, without the ids that are made up while loading. */
    record State(List<String> hashes, List<String> ledgers, List<String> rejects, List<String> rows,
            List<String> unlinked,
            List<String> records, List<String> counts) {
    }

    /** An org with everything that may go wrong, drawn from {@code random}; the links are there in the end. */
    private static State load(Loading loading, Random random) {
        List<ObjectLoad> objects = new ArrayList<>();
        UUID fallback = UuidCreator.getTimeOrderedEpoch();
        loading.list("INSERT INTO crm.users (id, organization_id, name) VALUES ('" + fallback
                + "', :org, 'fallback') RETURNING id");
        objects.add(loading.users().batch(user(1), user(2), user(3)).end());
        boolean replaced = random.nextBoolean();
        if (replaced) {
            loading.with(new OwnerOptions(null, Map.of(id("005", 2), fallback.toString()), fallback.toString()));
            loading.list("INSERT INTO crm.record_links (organization_id, sf_id, entity, id, migration_id, reason)"
                    + " VALUES (:org, '" + id("005", 2) + "', 'users', '" + fallback + "', '', '') RETURNING id");
        }
        loading.with(new RunOptions(80, 5, random.nextBoolean(), true, random.nextBoolean(), false, false));
        objects.add(batches(loading.accounts(), random, n -> Loading.account(id("001", n), text(random),
                reference(random, "001", 60), owner(random))));
        objects.add(batches(loading.contacts(), random, n -> new String[]{id("003", n), text(random), null,
                reference(random, "001", 60)}));
        objects.add(batches(loading.cases(), random, n -> aCase(random, n)));
        objects.add(batches(loading.tasks(), random, n -> new String[]{id("00T", n), text(random), moment(random),
                reference(random, random.nextBoolean() ? "001" : "500", 60), reference(random, "003", 60),
                owner(random)}));
        return state(loading, objects, replaced);
    }

    private static String[] aCase(Random random, int n) {
        // PostgreSQL knows five statuses, so this one is refused by it.
        String status = random.nextInt(25) == 0 ? "unheard of" : STATUSES[random.nextInt(STATUSES.length)];
        return new String[]{id("500", n), text(random), status, random.nextInt(20) == 0 ? "no number" : "" + n * 1.5,
                reference(random, "001", 60), reference(random, "003", 60), reference(random, "500", 60), owner(random),
                moment(random), moment(random)};
    }

    private interface Record {
        String[] of(int n);
    }

    /** 50 records in batches of 10, some of them twice, some out of order, some again; each ends in one state. */
    private static ObjectLoad batches(ObjectLoad object, Random random, Record record) {
        int n = 1;
        int delivered = 0;
        for (int batch = 0; batch < 5; batch++) {
            List<String[]> records = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                records.add(record.of(n++));
            }
            if (random.nextInt(3) == 0) {
                records.add(records.get(random.nextInt(records.size())));
                Collections.shuffle(records, random);
            }
            object.batch(records.toArray(String[][]::new));
            delivered += records.size();
            if (random.nextInt(4) == 0) {
                object.again(records.toArray(String[][]::new));
            }
        }
        assertThat(object.ledger().processed()).isEqualTo(delivered);
        object.end();
        assertThat(object.ledger().processed()).isEqualTo(delivered);
        return object;
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static String reference(Random random, String prefix, int below) {
        return random.nextInt(4) == 0 ? null : id(prefix, 1 + random.nextInt(below));
    }

    private static String owner(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> id("00G", 1);
            default -> id("005", 1 + random.nextInt(5));
        };
    }

    /** Some before, some after now, also by an offset. */
    private static String moment(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 5 -> null;
            case 4 -> "2099-01-01T00:00:00.1234567890123Z";
            case 1 -> "2099-01-01T00:00:00.000Z";
            case 2 -> "2019-03-04T05:06:07.000+0530";
            case 3 -> "2020-02-29";
            default -> "2021-01-01T00:00:00.123Z";
        };
    }

    private static String[] user(int n) {
        return new String[]{id("005", n), "user" + n + "@example.com", "user " + n};
    }

    /** @param replaced owners are named by ids that are made up, which the hashes count */
    private static State state(Loading loading, List<ObjectLoad> objects, boolean replaced) {
        List<String> rejects = new ArrayList<>();
        List<String> ledgers = new ArrayList<>();
        objects.forEach(object -> {
            rejects.addAll(object.rejects().stream().sorted().toList());
            ledgers.add(object.command.object() + " " + object.ledger());
        });
        List<String> rows = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (String table : List.of("accounts", "contacts", "cases", "activities")) {
            rows.addAll(loading.list("SELECT '" + table + " '::text || (to_jsonb(t) - 'id' - 'organization_id'"
                    + " - 'migration_id' - 'imported_at' - 'import_hash' || jsonb_build_object('created_at', "
                    + moment("created_at")
                    + ", 'updated_at', " + moment("updated_at") + ", 'edited', updated_at > imported_at, 'imported', "
                    + moment("imported_at") + ", 'own', migration_id LIKE 'mig_%'"
                    + links(table) + "))::text FROM crm." + table
                    + " t WHERE organization_id = :org ORDER BY sf_id"));
            hashes.addAll(replaced
                    ? List.of()
                    : loading.list("SELECT sf_id || import_hash FROM crm." + table
                            + " WHERE organization_id = :org ORDER BY sf_id"));
        }
        return new State(hashes, ledgers, rejects, rows,
                loading.list("SELECT target || column_name || sf_id || parent_target || parent_sf_id FROM"
                        + " import.unlinked WHERE organization_id = :org ORDER BY 1"),
                loading.list("SELECT sf_id || entity FROM crm.record_links WHERE organization_id = :org ORDER BY 1"),
                loading.list("SELECT r.object || page_no || ' ' || batch_no || reference_counts || repaired FROM"
                        + " import.batch JOIN import.object_run r ON r.id = object_run WHERE organization_id = :org"
                        + " ORDER BY r.created_at, page_no, batch_no"));
    }

    /** The moments that come from the clock are the same if they are recent. */
    private static String moment(String column) {
        return "CASE WHEN abs(extract(epoch FROM now() - " + column + ")) < 600 THEN 'now' ELSE " + column
                + "::text END";
    }

    /** References by the Salesforce ids of their records, since our own are new each time. */
    private static String links(String table) {
        StringBuilder links = new StringBuilder();
        TargetCatalogue.table(table).orElseThrow().references()
                .forEach(column -> {
                    links.append(", '").append(column.name()).append("', coalesce(NULL");
                    column.parents()
                            .forEach(parent -> links.append(", (SELECT coalesce(p.sf_id, p.name_of) FROM (SELECT"
                                    + " id, sf_id, 'no sf_id' AS name_of FROM crm.").append(parent)
                                    .append(") p WHERE p.id = t.").append(column.name()).append(")"));
                    links.append(")");
                });
        return links.toString();
    }
}
