package com.crmfactory.migration.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/** The orgs made of public sample records, where they lie beside the repository. */
class RecordedOrgsTest {

    @ParameterizedTest
    @ValueSource(strings = {"service-desk", "nonprofit"})
    void holdsEveryRowOfEveryFile(String name) throws IOException {
        Path folder = Stream.of("../../shared", "../shared").map(parent -> Path.of(parent, "salesforce", "orgs", name))
                .filter(Files::isDirectory)
                .findFirst().orElse(null);
        assumeTrue(folder != null, "no recorded orgs beside the repository");
        Org org = OrgFolder.load(folder);
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder.resolve("data"))) {
            files = listed.toList();
        }
        assertThat(files).isNotEmpty().allSatisfy(file -> {
            String object = file.getFileName().toString().replace(".csv", "");
            try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
                assertThat(org.table(object).size()).isEqualTo(csv.stream().count() - 1).isPositive();
            }
        });
    }
}
