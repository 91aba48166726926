package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code RESULTS.md}: the last result of each benchmark; measuring one again replaces its section only. */
record ResultsFile(Path path) {

    private static final String HEAD = """
                                       # Results of the benchmarks

                                       Written by `benchmarks/run`; each section by the run that its first line names. Figures are
                                       min / median / max over the rounds; a ratio compares both sides of the same round.
                                       """;
    private static final String SECTION = "## ";

    void put(Section section, String circumstances) throws IOException {
        Map<String, String> sections = read();
        sections.put(section.name(), section.markdown().replaceFirst("\n\n", "\n\n" + circumstances + "\n\n"));
        Files.writeString(path, HEAD + "\n" + String.join("\n", sections.values()));
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        if (Files.notExists(path)) {
            return sections;
        }
        String text = Files.readString(path, StandardCharsets.UTF_8);
        String[] parts = text.split("(?m)^" + SECTION);
        for (int i = 1; i < parts.length; i++) {
            sections.put(parts[i].lines().findFirst().orElseThrow().strip(), SECTION + parts[i].stripTrailing() + "\n");
        }
        return sections;
    }
}
