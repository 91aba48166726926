package com.crmfactory.migration.gateway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.RestAssured;

/** A client of the Server-Sent Events; a stream that falls silent ends the test by its timeout. */
public final class EventStream implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private final List<Event> seen = new ArrayList<>();

    /** An event, or a comment, whose name is null. */
    public record Event(String name, String id, JsonNode data) {
    }

    public EventStream(String migrationId) {
        try {
            int port = RestAssured.port;
            connection = (HttpURLConnection) URI
                    .create("http://127.0.0.1:" + port + Peers.API + "/" + migrationId + "/events").toURL()
                    .openConnection();
            connection.setRequestProperty("Accept", "text/event-stream");
            connection.setReadTimeout(PATIENCE_MS);
            lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Event next() {
        try {
            String name = null;
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    Event event = new Event(name, id, data.isEmpty() ? null : json.readTree(data.toString()));
                    seen.add(event);
                    return event;
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (!line.startsWith(":")) {
                    throw new AssertionError("Not a field of Server-Sent Events: " + line);
                }
            }
            throw new AssertionError("The stream ended by itself after " + seen);
        } catch (IOException e) {
            throw new UncheckedIOException("After " + seen, e);
        }
    }

    public Event await(String name, Predicate<JsonNode> wanted) {
        while (true) {
            Event event = next();
            if (name.equals(event.name()) && wanted.test(event.data())) {
                return event;
            }
        }
    }

    /** All events so far. */
    public List<Event> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
