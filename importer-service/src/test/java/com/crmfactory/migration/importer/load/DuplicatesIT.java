package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.id;
import static com.crmfactory.migration.model.configuration.Deduplication.Action.MERGE_FILL_BLANKS;
import static com.crmfactory.migration.model.configuration.Deduplication.Action.MERGE_OVERWRITE;
import static com.crmfactory.migration.model.configuration.Deduplication.Action.SKIP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.importer.validation.Comparison;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.Deduplication.Action;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Duplicates among the records and in the CRM, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class DuplicatesIT {
    private static final List<List<String>> BY_DOMAIN_OR_NAME = List.of(List.of("domain"),
            List.of("name", "billing_postal_code"));
    private static final String ROWS = "SELECT concat_ws('|', name, website, billing_postal_code, phone) FROM crm.accounts"
            + " WHERE organization_id = :org ORDER BY created_at";
    private static final String MAIN_INVOICE = "SELECT i.name FROM crm.record_references f JOIN crm.custom_records i"
            + " ON i.id = f.target_id WHERE f.organization_id = :org AND f.entity = 'contacts'";
    private static final String ACCOUNTS_OF_CONTACTS = "SELECT a.name FROM crm.contacts c LEFT JOIN crm.accounts a"
            + " ON a.id = c.account_id WHERE c.organization_id = :org";

    private static final String PARENTS = "SELECT concat_ws(' of ', a.name, p.name) FROM crm.accounts a"
            + " LEFT JOIN crm.accounts p ON p.id = a.parent_id WHERE a.organization_id = :org ORDER BY 1";

    @Inject
    Pool pool;
    @Inject
    Comparison comparison;

    @ParameterizedTest
    @CsvSource({"email, ' Ada@Example.COM ', ada@example.com", "domain, https://www.Acme.com/x?y, acme.com",
            "domain, acme.com, acme.com", "phone, +49 (30) 12-34, 0049301234", "postal_code, 'sw1a 1aa', SW1A1AA",
            "text, 'ACME,  Inc.', acme inc"})
    void valuesThatMeanTheSameAreTheSame(String kind, String one, String other) {
        String keys = "SELECT import.match_key('%1$s', '%2$s') = import.match_key('%1$s', '%3$s')";
        assertThat(new Loading(pool).one(keys.formatted(kind, one, other))).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"email, ' '", "domain, https://", "phone, ---", "postal_code, ' '", "text, ' .'"})
    void aBlankIsNoKey(String kind, String blank) {
        assertThat(new Loading(pool).one("SELECT import.match_key('%s', '%s')".formatted(kind, blank))).isNull();
    }

    @Test
    void theOldestLivesOnWhicheverComesFirstAndItsBlanksAreFilled() {
        for (int order = 0; order < 2; order++) {
            Loading loading = new Loading(pool).with(new Deduplication(BY_DOMAIN_OR_NAME, MERGE_FILL_BLANKS));
            String[] newest = account(1, "Acme Inc.", "acme.com", null, "3", "2022");
            String[] oldest = account(2, "ACME", "http://www.acme.com/", "1000", null, "2010");
            String[] middle = account(3, "acme", null, "1000", "2", "2015");
            String[] other = account(4, "Other", null, null, null, "2016");
            String[] blank = account(5, "Blank", null, null, null, "2017");
            ObjectLoad accounts = loading.accounts().expect(newest, oldest, middle, other, blank);
            if (order == 0) {
                accounts.batch(newest, other).batch(oldest).batch(middle, blank);
            } else {
                accounts.batch(blank, middle, oldest).batch(other, newest);
            }
            accounts.end();
            assertThat(accounts.ledger()).isEqualTo(new Ledger(3, 0, 0, 2, 0, 0));
            assertThat(loading.list(ROWS)).containsExactly("ACME|http://www.acme.com/|1000|2", "Other", "Blank");
            ObjectLoad contacts = loading.with(Deduplication.NONE).contacts()
                    .batch(new String[]{id("003", 1), "of the newest", null, id("001", 1)}).end();
            assertThat(contacts.ledger().imported()).isOne();
            assertThat(loading.one("SELECT a.name FROM crm.contacts c JOIN crm.accounts a ON a.id = c.account_id"
                    + " WHERE c.organization_id = :org")).isEqualTo("ACME");
            assertThat(loading.list("SELECT reason FROM crm.record_links WHERE organization_id = :org"))
                    .containsOnly("Is a duplicate of " + id("001", 2) + " by domain or name and billing_postal_code.");
        }
    }

    @Test
    void theNewestOverwritesAndABlankDoesNot() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("domain")), MERGE_OVERWRITE));
        String[] oldest = account(1, "Old", "acme.com", "1000", "1", "2010");
        String[] middle = account(2, "Middle", "acme.com", "2000", "2", "2015");
        String[] newest = account(3, "New", "acme.com", null, "3", "2020");
        loading.accounts().expect(oldest, middle, newest).batch(newest, oldest).batch(middle).end();
        assertThat(loading.list(ROWS)).containsExactly("New|acme.com|2000|3");
    }

    @Test
    void aDuplicateOfARecordOfTheCrmIsMergedIntoItAndStaysSo() {
        Loading loading = new Loading(pool).with(new Deduplication(BY_DOMAIN_OR_NAME, MERGE_FILL_BLANKS));
        Loading.await(pool.preparedQuery("INSERT INTO crm.accounts (id, organization_id, name, domain, created_at)"
                + " VALUES ($1, $2, 'By hand', 'acme.com', '2024-01-01')")
                .execute(Tuple.of(UuidCreator.getTimeOrderedEpoch(), loading.organization)));
        String[] old = account(1, "Acme", "www.acme.com", null, "1", "2010");
        ObjectLoad first = loading.accounts().expect(old).batch(old).end();
        assertThat(first.ledger()).isEqualTo(new Ledger(0, 0, 0, 1, 0, 0));
        assertThat(loading.list(ROWS)).containsExactly("By hand|www.acme.com|1");
        String writes = writes(loading);
        ObjectLoad again = loading.nextMigration().accounts().expect(old).batch(old).end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 0, 0, 1, 0, 0));
        assertThat(writes(loading)).as("a repetition writes nothing").isEqualTo(writes);
    }

    @Test
    void aSkippedDuplicateIsNotTakenAndItsChildrenFollowTheOther() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), SKIP));
        String[] one = account(1, "Same", null, null, "1", "2010");
        String[] two = account(2, "same", null, "2000", null, "2011");
        ObjectLoad accounts = loading.accounts().expect(one, two).batch(two, one).end();
        assertThat(accounts.ledger()).isEqualTo(new Ledger(1, 0, 0, 0, 1, 0));
        assertThat(accounts.rejects()).containsExactly(id("001", 2) + " skipped duplicate");
        assertThat(loading.list(ROWS)).containsExactly("Same|1");
        loading.with(Deduplication.NONE).contacts().batch(new String[]{id("003", 1), "child", null, id("001", 2)});
        assertThat(loading.one("SELECT account_id IS NOT NULL FROM crm.contacts WHERE organization_id = :org"))
                .isEqualTo("true");
    }

    /** In the CRM its name has become another one by the first import. */
    @Test
    void whatWasMergedStaysSoThoughTheValueByWhichItMatchedWasOverwritten() {
        Loading loading = new Loading(pool)
                .with(new Deduplication(List.of(List.of("domain"), List.of("name")), MERGE_OVERWRITE));
        Loading.await(pool.preparedQuery("INSERT INTO crm.accounts (id, organization_id, name, domain, created_at)"
                + " VALUES ($1, $2, 'By hand', 'acme.com', '2024-01-01')")
                .execute(Tuple.of(UuidCreator.getTimeOrderedEpoch(), loading.organization)));
        String[] byName = account(1, "By hand", null, null, "1", "2010");
        String[] byDomain = account(2, "Acme", "www.acme.com", null, "2", "2011");
        assertThat(loading.accounts().expect(byName, byDomain).batch(byName, byDomain).end().ledger())
                .isEqualTo(new Ledger(0, 0, 0, 2, 0, 0));
        assertThat(loading.list(ROWS)).containsExactly("Acme|www.acme.com|2");
        String writes = writes(loading);
        ObjectLoad again = loading.nextMigration().accounts().expect(byName, byDomain).batch(byName, byDomain).end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 0, 0, 2, 0, 0));
        assertThat(writes(loading)).as("a repetition writes nothing").isEqualTo(writes);
    }

    /** In Salesforce an account that has a row of its own, and is older than both, has got their name since. */
    @Test
    void whatWasMergedStaysWhereItIsThoughAnOlderRowIsTheSameNow() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] older = account(1, "Other", null, null, null, "2010");
        String[] survivor = account(2, "Same", null, null, null, "2011");
        String[] duplicate = account(3, "Same", null, null, "3", "2012");
        loading.accounts().expect(older, survivor, duplicate).batch(older, survivor, duplicate).end();
        String links = "SELECT concat_ws(' > ', g.sf_id, a.sf_id, g.reason) FROM crm.record_links g"
                + " JOIN crm.accounts a ON a.id = g.id WHERE g.organization_id = :org ORDER BY g.sf_id";
        String link = id("001", 3) + " > " + id("001", 2) + " > Is a duplicate of " + id("001", 2) + " by name.";
        assertThat(loading.list(links)).containsExactly(link);

        older[1] = "Same";
        String[] another = account(4, "Same", "acme.com", null, null, "2013");
        ObjectLoad again = loading.nextMigration().accounts().expect(older, survivor, duplicate, another)
                .batch(older, survivor, duplicate, another).end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 1, 1, 2, 0, 0));
        assertThat(loading.list(links)).containsExactly(link, id("001", 4) + " > " + id("001", 1)
                + " > Is a duplicate of " + id("001", 1) + " by name.");
        assertThat(loading.list(ROWS)).containsExactly("Same|acme.com", "Same|3");
    }

    /** The oldest one waits for its own parent, which comes in a later batch than what is merged into it. */
    @Test
    void theNewestOverwritesTheParentTooHoweverLateTheOldestFindsItsOwn() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_OVERWRITE));
        String[] oldest = account(1, "Same", null, null, null, "2010");
        oldest[5] = id("001", 3);
        String[] newest = account(2, "Same", null, null, null, "2020");
        newest[5] = id("001", 4);
        String[] ofOldest = account(3, "Of the oldest", null, null, null, "2011");
        String[] ofNewest = account(4, "Of the newest", null, null, null, "2012");
        loading.accounts().expect(oldest, newest, ofOldest, ofNewest).batch(oldest, newest).batch(ofOldest, ofNewest)
                .end();
        assertThat(loading.list("SELECT p.name FROM crm.accounts a JOIN crm.accounts p ON p.id = a.parent_id"
                + " WHERE a.organization_id = :org")).containsExactly("Of the newest");
        String writes = writes(loading);
        loading.nextMigration().accounts().expect(oldest, newest, ofOldest, ofNewest)
                .batch(oldest, newest, ofOldest, ofNewest).end();
        assertThat(writes(loading)).as("a repetition writes nothing").isEqualTo(writes);
    }

    /** As with a filter by the date of the last modification. */
    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "MERGE_OVERWRITE"})
    void whatWasMergedStaysWhereOnlyTheOtherRecordComesAgain(Action action) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), action));
        String[] survivor = account(1, "Same", null, null, null, "2010");
        String[] duplicate = account(2, "Same", "acme.com", "2000", null, "2011");
        duplicate[5] = id("001", 3);
        String[] parent = account(3, "Parent", null, null, null, "2012");
        loading.accounts().expect(survivor, duplicate, parent).batch(survivor, duplicate, parent).end();
        survivor[4] = "9";
        survivor[2] = "acme.org";
        ObjectLoad alone = loading.nextMigration().accounts().expect(survivor).batch(survivor).end();
        assertThat(alone.ledger()).isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
        assertThat(alone.validated(comparison).result()).isEqualTo("passed");
        assertThat(loading.list(ROWS)).containsExactly("Same|acme.org|2000|9", "Parent");
        assertThat(loading.list(PARENTS)).containsExactly("Parent", "Same of Parent");

        survivor[2] = null;
        duplicate[3] = null;
        duplicate[5] = null;
        loading.nextMigration().accounts().expect(survivor, duplicate).batch(survivor, duplicate).end();
        assertThat(loading.list(ROWS)).as("a duplicate that comes too says what it has")
                .containsExactly("Same|acme.com|9", "Parent");
        assertThat(loading.list(PARENTS)).containsExactly("Parent", "Same");
    }

    @Test
    void aRecordWithoutDuplicatesOrWithOneThatHasARowOfItsOwnIsBlankedAsInSalesforce() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        String[] duplicate = account(2, "Same", "acme.com", null, null, "2011");
        String[] other = account(3, "Other", "other.com", null, "3", "2012");
        loading.accounts().expect(survivor, duplicate, other).batch(survivor, duplicate, other).end();
        loading.list("INSERT INTO crm.accounts (id, organization_id, sf_id, name, created_at) VALUES ('"
                + UuidCreator.getTimeOrderedEpoch() + "', :org, '" + id("001", 2)
                + "', 'Its own', '2011-01-01') RETURNING id");
        survivor[4] = null;
        other[2] = null;
        loading.nextMigration().accounts().expect(survivor, other).batch(survivor, other).end();
        assertThat(loading.list(ROWS)).containsExactly("Same", "Its own", "Other|3");
    }

    @Test
    void mergedCustomFieldsStayWhereOnlyTheOtherRecordComesAgain() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("subject")), MERGE_FILL_BLANKS));
        String[] survivor = support(1, "Printer", null, 2010);
        String[] duplicate = support(2, "Printer", null, 2011);
        duplicate[3] = "7";
        loading.cases().expect(survivor, duplicate).batch(survivor, duplicate).end();
        loading.list("UPDATE crm.cases SET custom_fields = custom_fields || '{\"color\": \"red\"}'"
                + " WHERE organization_id = :org RETURNING id");
        String fields = "SELECT concat_ws('|', status, custom_fields ->> 'amount', custom_fields ->> 'color')"
                + " FROM crm.cases WHERE organization_id = :org";
        survivor[2] = "closed";
        loading.nextMigration().cases().expect(survivor).batch(survivor).end();
        assertThat(loading.list(fields)).containsExactly("closed|7|red");
        survivor[3] = "8";
        loading.nextMigration().cases().expect(survivor).batch(survivor).end();
        assertThat(loading.list(fields)).containsExactly("closed|8|red");
    }

    @Test
    void mergedLookUpsStayWhereOnlyTheOtherRecordComesAgain() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(1, "Master", null, null, null, "2010"));
        loading.invoices().batch(invoice(1), invoice(2)).end();
        loading.with(new Deduplication(List.of(List.of("last_name")), MERGE_FILL_BLANKS));
        String[] survivor = {id("003", 1), "Same", null};
        String[] duplicate = {id("003", 2), "Same", id("a0I", 2)};
        loading.contactsWithInvoice().expect(survivor, duplicate).batch(survivor, duplicate).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 2");
        survivor[1] = "SAME";
        loading.nextMigration().contactsWithInvoice().expect(survivor).batch(survivor).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 2");
        survivor[2] = id("a0I", 1);
        loading.nextMigration().contactsWithInvoice().expect(survivor).batch(survivor).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 1");
    }

    /** Somebody has set the telephone number in the CRM, and cleared what came from the duplicate. */
    @ParameterizedTest
    @CsvSource({"MERGE_OVERWRITE, Same|3, Same|acme.com|2", "MERGE_FILL_BLANKS, Same|3, Same|acme.com|3"})
    void whatWasEditedSinceTheMergeIsKeptByItsRepetitionUnlessToldOtherwise(Action action, String kept,
            String overwritten) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), action));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        String[] duplicate = account(2, "Same", "acme.com", null, "2", "2011");
        loading.accounts().expect(survivor, duplicate).batch(survivor, duplicate).end();
        edit(loading, "accounts", "phone = '3', website = NULL");
        String writes = writes(loading);
        ObjectLoad again = loading.nextMigration().accounts().expect(survivor, duplicate).batch(survivor, duplicate)
                .end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 0, 1, 1, 0, 0));
        assertThat(loading.list(ROWS)).containsExactly(kept);
        assertThat(writes(loading)).as("a repetition writes nothing").isEqualTo(writes);

        loading.nextMigration().with(new RunOptions(80, 5, false, true, true, false, true)).accounts()
                .expect(survivor, duplicate).batch(survivor, duplicate).end();
        assertThat(loading.list(ROWS)).containsExactly(overwritten);
    }

    @Test
    void aNewDuplicateOverwritesNothingOfAnEditedRecordAndFillsItsBlanks() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_OVERWRITE));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        loading.accounts().expect(survivor).batch(survivor).end();
        edit(loading, "accounts", "phone = '3'");
        String[] duplicate = account(2, "Same", null, "2000", "2", "2011");
        loading.nextMigration().accounts().expect(survivor, duplicate).batch(survivor, duplicate);
        assertThat(loading.list(ROWS)).as("this attempt ends before it merges").containsExactly("Same|3");
        loading.accounts().expect(survivor, duplicate).batch(survivor, duplicate).end();
        assertThat(loading.list(ROWS)).containsExactly("Same|2000|3");
    }

    @Test
    void aMergeKeepsTheEditsInCustomFields() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("subject")), MERGE_OVERWRITE));
        String[] survivor = support(1, "Printer", null, 2010);
        String[] duplicate = support(2, "Printer", null, 2011);
        duplicate[3] = "7";
        loading.cases().expect(survivor, duplicate).batch(survivor, duplicate).end();
        String amount = "SELECT custom_fields ->> 'amount' FROM crm.cases WHERE organization_id = :org";
        assertThat(loading.list(amount)).containsExactly("7");
        edit(loading, "cases", "custom_fields = '{\"amount\": 8}'");
        String[] another = support(3, "Printer", null, 2012);
        another[3] = "9";
        loading.nextMigration().cases().expect(survivor, duplicate, another).batch(survivor, duplicate, another).end();
        assertThat(loading.list(amount)).containsExactly("8");
    }

    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "MERGE_OVERWRITE"})
    void aDuplicateFromAQueueDoesNotPutAUsersRecordIntoThatQueue(Action action) {
        Loading loading = new Loading(pool);
        loading.users().batch(new String[]{id("005", 1), "ada@example.com", "Ada"});
        loading.with(new Deduplication(List.of(List.of("subject")), action));
        String[][] records = {support(1, "Printer", null, 2010), support(2, "Printer", null, 2011),
                support(3, "Phone", null, 2012), support(4, "Phone", null, 2013)};
        records[0][7] = id("005", 1);
        records[1][7] = id("00G", 7);
        records[2][7] = id("00G", 8);
        records[3][7] = id("00G", 7);
        loading.cases().expect(records).batch(records).end();
        assertThat(
                loading.list("SELECT concat_ws(' ', c.subject, u.name, c.queue) FROM crm.cases c LEFT JOIN crm.users u"
                        + " ON u.id = c.owner_id WHERE c.organization_id = :org ORDER BY c.sf_id"))
                .containsExactly("Printer Ada", "Phone " + id("00G", 8));
    }

    @Test
    void aMergeKeepsTheEditsInLookUps() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(1, "Master", null, null, null, "2010"));
        loading.invoices().batch(invoice(1), invoice(2), invoice(3)).end();
        loading.with(new Deduplication(List.of(List.of("last_name")), MERGE_OVERWRITE));
        String[] survivor = {id("003", 1), "Same", id("a0I", 1)};
        String[] duplicate = {id("003", 2), "Same", id("a0I", 2)};
        loading.contactsWithInvoice().expect(survivor, duplicate).batch(survivor, duplicate).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 2");
        edit(loading, "contacts", "last_name = last_name");
        loading.list("UPDATE crm.record_references SET target_id = (SELECT id FROM crm.custom_records"
                + " WHERE organization_id = :org AND name = 'invoice 3') WHERE organization_id = :org AND entity = 'contacts'"
                + " RETURNING 1");
        String[] another = {id("003", 4), "Same", id("a0I", 2)};
        loading.nextMigration().contactsWithInvoice().expect(survivor, duplicate, another)
                .batch(survivor, duplicate, another).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 3");

        loading.list(
                "DELETE FROM crm.record_references WHERE organization_id = :org AND entity = 'contacts' RETURNING 1");
        loading.nextMigration().contactsWithInvoice().expect(survivor, duplicate, another)
                .batch(survivor, duplicate, another).end();
        assertThat(loading.list(MAIN_INVOICE)).as("what was cleared").isEmpty();
    }

    /** The account of the oldest duplicate is not there, that of the next lives on in another. */
    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "MERGE_OVERWRITE"})
    void aMergeTakesTheFirstParentThatIsThereThoughItWasMergedItself(Action action) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), action));
        String[] one = account(1, "Acme", null, null, null, "2010");
        String[] two = account(2, "Acme", null, null, null, "2011");
        loading.accounts().expect(one, two).batch(one, two).end();
        String[][] contacts = {contact(1, null), contact(2, id("001", 9)), contact(3, id("001", 2)),
                contact(4, id("001", 8))};
        loading.with(new Deduplication(List.of(List.of("last_name")), action)).contacts().expect(contacts)
                .batch(contacts).end();
        assertThat(loading.list(ACCOUNTS_OF_CONTACTS)).containsExactly("Acme");
    }

    @Test
    void aMergeTakesTheFirstLookUpThatIsThereThoughItWasMergedItself() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(1, "Master", null, null, null, "2010"));
        loading.with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] one = invoice(1);
        String[] same = {id("a0I", 2), one[1], one[2], null, null, null};
        loading.invoices().expect(one, same).batch(one, same).end();
        String[][] contacts = {{id("003", 1), "Same", null}, {id("003", 2), "Same", id("a0I", 9)},
                {id("003", 3), "Same", id("a0I", 2)}};
        loading.with(new Deduplication(List.of(List.of("last_name")), MERGE_FILL_BLANKS)).contactsWithInvoice()
                .expect(contacts).batch(contacts).end();
        assertThat(loading.list(MAIN_INVOICE)).containsExactly("invoice 1");
    }

    /** The duplicate of an account belongs to the one that it lives on in. */
    @Test
    void nobodyBecomesItsOwnParentByAMerge() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] survivor = account(1, "Same", null, null, null, "2010");
        String[] duplicate = account(2, "Same", null, null, null, "2011");
        duplicate[5] = id("001", 1);
        String[] another = account(3, "Same", null, null, null, "2012");
        another[5] = id("001", 2);
        loading.accounts().expect(survivor, duplicate, another).batch(survivor, duplicate, another).end();
        loading.nextMigration().accounts().expect(survivor, duplicate, another).batch(survivor, duplicate, another)
                .end();
        assertThat(loading.list("SELECT parent_id FROM crm.accounts WHERE organization_id = :org"))
                .containsExactly((String) null);
    }

    /** A subsidiary that is older than its parent company, which has the same name. */
    @ParameterizedTest
    @EnumSource(OnMissingParent.class)
    void nobodyBecomesItsOwnParentByThatOfItsParent(OnMissingParent rule) {
        Loading loading = new Loading(pool).with(rule)
                .with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] survivor = account(1, "Same", null, null, null, "2010");
        survivor[5] = id("001", 2);
        String[] parent = account(2, "Same", null, null, null, "2011");
        String[] child = account(3, "Child", null, null, null, "2012");
        child[5] = id("001", 2);
        ObjectLoad first = loading.accounts().expect(survivor, parent, child).batch(survivor, parent, child).end();
        assertThat(first.ledger()).isEqualTo(new Ledger(2, 0, 0, 1, 0, 0));
        assertThat(loading.list(PARENTS)).containsExactly("Child of Same", "Same");
        assertThat(first.validated(comparison).result()).isEqualTo("passed");
        survivor[4] = "1";
        ObjectLoad again = loading.nextMigration().accounts().expect(survivor, parent, child)
                .batch(survivor, parent, child).end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 1, 1, 1, 0, 0));
        assertThat(loading.list(PARENTS)).containsExactly("Child of Same", "Same");
        assertThat(again.validated(comparison).result()).isEqualTo("passed");
        survivor[4] = "2";
        loading.nextMigration().with(Deduplication.NONE).accounts().batch(survivor).end();
        assertThat(loading.list(PARENTS)).as("loaded as if there were no duplicates")
                .containsExactly("Child of Same", "Same");
    }

    /** The parent company of a duplicate belongs to the record that the duplicate is merged into. */
    @ParameterizedTest
    @CsvSource({"MERGE_FILL_BLANKS, false", "MERGE_OVERWRITE, false", "MERGE_OVERWRITE, true"})
    void aMergeClosesNoCycle(Action action, boolean hasParent) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), action));
        String[][] records = {account(1, "Same", null, null, null, "2010"),
                account(2, "Same", null, null, null, "2012"), account(3, "Middle", null, null, null, "2011"),
                account(4, "Top", null, null, null, "2011")};
        records[0][5] = hasParent ? id("001", 4) : null;
        records[1][5] = id("001", 3);
        records[2][5] = id("001", 1);
        String[] parents = {"Middle of Same", hasParent ? "Same of Top" : "Same", "Top"};
        ObjectLoad first = loading.accounts().expect(records).batch(records).end();
        assertThat(loading.list(PARENTS)).containsExactly(parents);
        assertThat(first.validated(comparison).result()).isEqualTo("passed");
        String written = writes(loading);
        ObjectLoad again = loading.nextMigration().accounts().expect(records).batch(records).end();
        assertThat(loading.list(PARENTS)).containsExactly(parents);
        assertThat(writes(loading)).isEqualTo(written);
        assertThat(again.validated(comparison).result()).isEqualTo("passed");
        records[2][5] = id("001", 4);
        loading.nextMigration().accounts().expect(records).batch(records).end();
        assertThat(loading.list(PARENTS)).as("now it would be none").containsExactly("Middle of Top",
                "Same of Middle", "Top");
    }

    /** Each of two records gets a parent below the other. */
    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "MERGE_OVERWRITE"})
    void twoMergesCloseNoCycleTogether(Action action) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), action));
        String[][] records = {account(1, "One", null, null, null, "2010"), account(2, "Two", null, null, null, "2011"),
                account(3, "Below one", null, null, null, "2012"), account(4, "Below two", null, null, null, "2012"),
                account(5, "One", null, null, null, "2013"), account(6, "Two", null, null, null, "2014")};
        records[2][5] = id("001", 1);
        records[3][5] = id("001", 2);
        records[4][5] = id("001", 4);
        records[5][5] = id("001", 3);
        for (int migration = 0; migration < 2; migration++) {
            loading.nextMigration().accounts().expect(records).batch(records).end();
            assertThat(loading.list(PARENTS)).containsExactly("Below one of One", "Below two of Two", "One",
                    "Two of Below one");
        }
    }

    @Test
    void aParentThatOnlyADuplicateNamesIsFoundByTheNextMigrationOfTheDuplicate() {
        Loading loading = new Loading(pool);
        Deduplication byName = new Deduplication(List.of(List.of("last_name")), MERGE_FILL_BLANKS);
        String[][] contacts = {contact(1, null), contact(2, id("001", 9))};
        loading.with(byName).contacts().expect(contacts).batch(contacts).end();
        loading.with(Deduplication.NONE).accounts().batch(account(9, "late", null, null, null, "2010")).end();
        assertThat(loading.list(ACCOUNTS_OF_CONTACTS)).containsExactly((String) null);
        loading.nextMigration().with(byName).contacts().expect(contacts).batch(contacts).end();
        assertThat(loading.list(ACCOUNTS_OF_CONTACTS)).containsExactly("late");
    }

    private static String[] contact(int n, String account) {
        return new String[]{id("003", n), "Same", null, account};
    }

    private static String[] invoice(int n) {
        return new String[]{id("a0I", n), "invoice " + n, id("001", 1), null, null, null};
    }

    /** As a user of the CRM does. */
    private static void edit(Loading loading, String table, String values) {
        assertThat(loading.list("UPDATE crm." + table + " SET " + values + ", updated_at = clock_timestamp()"
                + " WHERE organization_id = :org AND sf_id IS NOT NULL RETURNING id")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "MERGE_OVERWRITE"})
    void aDuplicateWithAValueThatTheDatabaseRefusesIsRejectedAndTheOthersAreMerged(Deduplication.Action action) {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("subject")), action));
        String[][] records = {support(1, "Printer", null, 2010), support(2, "Printer", "on fire", 2011),
                support(3, "Printer", "closed", 2012), support(4, "Printer", "lost", 2013),
                support(5, "Phone", null, 2010), support(6, "Phone", "open", 2011), support(7, "Door", null, 2010)};
        Ledger ledger = new Ledger(3, 0, 0, 2, 0, 2);
        ObjectLoad cases = loading.cases().expect(records).batch(records).end();
        assertThat(cases.ledger()).isEqualTo(ledger);
        assertThat(cases.rejects()).containsExactly(id("500", 2) + " failed value_refused",
                id("500", 4) + " failed value_refused");
        assertThat(loading.list("SELECT concat_ws(' ', subject, status) FROM crm.cases WHERE organization_id = :org"
                + " ORDER BY sf_id")).containsExactly("Printer closed", "Phone open", "Door");
        assertThat(loading.list("SELECT sf_id FROM crm.record_links WHERE organization_id = :org ORDER BY sf_id"))
                .as("children of all of them follow").containsExactly(id("500", 2), id("500", 3), id("500", 4),
                        id("500", 6));
        cases.end();
        assertThat(cases.ledger()).as("a repetition counts the same").isEqualTo(ledger);
    }

    private static String[] support(int n, String subject, String status, int year) {
        return new String[]{id("500", n), subject, status, null, null, null, null, null, year + "-01-01T00:00:00.000Z",
                year + "-01-02T00:00:00.000Z"};
    }

    @Test
    void aSkippedDuplicateOfARejectedRecordIsNotLostSilently() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), SKIP));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        String[] duplicate = account(2, "Same", null, null, "2", "2011");
        ObjectLoad accounts = loading.accounts().expect(survivor, duplicate).batch(duplicate).end();
        assertThat(accounts.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 1));
        assertThat(accounts.rejects()).containsExactly(id("001", 2) + " failed survivor_missing");
        assertThat(loading.list("SELECT sf_id FROM crm.record_links WHERE organization_id = :org")).isEmpty();
        accounts.end();
        assertThat(accounts.ledger()).as("a repetition counts the same").isEqualTo(new Ledger(0, 0, 0, 0, 0, 1));
    }

    /** Another migration decided and loaded while this one was held. */
    @Test
    void aRejectedDuplicateKeepsTheLinkThatAnotherMigrationHasMade() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), SKIP));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        String[] duplicate = account(2, "Same", null, null, "2", "2011");
        ObjectLoad held = loading.accounts().expect(survivor, duplicate);
        loading.nextMigration().accounts().expect(survivor, duplicate).batch(survivor, duplicate).end();
        held.end();
        assertThat(loading.list("SELECT sf_id FROM crm.record_links WHERE organization_id = :org"))
                .containsExactly(id("001", 2));
    }

    @Test
    void ofAMergeIntoARejectedRecordNothingIsLostSilently() {
        Loading loading = new Loading(pool).with(new Deduplication(List.of(List.of("name")), MERGE_FILL_BLANKS));
        String[] survivor = account(1, "Same", null, null, "1", "2010");
        String[] duplicate = account(2, "Same", null, null, "2", "2011");
        ObjectLoad accounts = loading.accounts().expect(survivor, duplicate).batch(duplicate).end();
        assertThat(accounts.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 1));
        assertThat(accounts.rejects()).containsExactly(id("001", 2) + " failed survivor_missing");
        accounts.end();
        assertThat(accounts.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 0, 1));
    }

    /** Its parent lives on in a record whose own parent is not there. */
    @ParameterizedTest
    @EnumSource(value = Deduplication.Action.class, names = {"MERGE_FILL_BLANKS", "SKIP"})
    void theChildrenOfADuplicateAreRejectedWithTheRecordThatItLivesOnIn(Action action) {
        Loading loading = new Loading(pool).with(OnMissingParent.SKIP_RECORD)
                .with(new Deduplication(List.of(List.of("name")), action));
        String[][] records = {account(1, "Same", null, null, null, "2010"),
                account(2, "Same", null, null, null, "2011"),
                account(3, "child", null, null, null, "2012"), account(4, "grandchild", null, null, null, "2013"),
                account(5, "Good", null, null, null, "2014"), account(6, "Good", null, null, null, "2015"),
                account(7, "child of the good", null, null, null, "2016"), account(8, "top", null, null, null, "2017")};
        records[0][5] = id("001", 99);
        records[2][5] = id("001", 2);
        records[3][5] = id("001", 3);
        records[4][5] = id("001", 8);
        records[6][5] = id("001", 6);
        ObjectLoad accounts = loading.accounts().expect(records).batch(records).end();
        assertThat(accounts.rejects()).contains(id("001", 1) + " skipped parent_missing",
                id("001", 2) + " failed survivor_missing", id("001", 3) + " skipped parent_missing",
                id("001", 4) + " skipped parent_missing");
        assertThat(loading.list("SELECT concat_ws(' < ', c.name, p.name) FROM crm.accounts c LEFT JOIN crm.accounts p"
                + " ON p.id = c.parent_id WHERE c.organization_id = :org ORDER BY c.sf_id"))
                .containsExactly("Good < top", "child of the good < Good", "top");
        assertThat(accounts.ledger().processed()).isEqualTo(8);
    }

    @Test
    void recordsThatHaveARowOfTheirOwnKeepIt() {
        Loading loading = new Loading(pool);
        String[] one = account(1, "Same", null, null, "1", "2010");
        String[] two = account(2, "Same", null, null, "2", "2011");
        loading.accounts().batch(one, two);
        loading.nextMigration().with(new Deduplication(List.of(List.of("name")), Action.MERGE_OVERWRITE));
        assertThat(loading.accounts().expect(one, two).batch(one, two).end().ledger())
                .isEqualTo(new Ledger(0, 0, 2, 0, 0, 0));
        assertThat(loading.list(ROWS)).hasSize(2);
    }

    /** Which transaction wrote each row last. */
    private static String writes(Loading loading) {
        return loading.one("SELECT string_agg(v, ',' ORDER BY v) FROM (SELECT id || ' ' || xmin AS v FROM crm.accounts"
                + " WHERE organization_id = :org UNION ALL SELECT sf_id || ' ' || xmin FROM crm.record_links"
                + " WHERE organization_id = :org) w");
    }

    private static String[] account(int n, String name, String website, String postalCode, String phone, String year) {
        return Arrays.asList(id("001", n), name, website, postalCode, phone, null, null, year
                + "-01-01T00:00:00.000Z", year + "-06-01T00:00:00.000Z").toArray(String[]::new);
    }
}
