package com.crmfactory.migration.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.crmfactory.migration.gateway.testing.ImporterPort;
import com.crmfactory.migration.gateway.testing.Org;
import com.crmfactory.migration.gateway.testing.Peers;
import com.crmfactory.migration.gateway.testing.Wire;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Whatever is asked, the answer is one that the document names, and never a fault of ours. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
@QuarkusTestResource(ImporterPort.class)
class FuzzIT {
    private static final Logger LOG = Logger.getLogger(FuzzIT.class);
    /** There is no importer here, so that is the right answer. */
    private static final String NO_IMPORTER = "importer_unavailable";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void noRequestFindsAFaultOrAnAnswerThatIsNotDocumented() throws Exception {
        int requests = Integer.getInteger("fuzz.requests", 1_000);
        long wanted = Long.getLong("fuzz.seed", 0L);
        long seed = wanted == 0 ? System.nanoTime() : wanted;
        LOG.infof("Fuzzing with %d requests; repeat them with -Dfuzz.seed=%d", requests, seed);
        Contract contract = EveryAnswerIsHeldAgainstTheDocument.contract();
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        try (Wire wire = new Wire()) {
            List<String> migrations = List.of(new Peers(wire).id, new Peers(wire).analyze(Org.USER, Org.ACCOUNT).id,
                    new Peers(wire).analyze(Org.USER).run().id);
            Fuzz fuzz = new Fuzz(seed, contract, migrations);
            for (int i = 0; i < requests; i++) {
                Fuzz.Request request = fuzz.next();
                HttpResponse<String> answer = send(request);
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                faults(contract, request, answer).forEach(fault -> faults.add(request + " " + answer.statusCode() + " "
                        + fault + " " + answer.body()));
            }
        }
        LOG.infof("Answers by status: %s", statuses);
        assertThat(faults).as("seed " + seed).isEmpty();
        assertThat(statuses).containsKeys(200, 202, 400, 404, 409, 415, 422);
    }

    private static List<String> faults(Contract contract, Fuzz.Request request, HttpResponse<String> answer) {
        if (answer.statusCode() >= 500 && !answer.body().contains(NO_IMPORTER)) {
            return List.of("a fault of ours");
        }
        return contract.violations(request.method(), answer.request().uri().getRawPath(), answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(null), answer.body());
    }

    private HttpResponse<String> send(Fuzz.Request request) throws IOException, InterruptedException {
        int port = RestAssured.port;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
                .timeout(Duration.ofSeconds(20))
                .method(request.method(), request.body() == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach(builder::header);
        return http.send(builder.build(), head -> head.headers().firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream")).isPresent()
                        // A stream has no end; that it begins is enough.
                        ? HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofInputStream(),
                                FuzzIT::left)
                        : BodyHandlers.ofString().apply(head));
    }

    private static String left(InputStream stream) {
        try (stream) {
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
