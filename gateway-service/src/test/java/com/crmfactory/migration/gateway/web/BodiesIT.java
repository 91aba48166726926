package com.crmfactory.migration.gateway.web;

import static com.crmfactory.migration.gateway.testing.Peers.API;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Whatever the protocol, the size and the way of sending, a body arrives as it was sent. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class BodiesIT {
    private static final String UNKNOWN = "mig_01J9Z3K6Q8W5T2R7Y4X1V0BNCM";

    static Stream<Arguments> waysAndSizes() {
        return Stream.of(HttpClient.Version.values())
                .flatMap(version -> Stream.of(1, 12_000, 1_500_000)
                        .flatMap(size -> Stream.of(true, false).map(whole -> Arguments.of(version, size, whole))));
    }

    @ParameterizedTest
    @MethodSource("waysAndSizes")
    void aBodyArrives(HttpClient.Version wanted, int size, boolean whole) throws Exception {
        String body = "{" + " ".repeat(size) + "\"migration_id\":\"" + UNKNOWN + "\"}";
        HttpResponse<String> answer = post(wanted, body, whole);
        assertThat(answer.body()).contains("migration_not_found");
        assertThat(answer.statusCode()).isEqualTo(404);
        // Who would rather have HTTP/2 does without it.
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @ParameterizedTest
    @MethodSource("waysAndSizes")
    void aBodyThatIsNotUnderstoodIsAProblem(HttpClient.Version wanted, int size, boolean whole) throws Exception {
        HttpResponse<String> answer = post(wanted, "[".repeat(size), whole);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("malformed_request");
    }

    /** As a whole, with its length, or in chunks without it. */
    private static HttpResponse<String> post(HttpClient.Version version, String body, boolean whole)
            throws IOException, InterruptedException {
        int port = RestAssured.port;
        HttpClient http = HttpClient.newBuilder().version(version).build();
        BodyPublisher sent = BodyPublishers.ofString(body);
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + API + "/run"))
                .header("Content-Type", "application/json")
                .POST(whole ? sent : BodyPublishers.fromPublisher(sent)).build(), BodyHandlers.ofString());
    }
}
