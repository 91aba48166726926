package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.id;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/** What the importer answers of a record after several migrations, in a real database. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class RecordFatesIT {
    @Inject
    Pool pool;

    private Loading loading;
    private String first;

    @BeforeEach
    void threeContacts() {
        loading = new Loading(pool);
        loading.accounts().batch(account(id("001", 1), "Acme", null, null)).end().over();
        first = migrated(contact(1), contact(2), contact(3));
    }

    @Test
    void aRecordIsToldAsTheLastMigrationThatMetItFoundIt() {
        assertThat(fate(1)).isEqualTo("imported " + first);
        loading.nextMigration();
        String second = migrated(changed(1), contact(2), contact(3));
        assertThat(fate(1)).isEqualTo("updated " + second);
        assertThat(fate(2)).isEqualTo("unchanged " + second);
        loading.nextMigration();
        String third = migrated(changed(1), contact(2), changed(3));
        assertThat(fate(1)).isEqualTo("unchanged " + third);
        assertThat(fate(2)).isEqualTo("unchanged " + third);
        assertThat(fate(3)).isEqualTo("updated " + third);
    }

    @Test
    void aMigrationThatHasNotEndedSaysNothingOfWhatItLeavesAsItIs() {
        loading.nextMigration();
        loading.contacts().batch(contact(1), contact(2), contact(3));
        assertThat(fate(1)).isEqualTo("imported " + first);
    }

    @Test
    void aMigrationOfSomeOfTheRecordsSaysNothingOfTheOthers() {
        loading.nextMigration();
        migrated(contact(1), contact(2));
        loading.list("UPDATE import.object_run SET command = jsonb_set(command, '{configuration,filter,where}',"
                + " '\"LastName != null\"') WHERE organization_id = :org AND unchanged > 0 RETURNING id");
        assertThat(fate(3)).isEqualTo("imported " + first);
    }

    @Test
    void whatWasSkippedIsUnchangedOnceTheSourceIsAsItWas() {
        loading.list("UPDATE crm.contacts SET email = 'edited@example.com', updated_at = now() + interval '1 second'"
                + " WHERE organization_id = :org AND sf_id = '" + id("003", 1) + "' RETURNING id");
        loading.nextMigration();
        String second = migrated(changed(1), contact(2), contact(3));
        assertThat(fate(1)).isEqualTo("skipped " + second);
        loading.nextMigration();
        assertThat(fate(1)).isEqualTo("skipped " + second);
        String third = migrated(contact(1), contact(2), contact(3));
        assertThat(fate(1)).isEqualTo("unchanged " + third);
    }

    @Test
    void whatALaterMigrationSkipsAgainIsSkippedByThatOne() {
        loading.list("UPDATE crm.contacts SET email = 'edited@example.com', updated_at = now() + interval '1 second'"
                + " WHERE organization_id = :org AND sf_id = '" + id("003", 1) + "' RETURNING id");
        String last = null;
        for (int i = 0; i < 2; i++) {
            loading.nextMigration();
            last = migrated(changed(1), contact(2), contact(3));
        }
        assertThat(fate(1)).isEqualTo("skipped " + last);
    }

    /** @return the migration */
    private String migrated(String[]... contacts) {
        ObjectLoad load = loading.contacts().batch(contacts).end().over();
        return load.command.migrationId();
    }

    private String fate(int contact) {
        var answer = given().queryParam("organization_id", loading.organization)
                .get("/internal/records/" + id("003", contact)).then().statusCode(200).extract().jsonPath();
        assertThat(answer.getString("object")).isEqualTo("Contact");
        assertThat(answer.getString("id")).isEqualTo(loading.one("SELECT id FROM crm.contacts WHERE organization_id ="
                + " :org AND sf_id = '" + id("003", contact) + "'"));
        return answer.getString("status") + " " + answer.getString("migration_id");
    }

    private static String[] contact(int n) {
        return new String[]{id("003", n), "contact " + n, null, id("001", 1)};
    }

    private static String[] changed(int n) {
        String[] contact = contact(n);
        contact[1] = "changed in Salesforce";
        return contact;
    }
}
