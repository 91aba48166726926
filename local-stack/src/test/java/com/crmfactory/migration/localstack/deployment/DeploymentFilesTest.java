package com.crmfactory.migration.localstack.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.Topics;
import com.fasterxml.jackson.databind.JsonNode;

/** The deployment files against the services as they are; needs neither Docker nor Kubernetes. */
class DeploymentFilesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path BASE = ROOT.resolve("k8s/base");

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "analyzer", "importer"})
    void composeGivesAServiceOnlyVariablesThatItReads(String service) throws IOException {
        JsonNode compose = compose().at("/services/" + service);
        assertThat(compose.path("image").asText()).isEqualTo("crm-factory/" + service + "-service:1.0.0");
        assertThat(ServiceSettings.of(service).variables()).containsAll(names(compose.path("environment")));
        assertThat(ROOT.resolve(compose.path("build").asText()).resolve("Dockerfile")).exists();
    }

    @Test
    void composeNamesOnlyServicesSecretsAndFilesThatExist() throws IOException {
        JsonNode compose = compose();
        Set<String> services = names(compose.path("services"));
        for (JsonNode service : compose.path("services")) {
            assertThat(services).containsAll(names(service.path("depends_on")));
            service.path("secrets")
                    .forEach(secret -> assertThat(names(compose.path("secrets"))).contains(secret.asText()));
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":")[0];
                assertThat(source.startsWith("./")
                        ? Files.exists(ROOT.resolve(source))
                        : compose.path("volumes").has(source)).as(source).isTrue();
            }
        }
        assertThat(names(compose.at("/services/gateway/depends_on"))).contains("postgres", "topics");
    }

    @Test
    void composeOpensNothingBeyondThisMachine() throws IOException {
        for (JsonNode service : compose().path("services")) {
            service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
        assertThat(compose().at("/services/gateway/ports/0").asText())
                .endsWith(":" + ServiceSettings.of("gateway").port());
        assertThat(compose().at("/services/gateway/environment/IMPORTER_URL").asText())
                .isEqualTo("http://importer:" + ServiceSettings.of("importer").port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "analyzer", "importer"})
    void kubernetesMatchesTheService(String service) throws IOException {
        ServiceSettings settings = ServiceSettings.of(service);
        JsonNode pod = of("Deployment", service).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        assertThat(container.path("image").asText()).isEqualTo("crm-factory/" + service + "-service");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(settings.port());
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(settings.variables()).containsAll(values(container.path("env"), "name"));
        assertThat(values(pod.path("volumes"), "name")).isEqualTo(values(container.path("volumeMounts"), "name"));
        assertThat(of("PodDisruptionBudget", service).at("/spec/selector/matchLabels"))
                .isEqualTo(of("Deployment", service).at("/spec/selector/matchLabels"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "importer"})
    void kubernetesOffersThePortThatTheServiceHas(String service) throws IOException {
        int port = ServiceSettings.of(service).port();
        assertThat(of("Service", service).at("/spec/ports/0/port").asInt()).isEqualTo(port);
        assertThat(of("NetworkPolicy", service).at("/spec/ingress/0/ports/0/port").asInt()).isEqualTo(port);
    }

    @Test
    void kubernetesTakesEveryVariableFromAKeyThatTheBaseHas() throws IOException {
        JsonNode base = Yaml.documents(BASE.resolve("kustomization.yaml")).get(0);
        Set<String> keys = new TreeSet<>();
        base.at("/configMapGenerator/0/literals").forEach(literal -> keys.add(literal.asText().split("=")[0]));
        Set<String> used = new TreeSet<>();
        for (JsonNode document : kubernetes()) {
            document.findValues("configMapKeyRef").forEach(reference -> used.add(reference.path("key").asText()));
        }
        assertThat(used).isEqualTo(keys);
        assertThat(values(base.path("images"), "name")).containsExactlyInAnyOrder(
                "crm-factory/gateway-service",
                "crm-factory/analyzer-service",
                "crm-factory/importer-service",
                "apache/kafka");
    }

    @Test
    void onlyTheGatewayHasTheStorageKey() throws IOException {
        assertThat(of("Deployment", "gateway").toString()).contains("migration-storage-keys");
        for (String service : List.of("analyzer", "importer")) {
            assertThat(of("Deployment", service).toString()).doesNotContain("storage");
            assertThat(compose().at("/services/" + service).toString()).doesNotContain("storage");
        }
    }

    @Test
    void theTopicsAreThoseOfTheServices() throws IOException {
        assertThat(Files.readAllLines(BASE.resolve("topics.txt"))).containsExactlyElementsOf(
                Topics.all()
                        .stream()
                        .map(topic -> topic.name() + " " + topic.partitions() + " " + topic.retention().toMillis())
                        .toList());
    }

    @Test
    void theBaseListsEveryFileOfItsFolder() throws IOException {
        JsonNode base = Yaml.documents(BASE.resolve("kustomization.yaml")).get(0);
        Set<String> listed = new TreeSet<>();
        base.path("resources").forEach(resource -> listed.add(resource.asText()));
        base.at("/configMapGenerator/1/files").forEach(file -> listed.add(file.asText()));
        listed.add("kustomization.yaml");
        try (Stream<Path> files = Files.list(BASE)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "analyzer", "importer"})
    void theImageRunsWithoutRootOnTheServicesPort(String service) throws IOException {
        String dockerfile = Files.readString(ROOT.resolve(service + "-service/Dockerfile"));
        assertThat(dockerfile).contains("USER 10001:10001")
                .contains("EXPOSE " + ServiceSettings.of(service).port() + "\n")
                .contains("http://127.0.0.1:" + ServiceSettings.of(service).port() + "/q/health/ready")
                .doesNotContain("# syntax");
    }

    private static JsonNode compose() throws IOException {
        return Yaml.documents(ROOT.resolve("docker-compose.yml")).get(0);
    }

    private static List<JsonNode> kubernetes() throws IOException {
        List<JsonNode> documents = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.list(BASE)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
                documents.addAll(Yaml.documents(file));
            }
        }
        return documents;
    }

    private static JsonNode of(String kind, String name) throws IOException {
        return kubernetes().stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .filter(document -> document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " " + name));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> values(JsonNode list, String field) {
        Set<String> values = new TreeSet<>();
        list.forEach(entry -> values.add(entry.path(field).asText()));
        return values;
    }
}
