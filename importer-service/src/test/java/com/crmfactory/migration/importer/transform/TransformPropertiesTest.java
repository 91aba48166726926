package com.crmfactory.migration.importer.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.model.target.ColumnType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Every kind of value, into a column and into a custom field, with the rules that derive values from others: whatever
 * comes in a cell, the record is a row that PostgreSQL can hold or a reject that says why not.
 */
class TransformPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String USER_ID = "0055g000000001kAAA";
    private static final String ACCOUNT_ID = "0015g000000001kAAA";
    private static final Parent USER = new Parent("User", "005", "users");
    private static final Parent ACCOUNT = new Parent("Account", "001", "accounts");
    private static final Parent ANY_ACCOUNT = new Parent("Account", null, "accounts");
    private static final Parent CONTACT = new Parent("Contact", "003", "contacts");
    private static final Parent LEAD = new Parent("Lead", "00Q", "leads");
    private static final Parent CASE = new Parent("Case", "500", "cases");
    private static final Parent INVOICE = new Parent("Invoice__c", "a0I", "custom_records", true);

    /** An object with fields of its own beside one of each kind for a custom field. */
    private record Mapped(String object, String id, String target, List<FieldMapping> fields,
            List<ReferenceMapping> references) {

        /** What is read of each record; some fields are read for a derivation alone. */
        List<String> header() {
            return Stream.concat(Stream.of("Id", "IsWon", "HtmlBody"), command().configuration().fields().stream()
                    .map(FieldMapping::field)).distinct().toList();
        }

        RowTransformer transformer() {
            return new RowTransformer(LoadPlan.of(command()), command(), header());
        }

        ImportObject command() {
            List<FieldMapping> all = new ArrayList<>(fields);
            for (Transform transform : Transform.values()) {
                if (transform != Transform.OWNER) {
                    all.add(mapping("C_" + transform + "__c", "custom_fields.c_" + transform.wire(), transform));
                }
            }
            all.add(mapping("OwnerId", "owner_id", Transform.OWNER));
            List<ReferenceMapping> parents = new ArrayList<>(references);
            parents.add(reference("C_REFERENCE__c", "custom_fields.c_reference", ACCOUNT, INVOICE));
            parents.add(reference("OwnerId", "owner_id", USER));
            return new ImportObject("mig_01J00000000000000000000000", "00000000-0000-0000-0000-000000000001", 1, object,
                    1, null, 0,
                    new Source("00D5g000007AbCdEAK", "http://127.0.0.1", "67.0", new SealedToken("sealed", 1)),
                    new ObjectConfiguration(object, true, target, null, all, null), parents, List.of(),
                    Map.of("00G5g000000001kEAA", "Support"), RelationshipOptions.DEFAULT, OwnerOptions.DEFAULT,
                    RunOptions.DEFAULT, null, null, null);
        }
    }

    @Property(tries = 4_000)
    void whateverTheCellsHoldTheRecordIsARowOrAReject(@ForAll("objects") Mapped object,
            @ForAll("written") List<Tuple2<Kinds, Integer>> seeds, @ForAll("records") List<String> cells) {
        String[] record = record(object, seeds, cells);
        RowTransformer.Result result = object.transformer().transform(record);
        assertThat(result.row() == null).isNotEqualTo(result.reject() == null);
        if (result.row() == null) {
            assertThat(result.reject()).satisfies(TransformPropertiesTest::isTold)
                    .extracting(Reject::message).isNotIn((Object[]) record);
        } else {
            isStorable(LoadPlan.of(object.command()), result.row());
        }
    }

    /** One transformer goes through all records of a page. */
    @Property(tries = 500)
    void aRecordDoesNotDependOnTheOneBefore(@ForAll("objects") Mapped object,
            @ForAll("written") List<Tuple2<Kinds, Integer>> seeds, @ForAll("records") List<String> before,
            @ForAll("records") List<String> cells) {
        RowTransformer transformer = object.transformer();
        transformer.transform(record(object, seeds, before));
        RowTransformer.Result second = transformer.transform(record(object, seeds, cells));
        RowTransformer.Result alone = object.transformer().transform(record(object, seeds, cells));
        assertThat(second.reject()).isEqualTo(alone.reject());
        assertThat(second.row()).usingRecursiveComparison().isEqualTo(alone.row());
    }

    @Property(tries = 1_000)
    void theSameValuesAreTheSameRowByRestAndByBulk(@ForAll("objects") Mapped object,
            @ForAll("written") List<Tuple2<Kinds, Integer>> seeds) {
        String[] rest = record(object, seeds, List.of());
        String[] bulk = rest.clone();
        for (int i = 1; i < rest.length; i++) {
            Tuple2<Kinds, Integer> seed = seeds.get(i % seeds.size());
            bulk[i] = seed.get1().bulk(transform(object, object.header().get(i)), seed.get2());
        }
        LoadRow row = object.transformer().transform(rest).row();
        assertThat(row).isNotNull();
        assertThat(object.transformer().transform(bulk).row()).usingRecursiveComparison().isEqualTo(row);
    }

    /** The kinds of values as both ways write them. */
    private enum Kinds {
        BLANK {
            @Override
            String rest(Transform transform, int seed) {
                return null;
            }

            @Override
            String bulk(Transform transform, int seed) {
                return "";
            }
        },
        FILLED;

        String rest(Transform transform, int seed) {
            LocalDateTime time = LocalDateTime.of(1970, 1, 1, 0, 0).plusSeconds(seed);
            return switch (transform) {
                case NUMBER -> Double.toString(seed / 8.0);
                case BOOLEAN -> Boolean.toString(seed % 2 == 0);
                case DATE -> time.toLocalDate().toString();
                case TIMESTAMP -> DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ")
                        .format(time.atOffset(ZoneOffset.UTC));
                case MULTI_PICKLIST -> "a;" + seed;
                case REFERENCE, OWNER -> seed % 2 == 0 ? USER_ID : ACCOUNT_ID;
                case PICKLIST -> "Low";
                case TEXT, CASE_STATUS -> "text " + seed;
            };
        }

        String bulk(Transform transform, int seed) {
            return switch (transform) {
                case NUMBER -> BigDecimal.valueOf(seed / 8.0).toPlainString();
                case TIMESTAMP -> rest(transform, seed).replace("+0000", "Z");
                default -> rest(transform, seed);
            };
        }
    }

    private static Transform transform(Mapped object, String field) {
        return object.command().configuration().fields().stream().filter(mapping -> mapping.field().equals(field))
                .findFirst().map(FieldMapping::transform).orElse(Transform.TEXT);
    }

    /** A record of sound values, except where a cell is given. */
    private static String[] record(Mapped object, List<Tuple2<Kinds, Integer>> seeds, List<String> cells) {
        List<String> header = object.header();
        String[] record = new String[header.size()];
        for (int i = 1; i < record.length; i++) {
            String cell = cells.isEmpty() ? null : cells.get(i % cells.size());
            Tuple2<Kinds, Integer> seed = seeds.get(i % seeds.size());
            record[i] = cell == null ? seed.get1().rest(transform(object, header.get(i)), seed.get2()) : cell;
        }
        record[0] = object.id();
        return record;
    }

    private static void isTold(Reject reject) {
        assertThat(reject.code()).isIn("value_malformed", "picklist_value_unmapped");
        assertThat(reject.field()).isNotNull();
        assertThat(reject.state()).isEqualTo(Reject.State.FAILED);
    }

    private static void isStorable(LoadPlan plan, LoadRow row) {
        for (int i = 0; i < row.values().length; i++) {
            if (row.values()[i] != null) {
                isStorable(row.values()[i], plan.columns().get(i).type());
            }
        }
        assertThat(row.references()).allSatisfy(id -> assertThat(id == null || id.equals(SalesforceId.normal(id)))
                .as("reference " + id).isTrue());
        if (row.customFields() != null) {
            JsonNode fields = json(row.customFields());
            assertThat(fields.size()).isPositive();
            fields.forEach(TransformPropertiesTest::isStorable);
        }
    }

    private static void isStorable(JsonNode value) {
        assertThat(value.isNull()).isFalse();
        if (value.isTextual()) {
            isStorable(value.textValue(), ColumnType.TEXT);
        }
        value.forEach(element -> isText(element.textValue()));
    }

    private static void isStorable(String value, ColumnType type) {
        assertThat(value).isNotEmpty();
        switch (type) {
            case TEXT -> isText(value);
            case NUMERIC -> assertThat(new BigDecimal(value).toPlainString()).isEqualTo(value);
            case BOOLEAN -> assertThat(value).isIn("true", "false");
            case DATE -> assertThat(LocalDate.parse(value).toString()).isEqualTo(value);
            case TIMESTAMP -> assertThat(OffsetDateTime.parse(value.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")))
                    .isNotNull();
        }
    }

    /** No NUL, and surrogates in pairs only. */
    private static void isText(String text) {
        assertThat(text.codePoints()).noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE
                && c <= Character.MAX_SURROGATE);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Provide
    Arbitrary<Mapped> objects() {
        return Arbitraries.of(
                new Mapped("Account", ACCOUNT_ID, "accounts", List.of(mapping("Name", "name", Transform.TEXT),
                        mapping("Website", "website", Transform.TEXT),
                        mapping("BillingCountry", "billing_country", Transform.TEXT),
                        mapping("AnnualRevenue", "revenue", Transform.NUMBER),
                        new FieldMapping("NumberOfEmployees", "employees", Transform.NUMBER, null, "1", null),
                        mapping("ParentId", "parent_id", Transform.REFERENCE)),
                        List.of(reference("ParentId", "parent_id", ANY_ACCOUNT))),
                new Mapped("Opportunity", "0065g000000001kAAA", "opportunities", List.of(
                        mapping("CloseDate", "close_date", Transform.DATE),
                        mapping("IsWon", "custom_fields.is_won", Transform.BOOLEAN),
                        mapping("Probability", "probability", Transform.NUMBER),
                        new FieldMapping("StageName", "stage", Transform.PICKLIST, Map.of("Won", "won"), "open",
                                OnUnmapped.DEFAULT)),
                        List.of()),
                new Mapped("Case", "5005g000000001kAAA", "cases", List.of(
                        new FieldMapping("Status", "status", Transform.CASE_STATUS, Map.of("Escalated", "open"), "new",
                                OnUnmapped.DEFAULT),
                        new FieldMapping("Priority", "priority", Transform.PICKLIST, Map.of("Low", "low"), "medium",
                                OnUnmapped.FAIL),
                        mapping("ClosedDate", "resolved_at", Transform.TIMESTAMP)),
                        List.of()),
                new Mapped("EmailMessage", "02s5g000000001kAAA", "case_comments", List.of(
                        mapping("TextBody", "body", Transform.TEXT),
                        mapping("Incoming", "is_public", Transform.BOOLEAN),
                        mapping("MessageDate", "created_at", Transform.TIMESTAMP),
                        mapping("ParentId", "case_id", Transform.REFERENCE)),
                        List.of(reference("ParentId", "case_id", CASE))),
                new Mapped("Task", "00T5g000000001kEAA", "activities", List.of(
                        mapping("ActivityDate", "due_at", Transform.TIMESTAMP),
                        mapping("WhoId", "contact_id", Transform.REFERENCE),
                        mapping("WhatId", "related_to_id", Transform.REFERENCE)),
                        List.of(reference("WhoId", "contact_id", CONTACT, LEAD),
                                reference("WhatId", "related_to_id", ACCOUNT, CASE, INVOICE))),
                new Mapped("Invoice__c", "a0I5g000000001kEAA", "custom_objects.invoice",
                        List.of(mapping("Name", "name", Transform.TEXT)), List.of()));
    }

    @Provide
    Arbitrary<List<Tuple2<Kinds, Integer>>> written() {
        return Combinators.combine(Arbitraries.of(Kinds.class), Arbitraries.integers().greaterOrEqual(0))
                .as(Tuple::of).list().ofMinSize(1).ofMaxSize(20);
    }

    /** Few, so that a record is not always rejected for another cell. */
    @Provide
    Arbitrary<List<String>> records() {
        return cells().injectNull(0.85).list().ofMinSize(8).ofMaxSize(24);
    }

    private static Arbitrary<String> cells() {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.strings()),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(4).withChars('\u0000', '\uD83D', '\uDE00', 'a', ';', '"',
                        '\\', '\n')),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(12).withChars("0123456789.-+eE \u0661\uFF11")),
                Tuple.of(3, almost("2026-05-01T07:25:37.000+0000", "0123456789-:.TZ+ ")),
                Tuple.of(2, almost("2024-02-29", "0123456789-")),
                Tuple.of(2, almost("08:30:00.000Z", "0123456789:.Z")),
                Tuple.of(2, almost(ACCOUNT_ID, "0aA\u0000\uD83D")), Tuple.of(1, almost(USER_ID, "0aA\u0000 ")),
                Tuple.of(2, almost("https://www.example.com:8080/a?b#c", "/:@.[]%\u0000\uD83D ")),
                Tuple.of(2, almost("<p>a<br>b &amp; &#x1F600;</p><!-- c -->", "<>&#;!-/\u0000\uD83D ")),
                Tuple.of(3, Arbitraries.of("true", "FALSE", "1", "0", "Escalated", "Low", "Won", ";", ";;", " ",
                        "\u0000", "\uD83D", "\u0000\u0000")),
                Tuple.of(3, Arbitraries.of("1e999999999", "1e999999999!", "1E2147483647", "1E-2147483648", "-", "+1",
                        "-0", "00", ".5", "5.", "NaN", "Infinity", "0x1p3", "1,5", "12.50%", "EUR 12.50", "0E-999",
                        "{\"latitude\":52.5,\"longitude\":13.4}", "0000-00-00", "9999-12-31", "24:00:00.000Z")),
                Tuple.of(1, Arbitraries.of("x", "9", "0", "é", "\uD83D", "<br", "&#", " ", "a;", "-")
                        .map(part -> part.repeat(40_000))));
    }

    /** A text with some of its characters replaced, dropped or doubled. */
    private static Arbitrary<String> almost(String text, String others) {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, text.length() - 1);
        Arbitrary<String> parts = Arbitraries.integers().between(-1, others.length() - 1)
                .map(i -> i < 0 ? "" : others.substring(i, i + 1));
        return Combinators.combine(places, parts, Arbitraries.integers().between(0, 2)).as((place, part,
                dropped) -> text.substring(0, place) + part
                        + text.substring(Math.min(text.length(), place + dropped)));
    }

    private static FieldMapping mapping(String field, String target, Transform transform) {
        return new FieldMapping(field, target, transform, null, null, null);
    }

    private static ReferenceMapping reference(String field, String column, Parent... parents) {
        return new ReferenceMapping(field, column, Arrays.asList(parents), false, false);
    }
}
