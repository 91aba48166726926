package com.crmfactory.migration.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    private Path folder;

    @Test
    void replacesOnlyTheSectionThatWasMeasuredAgain() throws IOException {
        ResultsFile file = new ResultsFile(folder.resolve("RESULTS.md"));
        file.put(Section.of("one", "First.").with("rate", Series.of(1), "rows/s", "≥ 1"), "*old*");
        file.put(Section.of("two", "Second."), "*old*");
        String before = Files.readString(file.path());
        file.put(Section.of("one", "First.").with("rate", Series.of(2), "rows/s", "≥ 1"), "*new*");

        String after = Files.readString(file.path());
        assertThat(after).contains("| rate | 2.00 / 2.00 / 2.00 | rows/s | ≥ 1 |", "## two\n\n*old*", "## one\n\n*new*")
                .doesNotContain("1.00 / 1.00");
        assertThat(after.replace("*new*", "*old*").replace("2.00", "1.00")).isEqualTo(before);
    }
}
