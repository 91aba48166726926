package com.crmfactory.migration.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} explains every code that the sources give, and none that they do not. */
class ErrorsAreExplainedTest {
    private static final List<String> MODULES = List.of("gateway-service", "analyzer-service", "importer-service",
            "salesforce-client", "shared-model", "messaging");
    private static final Pattern EXPLAINED = Pattern.compile("<a id=\"([a-z_]+)\"></a>");
    /** A code is the first text with an underscore in what makes a failure. */
    private static final Pattern GIVEN = Pattern
            .compile("(?:new Failure|Refusal\\.(?:of|unprocessable|unavailable|later)"
                    + "|Reject\\.failed|SalesforceException\\.of|forbidden|\\)\\s*\\.is)\\((?:(?!\"[a-z]+_|new Violation)[^;]){0,160}?"
                    + "\"([a-z]+(?:_[a-z]+)+)\"");

    @Test
    void everyCodeIsExplainedAndEveryExplanationHasItsCode() throws IOException {
        Set<String> explained = new TreeSet<>();
        EXPLAINED.matcher(Files.readString(Path.of("..", "docs", "errors.md"))).results()
                .forEach(found -> explained.add(found.group(1)));
        StringBuilder sources = new StringBuilder();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).map(ErrorsAreExplainedTest::read)
                        .forEach(sources::append);
            }
        }
        Set<String> given = new TreeSet<>();
        GIVEN.matcher(sources).results().forEach(found -> given.add(found.group(1)));
        assertThat(given).hasSizeGreaterThan(60);
        assertThat(explained).as("what docs/errors.md explains").containsAll(given);
        assertThat(explained).allSatisfy(code -> assertThat(sources).as(code).contains("\"" + code + "\""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
