package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/** A client of the Server-Sent Events of one migration. Keeps what came, up to a bound that no journey reaches. */
final class LiveEvents implements AutoCloseable {

    private static final int MOST = 50_000;

    private final InputStream body;
    private final List<Event> events = new ArrayList<>();
    private int heartbeats;
    private boolean ended;

    /** One event. */
    record Event(String name, long id, JsonNode data) {
    }

    private LiveEvents(InputStream body) {
        this.body = body;
    }

    static LiveEvents open(HttpClient http, URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as(uri.toString()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            LiveEvents events = new LiveEvents(answer.body());
            Thread reader = new Thread(events::read, "live-events");
            reader.setDaemon(true);
            reader.start();
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(uri.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = null;
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    heartbeat();
                } else if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring("id:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    add(new Event(name, Long.parseLong(id), Answer.parse(data.toString())));
                    data.setLength(0);
                }
            }
        } catch (IOException closed) {
            // Either this side closed the stream or the gateway died; whoever waits is told in both cases.
        } finally {
            end();
        }
    }

    private synchronized void add(Event event) {
        if (events.size() == MOST) {
            throw new IllegalStateException("More than " + MOST + " events");
        }
        events.add(event);
        notifyAll();
    }

    private synchronized void heartbeat() {
        heartbeats++;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first event, of those that came already too, that is as wanted. */
    synchronized Event await(String what, Duration limit, Predicate<Event> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < events.size(); seen++) {
                if (wanted.test(events.get(seen))) {
                    return events.get(seen);
                }
            }
            waitUntil(end, what);
        }
    }

    synchronized void awaitHeartbeat(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (heartbeats == 0) {
            waitUntil(end, "heartbeat");
        }
    }

    private void waitUntil(long end, String what) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || ended) {
            String last = events.isEmpty() ? "nothing" : events.get(events.size() - 1).data().toString();
            throw new AssertionError(
                    "No " + what + (ended ? ", the stream ended" : " in time") + "; last came " + last);
        }
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** What has come so far. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
