package com.crmfactory.migration.gateway.idempotency;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Sql;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class IdempotencyIT {
    private static final String TOKEN = "00DIDEMPOTENTSECRET!x";
    private static final String BODY = "{\"sf_instance_url\":\"http://127.0.0.1:9\",\"sf_access_token\":\"" + TOKEN
            + "\"}";

    private final String key = UUID.randomUUID().toString();

    @Test
    void theSameRequestIsCarriedOutOnceAndAnsweredAgain() throws SQLException {
        Response first = analyze(BODY);
        Response second = analyze(BODY);
        first.then().statusCode(202).header("Idempotency-Replayed", (String) null);
        second.then().statusCode(202).header("Idempotency-Replayed", "true")
                .header("Location", equalTo(first.header("Location"))).contentType("application/json");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(Sql.texts("select count(*) from migration.audit where subject = '"
                + first.path("migration_id") + "'")).containsExactly("1");
    }

    @Test
    void anotherBodyIsRefused() {
        analyze(BODY).then().statusCode(202);
        analyze(BODY.replace("}", ",\"name\":\"x\"}")).then().statusCode(409)
                .contentType("application/problem+json").body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        analyze("{}").then().statusCode(422);
        analyze("{}").then().statusCode(422).header("Idempotency-Replayed", "true")
                .contentType("application/problem+json").body("code", equalTo("invalid_request"));
    }

    @Test
    void anotherRouteIsAnotherRequest() {
        String one = analyze(BODY).path("migration_id");
        String other = given().header(Idempotency.HEADER, key).post(API + "/" + one + "/cancel").path("status");
        assertThat(other).isEqualTo("cancelled");
        given().header(Idempotency.HEADER, key).post(API + "/" + one + "/cancel/").then().statusCode(202)
                .header("Idempotency-Replayed", "true");
    }

    @Test
    void ofManyAtTheSameTimeOneIsCarriedOut() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(12);
        try {
            List<Future<Response>> sent = IntStream.range(0, 24).mapToObj(i -> clients.submit(() -> analyze(BODY)))
                    .toList();
            String made = null;
            for (Future<Response> one : sent) {
                Response answer = one.get();
                if (answer.statusCode() == 409) {
                    answer.then().body("code", equalTo("idempotency_in_progress")).header("Retry-After", "1");
                } else {
                    String id = answer.then().statusCode(202).extract().path("migration_id");
                    assertThat(made == null ? id : made).isEqualTo(id);
                    made = id;
                }
            }
            assertThat(made).isNotNull();
            assertThat(analyze(BODY).<String>path("migration_id")).isEqualTo(made);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void anAttemptThatDiedBeforeItChangedAnythingIsRepeatedAfterItsTime() throws SQLException {
        analyze("{}").then().statusCode(422);
        Sql.execute(
                "update migration.idempotency set answer = null, held_until = now() + interval '1 hour' where key = '"
                        + key + "'");
        analyze("{}").then().statusCode(409).body("code", equalTo("idempotency_in_progress"));
        Sql.execute("update migration.idempotency set held_until = now() - interval '1 second' where key = '" + key
                + "'");
        analyze("{}").then().statusCode(422).header("Idempotency-Replayed", (String) null);
        analyze("{}").then().statusCode(422).header("Idempotency-Replayed", "true");
    }

    @Test
    void whatADeadAttemptChangedIsNotChangedAgain() throws SQLException {
        String made = analyze(BODY).path("migration_id");
        Sql.execute(
                "update migration.idempotency set answer = null, held_until = now() - interval '1 second' where key = '"
                        + key + "'");
        analyze(BODY).then().statusCode(202).header("Location", equalTo(API + "/" + made))
                .body("migration_id", equalTo(made));
    }

    @Test
    void aKeyIsForgottenAfterADay() throws SQLException {
        String made = analyze(BODY).path("migration_id");
        Sql.execute("update migration.idempotency set created_at = now() - interval '25 hours' where key = '" + key
                + "'");
        assertThat(analyze(BODY.replace("}", ",\"name\":\"x\"}")).then().statusCode(202).extract()
                .<String>path("migration_id")).isNotEqualTo(made);
    }

    @Test
    void neitherBodyNorAnswerCanBeReadInTheDatabase() throws SQLException {
        String made = analyze(BODY).path("migration_id");
        assertThat(Sql.texts("select i::text from migration.idempotency i where key = '" + key + "'")).hasSize(1)
                .allSatisfy(row -> assertThat(row).contains(made).doesNotContain(TOKEN)
                        .doesNotContain("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x\u00e9"})
    void aKeyThatIsNoneIsRefused(String none) {
        given().contentType("application/json").body("{}").header(Idempotency.HEADER, none).post(API + "/run").then()
                .statusCode(400)
                .body("code", equalTo("malformed_request"));
    }

    private Response analyze(String body) {
        return given().header(Idempotency.HEADER, key).contentType("application/json").body(body)
                .post(API + "/analyze");
    }
}
