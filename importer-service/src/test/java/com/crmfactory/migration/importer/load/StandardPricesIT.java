package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.await;
import static com.crmfactory.migration.importer.load.Loading.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.RunOptions;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** Which products get the price of the standard price book, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class StandardPricesIT {
    private static final String FIRST = id("01t", 1);
    private static final String SECOND = id("01t", 2);
    private static final String PRICES = "SELECT name || ' ' || coalesce(unit_price::text, '-') FROM crm.products"
            + " WHERE organization_id = :org ORDER BY sf_id";

    @Inject
    Pool pool;

    private Loading loading;

    @BeforeEach
    void twoProducts() {
        loading = new Loading(pool);
        imported("first", "second");
    }

    @Test
    void givesProductsTheirPriceAndWritesNothingThatIsSoAlready() {
        set(Map.of(FIRST, "12.50", id("01t", 9), "1"));
        assertThat(loading.list(PRICES)).containsExactly("first 12.50", "second -");
        String written = versions();
        set(Map.of(FIRST, "12.5"));
        assertThat(versions()).isEqualTo(written);
    }

    @Test
    void followsThePriceOfAProductThatNobodyHasEdited() {
        set(Map.of(FIRST, "1", SECOND, "2"));
        set(Map.of(FIRST, "3"));
        assertThat(loading.list(PRICES)).containsExactly("first 3", "second 2");
        assertThat(loading.list("SELECT updated_at <= imported_at FROM crm.products WHERE organization_id = :org"))
                .as("a price from Salesforce is no edit").containsOnly("true");
    }

    @Test
    void keepsThePriceThatAUserHasSet() {
        set(Map.of(FIRST, "1", SECOND, "2"));
        edit("unit_price = 99");
        loading.nextMigration();
        imported("first", "second");
        set(Map.of(FIRST, "3", SECOND, "4"));
        assertThat(loading.list(PRICES)).containsExactly("first 99", "second 4");
    }

    @Test
    void keepsThePriceOfAProductThatTheRunHasSkipped() {
        set(Map.of(FIRST, "1"));
        edit("unit_price = 99");
        loading.nextMigration();
        assertThat(imported("changed", "second").rejects()).containsExactly(FIRST + " skipped edited_in_crm");
        set(Map.of(FIRST, "3"));
        assertThat(loading.list(PRICES)).containsExactly("first 99", "second -");
    }

    @Test
    void givesAProductWithoutAPriceOneAlthoughAUserHasEditedIt() {
        edit("name = 'edited'");
        set(Map.of(FIRST, "3"));
        assertThat(loading.list(PRICES)).containsExactly("edited 3", "second -");
    }

    @Test
    void replacesThePriceThatAUserHasSetWhereEditsAreToBeOverwritten() {
        edit("unit_price = 99");
        loading.nextMigration().with(new RunOptions(80, 5, false, true, true, false, true));
        set(Map.of(FIRST, "3"));
        assertThat(loading.list(PRICES)).containsExactly("first 3", "second -");
    }

    @Test
    void leavesTheProductsOfAnotherSalesforceOrgUnlessTheyMayBeReplaced() {
        loading.list("UPDATE crm.products SET sf_org_id = '00D5g000009OtherEAC' WHERE organization_id = :org"
                + " AND name = 'first' RETURNING id");
        set(Map.of(FIRST, "3", SECOND, "4"));
        assertThat(loading.list(PRICES)).containsExactly("first -", "second 4");
        loading.with(new RunOptions(80, 5, false, true, true, true, false));
        set(Map.of(FIRST, "3"));
        assertThat(loading.list(PRICES)).containsExactly("first 3", "second 4");
    }

    @Test
    void leavesTheProductsOfOtherTenants() {
        Loading other = loading;
        twoProducts();
        set(Map.of(FIRST, "3"));
        assertThat(other.list(PRICES)).containsExactly("first -", "second -");
    }

    private ObjectLoad imported(String first, String second) {
        return loading.products().batch(new String[]{FIRST, first}, new String[]{SECOND, second}).end();
    }

    private void set(Map<String, String> prices) {
        ObjectLoad products = loading.products();
        await(new StandardPrices(pool).set(products.destination(), products.plan.rules(), prices));
    }

    /** The first product, as the CRM does. */
    private void edit(String sets) {
        assertThat(loading.list("UPDATE crm.products SET " + sets + ", updated_at = now() WHERE organization_id = :org"
                + " AND sf_id = '" + FIRST + "' RETURNING updated_at > imported_at")).containsExactly("true");
    }

    private String versions() {
        return loading.one("SELECT string_agg(sf_id || xmin, ',' ORDER BY sf_id) FROM crm.products"
                + " WHERE organization_id = :org");
    }
}
