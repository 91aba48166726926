package com.crmfactory.migration.analyzer.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Holds {@code docs/risks.md} against the code. */
class RiskCatalogueTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (\\w+) \\| (\\w+) \\|");

    @Test
    void theCatalogueNamesEveryRiskWithItsSeverityAndArea() throws IOException {
        String catalogue = Files.readString(Path.of("..", "docs", "risks.md"));

        List<String> documented = ROW.matcher(catalogue).results().map(RiskCatalogueTest::row).toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(Arrays.stream(RiskCode.values())
                .map(code -> code.wire() + " " + code.severity().wire() + " " + code.area().name().toLowerCase())
                .toList());
    }

    @Test
    void everyRiskSaysWhatToDo() {
        assertThat(RiskCode.values()).allMatch(code -> code.action().endsWith("."));
    }

    private static String row(MatchResult row) {
        return row.group(1) + " " + row.group(2) + " " + row.group(3);
    }
}
