package com.crmfactory.migration.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** The program as users start it. */
class SimulatorMainTest {

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void saysWhereItListensAndEndsOnTermination() throws Exception {
        Process process = start("--scale", "0.01", "--port", "0");
        try (BufferedReader output = output(process)) {
            String line = output.readLine();
            assertThat(line).matches("simulator ready on http://127\\.0\\.0\\.1:\\d+");
            URI versions = URI.create(line.substring("simulator ready on ".length()) + "/services/data");
            assertThat(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                    .send(HttpRequest.newBuilder(versions).build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anUnusableOrgFolderIsNamed() throws Exception {
        Process process = start("--org", "no/such/folder");
        try (BufferedReader output = output(process)) {
            assertThat(output.readLine()).isEqualTo("no/such/folder: no such folder");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }
}
