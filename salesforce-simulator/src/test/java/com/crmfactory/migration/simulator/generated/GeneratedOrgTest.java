package com.crmfactory.migration.simulator.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;

class GeneratedOrgTest {

    private static final Org ORG = GeneratedOrg.of(0.2, 42);

    private static int dump(Org org) {
        int hash = 0;
        for (Table table : org.tables()) {
            for (long row = 0; row < table.size(); row++) {
                for (FieldDescribe field : table.describe().fields()) {
                    hash = 31 * hash + String.valueOf(table.value(row, field.index())).hashCode();
                }
            }
        }
        return hash;
    }

    private static String value(String object, long row, String field) {
        Table table = ORG.table(object);
        return table.value(row, table.describe().field(field).index());
    }

    private static List<String> values(String object, String field) {
        List<String> values = new ArrayList<>();
        for (long row = 0; row < ORG.table(object).size(); row++) {
            values.add(value(object, row, field));
        }
        return values;
    }

    @Test
    void theSameSeedMakesTheSameOrgAndAnotherMakesAnother() {
        assertThat(dump(GeneratedOrg.of(0.2, 42))).isEqualTo(dump(ORG));
        assertThat(dump(GeneratedOrg.of(0.2, 43))).isNotEqualTo(dump(ORG));
    }

    @Test
    void sizesFollowTheScale() {
        assertThat(ORG.table("Account").size()).isEqualTo(200);
        assertThat(ORG.table("Contact").size()).isEqualTo(1000);
        assertThat(ORG.table("Case").size()).isEqualTo(1000);
        assertThat(ORG.table("CaseComment").size()).isEqualTo(2000);
        assertThat(ORG.table("Task").size() + ORG.table("Event").size()).isEqualTo(1000);
    }

    @Test
    void idsAreValidUniqueAndFoundAgain() {
        for (Table table : ORG.tables()) {
            FieldDescribe id = table.describe().field("Id");
            Set<String> seen = new HashSet<>();
            for (long row = 0; row < table.size(); row++) {
                String value = table.value(row, id.index());
                assertThat(Ids.valid(value)).as(value).isTrue();
                assertThat(seen.add(value)).isTrue();
                assertThat(table.find(value)).isEqualTo(row);
                assertThat(table.find(value.substring(0, 15))).isEqualTo(row);
            }
        }
    }

    @Test
    void valuesKeepToTheirDescribe() {
        for (Table table : ORG.tables()) {
            for (FieldDescribe field : table.describe().fields()) {
                int length = table.describe().json().path("fields").get(field.index()).path("length").asInt();
                for (long row = 0; row < table.size(); row++) {
                    check(table.describe().name() + "." + field.name(), field, length, table.value(row, field.index()));
                }
            }
        }
    }

    private static void check(String name, FieldDescribe field, int length, String value) {
        if (value == null) {
            assertThat(field.type()).as(name).isNotEqualTo("boolean");
            assertThat(field.nillable()
                    || !List.of("Id", "Name", "OwnerId", "CreatedDate", "LastName", "Company").contains(field.name()))
                    .as(name).isTrue();
            return;
        }
        assertThat(value).as(name).isNotEmpty();
        if (length > 0) {
            assertThat(value.length()).as(name).isLessThanOrEqualTo(length);
        }
        switch (field.type()) {
            case "boolean" -> assertThat(value).as(name).isIn("true", "false");
            case "date" -> assertThat(LocalDate.parse(value)).as(name).isNotNull();
            case "datetime" -> assertThat(value).as(name).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z");
            case "int" -> assertThat(value).as(name).matches("-?\\d+(\\.0)?");
            case "double", "currency", "percent" -> assertThat(Double.parseDouble(value)).as(name).isFinite();
            case "reference" ->
                assertThat(Ids.valid(value) || field.name().endsWith("DefinitionId")).as(name + " " + value).isTrue();
            default -> {
                // Texts have no further form.
            }
        }
    }

