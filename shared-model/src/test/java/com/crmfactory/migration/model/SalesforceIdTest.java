package com.crmfactory.migration.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceIdTest {
    private static final Path ORGS = Path.of("..", "..", "shared", "salesforce", "orgs");
    /** A record starts with its id; a line within a text does not look like one. */
    private static final Pattern FIRST_CELL = Pattern.compile("^\"([0-9A-Za-z]{18})\",");

    @ParameterizedTest
    @CsvSource({"001dM00003jU9Gy,001dM00003jU9GyQAK", "0015g000000001k,0015g000000001kAAA",
            "00Q5g000000001k,00Q5g000000001kEAA", "0015g00000009Gx,0015g00000009GxAAI",
            "AAAAAAAAAAAAAAA,AAAAAAAAAAAAAAA555", "000000000000000,000000000000000AAA"})
    void completesShortIds(String shortId, String longId) {
        assertThat(SalesforceId.parse(shortId)).contains(new SalesforceId(longId));
        assertThat(SalesforceId.parse(longId)).contains(new SalesforceId(longId));
    }

    @Test
    void agreesWithTheIdsOfRecordedOrgs() throws IOException {
        assumeTrue(Files.isDirectory(ORGS), "the recorded orgs are not here");

        List<String> ids = recordedIds();

        assertThat(ids).isNotEmpty()
                .allSatisfy(id -> assertThat(SalesforceId.parse(id)).contains(new SalesforceId(id)))
                .allSatisfy(id -> assertThat(SalesforceId.parse(id.substring(0, 15))).contains(new SalesforceId(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"001dM00003jU9GyQAL", "001dM00003jU9GyAAA", "001DM00003jU9GyQAK", "001dm00003ju9gyQAK",
            "001DM00003JU9GYQAK"})
    void refusesCheckCharactersThatContradictTheCapitals(String id) {
        assertThat(SalesforceId.parse(id)).isEmpty();
    }

    @Test
    void takesCheckCharactersInSmallLettersAndWritesThemInCapitals() {
        assertThat(SalesforceId.parse("001dM00003jU9Gyqak")).contains(new SalesforceId("001dM00003jU9GyQAK"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "001", "001dM00003jU9G", "001dM00003jU9GyQ", "001dM00003jU9GyQA", "001dM00003jU9GyQAK0",
            " 001dM00003jU9GyQAK"})
    void refusesOtherLengths(String id) {
        assertThat(SalesforceId.parse(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"001dM00003jU9G ", "001dM0000-jU9Gy", "001dM00003jU9Gé", "001dM00003jU9G'",
            "٠٠١dM00003jU9Gy", "001dM00003jU9Gy\nAK"})
    void refusesOtherCharacters(String id) {
        assertThat(SalesforceId.parse(id)).isEmpty();
    }

    @Test
    void tellsTheKeyPrefixWithItsCase() {
        assertThat(SalesforceId.parse("00a000000000001").orElseThrow().keyPrefix()).isEqualTo("00a");
        assertThat(SalesforceId.parse("00A000000000001").orElseThrow().keyPrefix()).isEqualTo("00A");
    }

    private static List<String> recordedIds() throws IOException {
        try (Stream<Path> files = Files.walk(ORGS, 3)) {
            return files.filter(file -> file.toString().endsWith(".csv")).flatMap(SalesforceIdTest::ids).toList();
        }
    }

    private static Stream<String> ids(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(FIRST_CELL::matcher).filter(cell -> cell.find()).map(cell -> cell.group(1)).toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
