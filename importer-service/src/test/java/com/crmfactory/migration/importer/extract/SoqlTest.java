package com.crmfactory.migration.importer.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;

class SoqlTest {
    private static final Instant THEN = Instant.parse("2026-05-01T00:00:00Z");
    private static final RecordFilter FILTER = new RecordFilter(null, THEN, "Name = 'a' OR Name = 'b'");

    private static Soql soql(String object, RecordFilter filter, String... fields) {
        return Soql.of(new ObjectConfiguration(object, true, "accounts", filter,
                Stream.of(fields).map(field -> new FieldMapping(field, field, Transform.TEXT, null, null, null))
                        .toList(),
                null), RunOptions.DEFAULT);
    }

    @Test
    void aPartIsAskedForWithinTheFilter() {
        assertThat(soql("Account", FILTER, "Name").within(new Range(THEN, null, null, "001B")).text()).isEqualTo(
                "SELECT Id,Name FROM Account WHERE CreatedDate > 2026-05-01T00:00:00Z AND (Name = 'a' OR Name = 'b')"
                        + " AND CreatedDate >= 2026-05-01T00:00:00Z AND Id < '001B'");
        assertThat(soql("Account", null, "Name").within(new Range(null, null, "001A", null)).text())
                .isEqualTo("SELECT Id,Name FROM Account WHERE Id >= '001A'");
        assertThat(soql("Account", null, "Name").within(Range.ALL).text()).isEqualTo("SELECT Id,Name FROM Account");
    }

    @Test
    void archivedRecordsAreAskedForInEveryPart() {
        Soql tasks = soql("Task", null, "Subject").within(new Range(null, THEN, null, null));
        assertThat(tasks.all()).isTrue();
        assertThat(tasks.text()).contains(" WHERE IsDeleted = false AND CreatedDate < ");
    }

    @Test
    void groupsHaveEveryColumnOnceAndTheFilterIsOfTheFirstAlone() {
        List<Soql> groups = soql("Account", FILTER, "A", "B", "C", "D", "E").inGroups(2);
        assertThat(groups).extracting(Soql::fields).containsExactly(List.of("Id", "A", "B"),
                List.of("Id", "C", "D", "E"));
        assertThat(groups.get(0).text()).startsWith("SELECT Id,A,B FROM Account WHERE ");
        assertThat(groups.get(1).text()).isEqualTo("SELECT Id,C,D,E FROM Account");
        assertThat(groups.get(1).of(List.of("001A")).text())
                .isEqualTo("SELECT Id,C,D,E FROM Account WHERE Id IN ('001A')");
    }

    @Test
    void aTextThatIsTooLongForAQueryIsSplitUntilEachPartLeavesRoomForIds() {
        String[] fields = IntStream.range(0, 2_600).mapToObj(i -> "Parent__r.A_field_with_a_name_of_some_length_" + i)
                .toArray(String[]::new);
        Soql wide = soql("Account", FILTER, fields);
        assertThat(wide.text().length()).isGreaterThan(100_000);
        List<Soql> groups = Extraction.groups(wide, 1);
        assertThat(groups).hasSize(4).allSatisfy(group -> assertThat(group.text().length()).isLessThan(50_000));
        assertThat(groups.stream().flatMap(group -> group.fields().stream().skip(1))).containsExactly(fields);
        assertThat(Extraction.groups(soql("Account", FILTER, "Name"), 1)).hasSize(1);
    }

    @Test
    void theFirstInAnOrderIsAskedForWithAllConditions() {
        assertThat(soql("Account", FILTER, "Name").first("CreatedDate", " DESC")).isEqualTo(
                "SELECT CreatedDate FROM Account WHERE CreatedDate > 2026-05-01T00:00:00Z AND"
                        + " (Name = 'a' OR Name = 'b') ORDER BY CreatedDate DESC LIMIT 1");
    }
}
