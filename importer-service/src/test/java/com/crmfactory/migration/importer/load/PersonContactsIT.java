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

    @Inject
    Pool pool;

    @Test
    void theContactsBlanksAreFilledAndNothingElse() {
        Loading loading = new Loading(pool);
        person(loading, "blank", true, null, null);
        person(loading, "has its own", true, "own@example.com", new JsonObject().put("tier", "own").put("x", 1));
        person(loading, "no person", false, null, null);
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
        person(loading, "edited", true, null, new JsonObject().put("tier", "own"));
        person(loading, "not", true, null, null);
        loading.list("UPDATE crm.contacts SET imported_at = now(), updated_at = now() + CASE last_name WHEN 'edited'"
                + " THEN interval '1 second' ELSE interval '0' END WHERE organization_id = :org RETURNING id");
        String emails = "SELECT email FROM crm.contacts WHERE organization_id = :org ORDER BY last_name";
        fill(loading, SHARED);
        assertThat(loading.list(emails)).containsExactly(null, "account@example.com");
        fill(loading.with(new RunOptions(80, 5, false, true, true, false, true)), SHARED);
        assertThat(loading.list(emails)).containsOnly("account@example.com");
    }

    /** A function of PostgreSQL takes 100 arguments. */
    @Test
    void theHalvesShareAsManyCustomFieldsAsThereAre() {
        Loading loading = new Loading(pool);
        person(loading, "blank", true, null, null);
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
                "is_person_account", shared));
    }

    private void person(Loading loading, String name, boolean isPerson, String email, JsonObject custom) {
        UUID account = UuidCreator.getTimeOrderedEpoch();
        JsonObject ofAccount = new JsonObject().put("is_person_account", isPerson)
                .put("person_email", "account@example.com").put("tier_pc", "gold").put("score_pc", 5);
        Loading.await(pool.preparedQuery("INSERT INTO crm.accounts (id, organization_id, custom_fields)"
                + " VALUES ($1, $2, $3)").execute(Tuple.of(account, loading.organization, ofAccount)));
        Loading.await(pool.preparedQuery("INSERT INTO crm.contacts (id, organization_id, account_id, last_name, email,"
                + " custom_fields) VALUES ($1, $2, $3, $4, $5, $6)")
                .execute(Tuple.tuple().addUUID(UuidCreator.getTimeOrderedEpoch()).addUUID(loading.organization)
                        .addUUID(account).addString(name).addString(email).addJsonObject(custom)));
    }
}
