package com.crmfactory.migration.salesforce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.smallrye.mutiny.Uni;

/** A real HTTP server on the loopback interface that answers what a test tells it to, and a client that talks to it. */
final class LoopbackOrg implements AutoCloseable {
    static final String TOKEN = "00D000000000062!AQ.a-secret-token";
    static final Duration SOON = Duration.ofSeconds(20);

    /** A request as it arrived: the raw URI, before any decoding. */
    record Seen(String method, String uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0)).findFirst().orElse(null);
        }
    }

    record Reply(int status, Map<String, String> headers, byte[] body) {
        static Reply of(int status, String body) {
            return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        static Reply json(String body) {
            return of(200, body).with("Content-Type", "application/json;charset=UTF-8");
        }

        static Reply csv(String body, int records, String locator) {
            return of(200, body).with("Content-Type", "text/csv").with("Sforce-NumberOfRecords", "" + records)
                    .with("Sforce-Locator", locator);
        }

        Reply with(String name, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Reply(status, more, body);
        }

        Reply gzipped() {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Reply(status, headers, packed.toByteArray()).with("Content-Encoding", "gzip");
        }
    }

    /** Longer than a machine that is busy with something else may stand still. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final SalesforceClient client;
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Function<Seen, Reply> otherwise = request -> Reply.of(599, "no reply was prepared");

    LoopbackOrg() throws IOException {
        this(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(50)));
    }

    LoopbackOrg(RetryPolicy retries) throws IOException {
        this(retries, PATIENCE);
    }

    /** @param patience of the client with an answer, and with queries that others have begun */
    LoopbackOrg(RetryPolicy retries, Duration patience) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        client = new SalesforceClient(ClientSettings.defaults(HostPolicy.withLoopback()).withRetries(retries)
                .withTimeouts(Duration.ofSeconds(5), patience));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Seen request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.add(request);
        Reply next = replies.poll();
        Reply reply = next != null ? next : otherwise.apply(request);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    /** Answers the next requests with these, in order. */
    LoopbackOrg reply(Reply... next) {
        replies.addAll(List.of(next));
        return this;
    }

    /** Answers every request for which nothing is in the queue. */
    LoopbackOrg always(Function<Seen, Reply> reply) {
        otherwise = reply;
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    SalesforceClient client() {
        return client;
    }

    SalesforceOrg org() {
        return org(TOKEN);
    }

    SalesforceOrg org(String token) {
        return client.org(new OrgAccess(url(), AccessToken.of(token), "67.0"));
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }

    static SalesforceException failure(Uni<?> uni) {
        try {
            get(uni);
        } catch (SalesforceException e) {
            return e;
        }
        throw new AssertionError("It should have failed");
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
        threads.shutdown();
    }
}
