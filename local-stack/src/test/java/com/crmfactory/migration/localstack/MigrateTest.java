package com.crmfactory.migration.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Migrate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "demo --scale abc                               | --scale        | not a double",
            "demo --scale 0                                 | --scale        | Give a number above 0",
            "demo --scale NaN                               | --scale        | Give a number above 0",
            "demo --org /nowhere                            | --org          | Give the folder of a recorded org",
            "demo --org /tmp --scale 2                      | --org          | Leave one out",
            "demo --instance-url https://a.example          | --instance-url | needs --access-token",
            "demo --access-token x                          | --access-token | needs --instance-url",
            "demo --instance-url nowhere --access-token x   | --instance-url | Give it as https://",
            "demo --instance-url https://a.b --access-token x --scale 2 | --instance-url | Leave them out",
            "up --port 0                                    | --port         | Give a number from 1 to 65535",
            "up --importers 17                              | --importers    | Give a number from 1 to 16",
            "up --gateways 0                                | --gateways     | Give a number from 1 to 16",
            "up --instance-url https://a.example            | --instance-url | Unknown option"})
    void aWrongOptionIsNamedWithItsRemedyAndEndsWithTwo(String line, String option, String remedy) {
        assertThat(run(line.strip().split("\\s+"))).isEqualTo(2);
        assertThat(err.toString()).contains(option).contains(remedy).contains("--help");
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("demo, up, down or chaos");
    }

    @Test
    void anAccessTokenIsNotRepeatedInAMessage() {
        run("demo", "--instance-url", "nowhere", "--access-token", "00Dsecret");
        assertThat(err.toString()).doesNotContain("00Dsecret");
    }

    @Test
    void downSaysThatNothingRuns(@TempDir Path folder) {
        assertThat(run("down", "--data", folder.toString())).isZero();
        assertThat(out.toString()).contains("No stack runs in " + folder);
    }

    @Test
    void helpTellsEveryOption() {
        assertThat(run("up", "--help")).isZero();
        assertThat(out.toString())
                .contains("--data", "--port", "--org", "--scale", "--importers", "--gateways", "--restart");
    }
}
