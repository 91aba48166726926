package com.crmfactory.migration.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class EndpointsTest {

    private static final Endpoints ENDPOINTS = new Endpoints(
            "http://127.0.0.1:8080",
            List.of("http://127.0.0.1:8080", "http://127.0.0.1:20001"),
            "http://127.0.0.1:8081",
            "http://127.0.0.1:8082",
            List.of("http://127.0.0.1:8082"),
            "http://127.0.0.1:8090",
            "simulator-token",
            "127.0.0.1:9092",
            new Endpoints.Database("127.0.0.1", 5432, "crm", "crm", "very-secret"),
            Map.of("gateway", List.of(11L, 12L), "kafka", List.of(13L)));

    @TempDir
    Path data;

    @Test
    void theFileHasTheNamesThatOthersReadAndOnlyItsOwnerReadsIt() throws Exception {
        try (StackFolder folder = StackFolder.take(data)) {
            folder.publish(ENDPOINTS);
            JsonNode json = new ObjectMapper().readTree(data.resolve("endpoints.json").toFile());
            assertThat(json.properties()).extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                            "gateway",
                            "gateways",
                            "analyzer",
                            "importer",
                            "importers",
                            "simulator",
                            "simulator_access_token",
                            "kafka",
                            "postgres",
                            "pids");
            assertThat(json.at("/postgres").properties()).extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("host", "port", "database", "user", "password");
            assertThat(json.at("/gateways/1").asText()).isEqualTo("http://127.0.0.1:20001");
            assertThat(json.at("/pids/gateway/1").asLong()).isEqualTo(12);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("endpoints.json"))))
                    .isEqualTo("rw-------");
        }
        assertThat(data.resolve("endpoints.json")).as("of a stack that ended").doesNotExist();
    }

    @Test
    void itsTextTellsNoSecret() {
        assertThat(ENDPOINTS.toString()).doesNotContain("very-secret").doesNotContain("simulator-token");
    }
}
