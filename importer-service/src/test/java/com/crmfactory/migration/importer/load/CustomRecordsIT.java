package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.target.TargetCatalogue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Records of custom objects and what they point to, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class CustomRecordsIT {
    private static final String REFERENCES = "SELECT f.field_key || ' > ' || f.target || ' ' || coalesce(r.name, a.name)"
            + " FROM crm.record_references f LEFT JOIN crm.custom_records r ON r.id = f.target_id"
            + " LEFT JOIN crm.accounts a ON a.id = f.target_id WHERE f.organization_id = :org ORDER BY 1";

    @Inject
    Pool pool;

    @Test
    void aRecordKeepsItsNameItsFieldsItsOwnerAndWhatItPointsTo() {
        Loading loading = new Loading(pool);
        loading.users().batch(new String[]{id("005", 1), "ada@example.com", "Ada"}).end();
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        loading.plans().batch(new String[]{id("a0P", 1), "Gold", id("005", 1), "12.50"},
                new String[]{id("a0P", 2), "Silver", id("00G", 7), null}).end();
        ObjectLoad invoices = loading.invoices()
                .batch(invoice(2, id("001", 1), id("a0I", 1), id("a0P", 1), id("a0P", 2)))
                .batch(invoice(1, id("001", 1), id("a0I", 1), null, id("001", 1))).end();
        assertThat(invoices.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 0, 0));
        assertThat(loading.list(REFERENCES)).containsExactly("about > accounts Acme", "about > custom_records Silver",
                "account > accounts Acme", "account > accounts Acme", "corrects > custom_records Invoice 1",
                "corrects > custom_records Invoice 1", "plan > custom_records Gold");
        assertThat(loading.list("SELECT concat_ws(' ', object_key, r.name, u.name, queue, fields) FROM"
                + " crm.custom_records r LEFT JOIN crm.users u ON u.id = r.owner_id WHERE r.organization_id = :org"
                + " AND object_key = 'plan' ORDER BY r.sf_id")).containsExactly("plan Gold Ada {\"amount\": 12.5}",
                        "plan Silver " + id("00G", 7));
        assertThat(loading.one("SELECT fields ->> 'account' FROM crm.custom_records WHERE sf_id = '" + id("a0I", 2)
                + "' AND organization_id = :org")).as("the id in Salesforce is kept as well").isEqualTo(id("001", 1));
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgainAndAChangeTakesItsReferencesAlong() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        loading.plans().batch(new String[]{id("a0P", 1), "Gold", null, null},
                new String[]{id("a0P", 2), "Silver", null, null}).end();
        loading.invoices().batch(invoice(1, id("001", 1), null, id("a0P", 1), id("001", 1))).end();
        String before = written(loading);
        ObjectLoad again = loading.nextMigration().invoices()
                .batch(invoice(1, id("001", 1), null, id("a0P", 1), id("001", 1))).end();
        assertThat(again.ledger()).isEqualTo(new Ledger(0, 0, 1, 0, 0, 0));
        assertThat(written(loading)).isEqualTo(before);
        ObjectLoad changed = loading.nextMigration().invoices()
                .batch(invoice(1, id("001", 1), null, id("a0P", 2), null)).end();
        assertThat(changed.ledger()).isEqualTo(new Ledger(0, 1, 0, 0, 0, 0));
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme", "plan > custom_records Silver");
    }

    /** With what it points to and what points to it, under the same id. */
    @Test
    void aRecordFollowsItsObjectToAnotherKey() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        String[][] plans = {{id("a0P", 1), "Gold", null, "12.50"}, {id("a0P", 2), "Silver", null, null}};
        loading.plans().batch(plans).end();
        loading.invoices().batch(invoice(1, id("001", 1), null, id("a0P", 1), null)).end();
        String before = plansOf(loading);
        loading.nextMigration();
        assertThat(loading.plans("tariff").batch(plans).end().ledger()).isEqualTo(new Ledger(0, 2, 0, 0, 0, 0));
        assertThat(plansOf(loading)).isEqualTo(before.replace("plan ", "tariff "));
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme", "plan > custom_records Gold");
        loading.nextMigration();
        assertThat(loading.plans("tariff").batch(plans).end().ledger()).isEqualTo(new Ledger(0, 0, 2, 0, 0, 0));
    }

    private static String plansOf(Loading loading) {
        return loading.one("SELECT string_agg(concat_ws(' ', object_key, id, name, fields), ', ' ORDER BY sf_id)"
                + " FROM crm.custom_records WHERE organization_id = :org AND sf_id LIKE 'a0P%'");
    }

    private String written(Loading loading) {
        return loading.one("SELECT md5(string_agg(v, ',' ORDER BY v)) FROM (SELECT sf_id || xmin AS v FROM"
                + " crm.custom_records WHERE organization_id = :org UNION ALL SELECT record_id || field_key || xmin"
                + " FROM crm.record_references WHERE organization_id = :org) w");
    }

    @Test
    void aDetailWithoutItsMasterFailsAndALookUpWaitsForWhatItPointsTo() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        ObjectLoad invoices = loading.invoices().batch(invoice(1, id("001", 9), null, null, null),
                invoice(2, id("001", 1), id("a0I", 8), id("a0P", 1), null)).end();
        assertThat(invoices.ledger()).isEqualTo(new Ledger(1, 0, 0, 0, 0, 1));
        assertThat(invoices.rejects()).containsExactly(id("a0I", 1) + " failed parent_missing");
        loading.plans().batch(new String[]{id("a0P", 1), "late", null, null}).end();
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme", "plan > custom_records late");
        assertThat(loading.list("SELECT column_name FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly("custom_fields.corrects");
    }

    @Test
    void theRuleForMissingParentsHoldsForLookUpsButNotForObjectsThatAreLeftOut() {
        Loading loading = new Loading(pool).with(OnMissingParent.SKIP_RECORD);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        ObjectLoad invoices = loading.invoices().batch(invoice(1, id("001", 1), null, id("a0P", 1), null),
                invoice(2, id("001", 1), null, null, id("a0P", 1)), invoice(3, id("001", 1), id("a0I", 9), null, null),
                invoice(4, id("001", 1), id("a0I", 2), null, null)).end();
        assertThat(invoices.ledger()).isEqualTo(new Ledger(2, 0, 0, 0, 2, 0));
        assertThat(invoices.rejects()).containsExactly(id("a0I", 1) + " skipped parent_missing",
                id("a0I", 3) + " skipped parent_missing");
        assertThat(loading.list("SELECT column_name FROM import.unlinked WHERE organization_id = :org"))
                .containsExactly("custom_fields.about");
    }

    @Test
    void aStandardRecordPointsToACustomOneThatComesBeforeOrAfterIt() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        loading.contactsWithInvoice().batch(new String[]{id("003", 1), "early", id("a0I", 1)}).end();
        assertThat(loading.list(REFERENCES)).isEmpty();
        loading.invoices().batch(invoice(1, id("001", 1), null, null, null)).end();
        loading.contactsWithInvoice().batch(new String[]{id("003", 2), "late", id("a0I", 1)}).end();
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme",
                "main_invoice > custom_records Invoice 1", "main_invoice > custom_records Invoice 1");
        assertThat(loading.list("SELECT custom_fields ->> 'main_invoice' FROM crm.contacts WHERE organization_id ="
                + " :org")).containsOnly(id("a0I", 1));
    }

    @Test
    void theLookUpsOfADuplicateGoToTheRecordThatItLivesOnIn() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        loading.plans().batch(new String[]{id("a0P", 1), "Invoice 1", null, null}).end();
        ObjectLoad invoices = loading.with(new Deduplication(java.util.List.of(java.util.List.of("name")),
                Deduplication.Action.MERGE_FILL_BLANKS)).invoices();
        String[] first = invoice(1, id("001", 1), null, null, null);
        String[] second = invoice(2, id("001", 1), null, id("a0P", 1), null);
        second[1] = "INVOICE 1";
        invoices.expect(first, second).batch(second).batch(first).end();
        assertThat(invoices.ledger()).as("the plan of the same name is another object's")
                .isEqualTo(new Ledger(1, 0, 0, 1, 0, 0));
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme",
                "plan > custom_records Invoice 1");
    }

    @Test
    void whatIsDeletedTakesTheReferencesFromItAndToItAlong() {
        Loading loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end();
        loading.plans().batch(new String[]{id("a0P", 1), "Gold", null, null}).end();
        loading.invoices().batch(invoice(1, id("001", 1), null, id("a0P", 1), null)).end();
        delete(loading, id("a0P", 1));
        assertThat(loading.list(REFERENCES)).containsExactly("account > accounts Acme");
        delete(loading, id("a0I", 1));
        assertThat(loading.list(REFERENCES)).isEmpty();
    }

    private void delete(Loading loading, String sfId) {
        await(pool.query("DELETE FROM crm.custom_records WHERE organization_id = '" + loading.organization
                + "' AND sf_id = '" + sfId + "'").execute());
    }

    @Test
    void aKeyBelongsToOneSalesforceObjectAndOneThatWasMadeInTheCrmIsTaken() {
        Loading loading = new Loading(pool);
        ObjectLoad plans = loading.plans();
        CustomObjects objects = new CustomObjects(pool);
        assertThat(await(objects.add(plans.destination(), plans.plan.table(), "Plan__c", "Plan"))).isTrue();
        assertThat(await(objects.add(plans.destination(), plans.plan.table(), "Scheme__c", "Scheme"))).isFalse();
        await(pool.query("INSERT INTO crm.custom_objects (id, organization_id, key, label) VALUES (gen_random_uuid(), '"
                + loading.organization + "', 'made_here', 'Made here')").execute());
        assertThat(await(objects.add(plans.destination(), TargetCatalogue.customObject("made_here"), "Made__c",
                "Made"))).isTrue();
        assertThat(loading.list("SELECT label || ' ' || sf_object FROM crm.custom_objects WHERE organization_id = :org"
                + " ORDER BY key")).containsExactly("Made here Made__c", "Plan__c Plan__c");
    }

    @Test
    void everyTableOfTheCatalogueCanBePointedFromAndTo() {
        for (String relation : TargetCatalogue.relations()) {
            assertThat(await(pool.query("SELECT count(of_" + relation + ") + count(to_" + relation
                    + ") FROM crm.record_references WHERE false").execute()).iterator().next().getLong(0)).isZero();
        }
    }

    /** An invoice of an account that may correct another, belong to a plan, and be about an account or a plan. */
    private static String[] invoice(int n, String account, String corrects, String plan, String about) {
        return new String[]{id("a0I", n), "Invoice " + n, account, corrects, plan, about};
    }
}
