package com.crmfactory.migration.importer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.load.PersonContacts.Shared;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class PersonContactsIT {
    private static final List<Shared> SHARED = List.of(new Shared("person_email", "email", null),
            new Shared("tier_pc", null, "tier"), new Shared("score_pc", null, "score"));

    private static final int MANY = 500;
    private static final String EMAILS = "SELECT last_name || ' ' || coalesce(email, '-') FROM crm.contacts"
            + " WHERE organization_id = :org ORDER BY last_name";

    @Inject
    Pool pool;

    private int persons;

    @Test
    void theContactsBlanksAreFilledAndNothingElse() {
        Loading loading = new Loading(pool);
        person(loading, "blank", null, null);
        person(loading, "has its own", "own@example.com", new JsonObject().put("tier", "own").put("x", 1));
        contact(loading, account(loading, null), Loading.id("003", ++persons), "no person", null, null);
        for (int time = 0; time < 2; time++) {
            fill(loading, SHARED);
            assertThat(loading.list("SELECT last_name || ' ' || coalesce(email, '-') || ' '"
                    + " || coalesce(custom_fields::text, '-') FROM crm.contacts WHERE organization_id = :org"
                    + " ORDER BY last_name")).containsExactly(
                            "blank account@example.com {\"tier\": \"gold\", \"score\": 5}",
                            "has its own own@example.com {\"x\": 1, \"tier\": \"own\", \"score\": 5}",
                            "no person - -");
        }
    }

    @Test
    void theBlankThatAUserHasMadeStaysBlankUnlessEditsAreToBeOverwritten() {
        Loading loading = new Loading(pool);
        person(loading, "edited", null, new JsonObject().put("tier", "own"));
        person(loading, "not", null, null);
        loading.list("UPDATE crm.contacts SET imported_at = now(), updated_at = now() + CASE last_name WHEN 'edited'"
                + " THEN interval '1 second' ELSE interval '0' END WHERE organization_id = :org RETURNING id");
        String emails = "SELECT email FROM crm.contacts WHERE organization_id = :org ORDER BY last_name";
        fill(loading, SHARED);
        assertThat(loading.list(emails)).containsExactly(null, "account@example.com");
        fill(loading.with(new RunOptions(80, 5, false, true, true, false, true)), SHARED);
        assertThat(loading.list(emails)).containsOnly("account@example.com");
    }

    /** Made in the CRM, or brought there by accounts that were merged into one. */
    @Test
    void otherContactsOfTheAccountAreOtherPeople() {
        Loading loading = new Loading(pool);
        UUID account = person(loading, "person", null, null);
        contact(loading, account, null, "spouse", null, null);
        contact(loading, account, Loading.id("003", ++persons), "staff", null, null);
        fill(loading, SHARED);
        assertThat(loading.list(EMAILS)).containsExactly("person account@example.com", "spouse -", "staff -");
    }

    @Test
    void thePersonMayLiveOnInAnotherContact() {
        Loading loading = new Loading(pool);
        String merged = Loading.id("003", ++persons);
        contact(loading, account(loading, merged), Loading.id("003", ++persons), "survivor", null, null);
        loading.list("INSERT INTO crm.record_links (organization_id, sf_id, entity, id, migration_id, reason)"
                + " SELECT organization_id, '" + merged + "', 'contacts', id, 'mig', 'email' FROM crm.contacts"
                + " WHERE organization_id = :org RETURNING id");
        fill(loading, SHARED);
        assertThat(loading.list(EMAILS)).containsExactly("survivor account@example.com");
    }

    /** A function of PostgreSQL takes 100 arguments. */
    @Test
    void theHalvesShareAsManyCustomFieldsAsThereAre() {
        Loading loading = new Loading(pool);
        person(loading, "blank", null, null);
        List<Shared> shared = new ArrayList<>(SHARED);
        JsonObject ofAccount = new JsonObject();
        JsonObject ofContact = new JsonObject().put("tier", "gold").put("score", 5);
        for (int i = 0; i < MANY; i++) {
            shared.add(new Shared("f" + i + "_pc", null, "f" + i));
            ofAccount.put("f" + i + "_pc", i);
            ofContact.put("f" + i, i);
        }
        Loading.await(pool.preparedQuery("UPDATE crm.accounts SET custom_fields = custom_fields || $2"
                + " WHERE organization_id = $1").execute(Tuple.of(loading.organization, ofAccount)));
        fill(loading, shared);
        assertThat(loading.list("SELECT email FROM crm.contacts WHERE organization_id = :org"))
                .containsExactly("account@example.com");
        assertThat(new JsonObject(loading.one("SELECT custom_fields FROM crm.contacts WHERE organization_id = :org")))
                .isEqualTo(ofContact);
    }

    private void fill(Loading loading, List<Shared> shared) {
        Loading.await(new PersonContacts(pool).fill(loading.organization, loading.contacts().plan.rules(),
                "person_contact_id", shared));
    }

    /** @return the account */
    private UUID person(Loading loading, String name, String email, JsonObject custom) {
        String sfId = Loading.id("003", ++persons);
        UUID account = account(loading, sfId);
        contact(loading, account, sfId, name, email, custom);
        return account;
    }

    /** @param contact null if it is no person */
    private UUID account(Loading loading, String contact) {
        UUID account = UuidCreator.getTimeOrderedEpoch();
        JsonObject ofAccount = new JsonObject().put("person_email", "account@example.com").put("tier_pc", "gold")
                .put("score_pc", 5);
        if (contact != null) {
            ofAccount.put("person_contact_id", contact);
        }
        Loading.await(pool.preparedQuery("INSERT INTO crm.accounts (id, organization_id, custom_fields)"
                + " VALUES ($1, $2, $3)").execute(Tuple.of(account, loading.organization, ofAccount)));
        return account;
    }

    /** @param sfId null if it was made in the CRM */
    private void contact(Loading loading, UUID account, String sfId, String name, String email, JsonObject custom) {
        Loading.await(pool.preparedQuery("INSERT INTO crm.contacts (id, organization_id, account_id, sf_id, last_name,"
                + " email, custom_fields) VALUES ($1, $2, $3, $4, $5, $6, $7)")
                .execute(Tuple.tuple().addUUID(UuidCreator.getTimeOrderedEpoch()).addUUID(loading.organization)
                        .addUUID(account).addString(sfId).addString(name).addString(email).addJsonObject(custom)));
    }
}