    @Test
    void printsTimesAsJavaDoes() {
        for (long second : new long[]{0, -1, 951_782_399L, 951_782_400L, 1_709_164_800L, -1_230_768_000L}) {
            assertThat(Moments.instant(second)).isEqualTo(
                    LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).withNano(1).toString().substring(0, 19)
                            + ".000Z");
        }
        for (long day = -20_000; day < 30_000; day += 17) {
            assertThat(Moments.date(day)).isEqualTo(LocalDate.ofEpochDay(day).toString());
        }
    }

    @Test
    void hasTheTextsThatBreakNaiveReaders() {
        List<String> texts = values("Account", "Description");
        texts.addAll(values("Account", "Name"));
        texts.addAll(values("CaseComment", "CommentBody"));
        assertThat(texts).anyMatch(text -> text != null && text.contains("\n"))
                .anyMatch(text -> text != null && text.contains("\""))
                .anyMatch(text -> text != null && text.contains("\u0000"))
                .anyMatch(text -> text != null && text.contains("🚀"))
                .anyMatch(text -> text != null && text.length() == 32_000)
                .anyMatch(text -> text != null && text.contains("\r\n"));
        assertThat(values("Contact", "Birthdate")).anyMatch(date -> date != null && date.compareTo("1970-01-01") < 0);
        assertThat(values("Account", "AnnualRevenue")).contains("3.5E8");
    }

    @Test
    void hasCyclesOrphansQueuesAndPeopleWhoLeft() {
        assertThat(value("Account", 20, "ParentId")).isEqualTo(value("Account", 21, "Id"));
        assertThat(value("Account", 21, "ParentId")).isEqualTo(value("Account", 20, "Id"));
        assertThat(value("Contact", 30, "ReportsToId")).isEqualTo(value("Contact", 31, "Id"));
        assertThat(value("Case", 52, "ParentId")).isEqualTo(value("Case", 50, "Id"));
        assertThat(values("Contact", "AccountId")).anyMatch(id -> id != null && ORG.table("Account").find(id) < 0);
        assertThat(values("Case", "OwnerId")).anyMatch(id -> ORG.table("Group").find(id) >= 0)
                .anyMatch(id -> ORG.table("User").find(id) >= 0);
        assertThat(values("User", "IsActive")).contains("true", "false");
        assertThat(values("Task", "IsArchived")).contains("true", "false");
        assertThat(values("Contact", "IsDeleted")).contains("true", "false");
        assertThat(values("Case", "Status")).contains("Awaiting Legal");
        assertThat(values("Lead", "ConvertedContactId"))
                .anyMatch(id -> id != null && ORG.table("Contact").find(id) >= 0);
    }

    @Test
    void commentsAndMailsOfACaseAlternateInTime() {
        TreeMap<String, StringBuilder> threads = new TreeMap<>();
        record Said(String at, String id, char kind) {
        }
        TreeMap<String, List<Said>> byCase = new TreeMap<>();
        for (String object : List.of("CaseComment", "EmailMessage")) {
            for (long row = 0; row < ORG.table(object).size(); row++) {
                String parent = value(object, row, "ParentId");
                if (parent != null) {
                    byCase.computeIfAbsent(parent, key -> new ArrayList<>()).add(
                            new Said(value(object, row, "CreatedDate"), value(object, row, "Id"), object.charAt(0)));
                }
            }
        }
        byCase.forEach((key, said) -> {
            said.sort(java.util.Comparator.comparing(Said::at).thenComparing(Said::id));
            said.forEach(each -> threads.computeIfAbsent(key, absent -> new StringBuilder()).append(each.kind()));
        });
        assertThat(threads.values()).anyMatch(thread -> thread.indexOf("CEC") >= 0);
        assertThat(byCase.values()).anyMatch(said -> said.size() > 1 && said.get(0).at().equals(said.get(1).at()));
        assertThat(byCase.values()).anyMatch(
                said -> said.size() > 1 && said.get(0).kind() == 'C' && said.get(said.size() - 1).kind() == 'C'
                        && said.get(0).id().compareTo(said.get(said.size() - 1).id()) > 0);
    }

    @Test
    void aTinyOrgIsStillWhole() {
        assertThat(GeneratedOrg.of(0.001, 1).tables())
                .allSatisfy(table -> assertThat(table.describe().name()).isNotEmpty());
        assertThat(dump(GeneratedOrg.of(0.001, 1))).isNotZero();
    }
}
