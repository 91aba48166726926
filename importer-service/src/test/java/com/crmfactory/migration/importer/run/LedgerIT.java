package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_REST;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** What is said about the records of an object that has ended. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class LedgerIT {
    private static final int PAGE_OF_CSV = 1_000;
    private static Simulator org;

    @Inject
    Pool pool;

    @BeforeAll
    static void startOrg() {
        org = Simulator.start(SimulatorOptions.generated(0.1, 11));
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @Test
    void noObjectIsCompletedWithARecordThatIsNotAccountedFor() {
        ExtractedAccounts accounts = imported();
        assertThatThrownBy(() -> accounts.set("object_run", "imported = imported - 1"))
                .hasMessageContaining("every_record_is_accounted_for");
        assertThatThrownBy(() -> accounts.set("object_run", "imported = imported - 1, failed = failed + 1"))
                .hasMessageContaining("completed_means_without_errors");
    }

    @Test
    void allFailuresComeAsCsvHoweverManyAndNoneIsTakenForAFormula() {
        ExtractedAccounts accounts = imported();
        int failures = 2 * PAGE_OF_CSV + 1;
        accounts.change(
                "INSERT INTO import.reject (organization_id, object_run, attempt, page_no, batch_no, sf_id, state,"
                        + " field, code, message, hint) SELECT organization_id, id, attempt, 0, 0, 'record ' || n, 'failed',"
                        + " '=field', 'picklist_value_unmapped', '@message, \"quoted\"', NULL FROM import.object_run,"
                        + " generate_series(1, " + failures + ") n WHERE migration_id = '" + accounts.migrationId()
                        + "'");
        List<String> lines = given().accept("text/csv").queryParam("organization_id", accounts.organization())
                .get("/internal/migrations/" + accounts.migrationId() + "/objects/Account/failures").then()
                .statusCode(200).extract().asString().lines().toList();
        assertThat(lines).hasSize(1 + failures).doesNotHaveDuplicates();
        assertThat(lines.get(0)).isEqualTo("sf_id,field,code,message,hint,attempts");
        assertThat(lines).last().isEqualTo("record " + failures
                + ",'=field,picklist_value_unmapped,\"'@message, \"\"quoted\"\"\",,1");
    }

    private ExtractedAccounts imported() {
        ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
        accounts.imported(BY_REST);
        return accounts;
    }
}
