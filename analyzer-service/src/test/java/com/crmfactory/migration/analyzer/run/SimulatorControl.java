package com.crmfactory.migration.analyzer.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.crmfactory.migration.simulator.Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the simulator's statistics and tells it to misbehave. */
final class SimulatorControl {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    SimulatorControl(Simulator simulator) {
        url = simulator.url();
    }

    JsonNode stats() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(http.send(HttpRequest.newBuilder(url.resolve("/__stats")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    void fault(String rule) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(url.resolve("/__faults"))
                .POST(HttpRequest.BodyPublishers.ofString(rule)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError("The simulator does not know this fault: " + answer.body());
        }
    }

    /** An administrator has changed something in the org. */
    void metadataChanged() throws IOException, InterruptedException {
        post("/__metadata-changed");
    }

    void resetStats() throws IOException, InterruptedException {
        post("/__reset-stats");
    }

    private void post(String path) throws IOException, InterruptedException {
        http.send(HttpRequest.newBuilder(url.resolve(path)).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.discarding());
    }
}
