package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;

/** What becomes of records whose parent is not there, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ParentsIT {
    private static final String PARENTS = "SELECT c.name || ' < ' || p.name FROM crm.accounts c JOIN crm.accounts p"
            + " ON p.id = c.parent_id WHERE c.organization_id = :org ORDER BY c.sf_id";

    @Inject
    Pool pool;

    @Test
    void anOrphanIsImportedUnlinkedAndHealsWhenTheParentComesLater() {
        Loading loading = new Loading(pool);
        ObjectLoad contacts = loading.contacts().batch(contact(1, id("001", 1)), contact(2, id("001", 2))).end();
        assertThat(contacts.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        loading.accounts().batch(account(id("001", 1), "late", null, null)).end();
        assertThat(loading.list("SELECT a.name FROM crm.contacts c LEFT JOIN crm.accounts a ON a.id = c.account_id"
                + " WHERE c.organization_id = :org ORDER BY c.sf_id")).containsExactly("late", null);
    }

    @Test
    void anOrphanIsSkippedOrFailedWhereTheConfigurationSaysSo() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "there", null, null)).end();
        ObjectLoad skipped = loading.with(OnMissingParent.SKIP_RECORD).contacts()
                .batch(contact(1, id("001", 1)), contact(2, id("001", 2)), contact(3, null)).end();
        assertThat(skipped.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 1, 0));
        assertThat(skipped.rejects()).containsExactly(id("003", 2) + " skipped parent_missing");
        ObjectLoad failed = loading.with(OnMissingParent.FAIL_RECORD).contacts().batch(contact(4, id("001", 2))).end();
        assertThat(failed.rejects()).containsExactly(id("003", 4) + " failed parent_missing");
        assertThat(loading.one("SELECT count(*) FROM crm.contacts WHERE organization_id = :org")).isEqualTo("2");
    }

    @Test
    void theChildrenOfASkippedAccountAreSkippedAndACycleIsNot() {
        Loading loading = new Loading(pool).with(OnMissingParent.SKIP_RECORD);
        ObjectLoad accounts = loading.accounts()
                .batch(account(id("001", 1), "grandchild", id("001", 2), null),
                        account(id("001", 2), "child of nobody", id("001", 99), null))
                .batch(account(id("001", 3), "one of a cycle", id("001", 4), null),
                        account(id("001", 4), "other of a cycle", id("001", 3), null),
                        account(id("001", 5), "its own parent", id("001", 5), null))
                .batch(account(id("001", 6), "top", null, null), account(id("001", 7), "below", id("001", 6), null));
        assertThat(accounts.ledger().processed()).isEqualTo(7);
        accounts.end();
        assertThat(accounts.ledger()).isEqualTo(new Ledger(5, 0, 0, 0, 2, 0));
        assertThat(accounts.rejects()).containsExactly(id("001", 1) + " skipped parent_missing",
                id("001", 2) + " skipped parent_missing");
        assertThat(loading.list(PARENTS)).containsExactly(
                "one of a cycle < other of a cycle", "other of a cycle < one of a cycle",
                "its own parent < its own parent", "below < top");
        accounts.end();
        assertThat(accounts.ledger()).as("the link step may be repeated").isEqualTo(new Ledger(5, 0, 0, 0, 2, 0));
    }

    /** One whose lease has run out may be at it still. */
    @Test
    void twoHoldersOfAnObjectDecideOnceWhoIsLeftOut() {
        Loading loading = new Loading(pool).with(OnMissingParent.SKIP_RECORD);
        ObjectLoad accounts = loading.accounts().batch(account(id("001", 1), "orphan", id("001", 99), null),
                account(id("001", 2), "its own parent", id("001", 2), null));
        SqlConnection other = Loading.await(pool.getConnection());
        try {
            Transaction transaction = Loading.await(other.begin());
            Loading.await(other.query("LOCK TABLE import.held IN EXCLUSIVE MODE").execute());
            CompletableFuture<Void> one = CompletableFuture.runAsync(accounts::end);
            loading.awaitBlocked("WITH RECURSIVE h AS%", one);
            CompletableFuture<Void> two = CompletableFuture.runAsync(accounts::end);
            while (loading.one("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").equals("1")) {
                Thread.onSpinWait();
            }
            Loading.await(transaction.rollback());
            one.join();
            two.join();
        } finally {
            Loading.await(other.close());
        }
        assertThat(accounts.ledger()).isEqualTo(new Ledger(1, 0, 0, 0, 1, 0));
    }

    /** The first attempt ended before anything was linked; in Salesforce the parents have become others meanwhile. */
    @Test
    void aParentThatARecordHadInAnEarlierAttemptOfTheMigrationIsNotWaitedForAnyMore() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "moved", id("001", 9), null),
                account(id("001", 2), "freed", id("001", 9), null),
                account(id("001", 3), "moved to one who comes later", id("001", 9), null));
        loading.accounts().batch(account(id("001", 4), "new parent", null, null))
                .batch(account(id("001", 1), "moved", id("001", 4), null),
                        account(id("001", 2), "freed", null, null),
                        account(id("001", 3), "moved to one who comes later", id("001", 5), null))
                .batch(account(id("001", 5), "late parent", null, null),
                        account(id("001", 9), "old parent", null, null))
                .end();
        assertThat(loading.list(PARENTS)).containsExactly("moved < new parent",
                "moved to one who comes later < late parent");
        assertThat(loading.list("SELECT sf_id FROM import.unlinked WHERE organization_id = :org")).isEmpty();
    }

    private static String[] contact(int n, String account) {
        return Arrays.asList(id("003", n), "contact " + n, null, account).toArray(String[]::new);
    }
}
