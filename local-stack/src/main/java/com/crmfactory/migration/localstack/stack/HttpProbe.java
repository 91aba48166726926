package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.IntPredicate;

import com.crmfactory.migration.localstack.process.Startup;

/**
 * Asks a child over HTTP.
 *
 * @param address
 *            what is asked
 * @param ready
 *            which status means that it serves
 */
record HttpProbe(URI address, IntPredicate ready) implements Startup.Probe {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT).build();

    /** A Quarkus service that has all that it needs. */
    static HttpProbe ofService(int port) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + port + "/q/health/ready"), status -> status == 200);
    }

    /** Salesforce's list of API versions, which needs no token. */
    static HttpProbe ofSimulator(int port) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + port + "/services/data"), status -> status == 200);
    }

    @Override
    public boolean isReady() throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
            return ready.test(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException notListeningYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking " + address, e);
        }
    }
}
