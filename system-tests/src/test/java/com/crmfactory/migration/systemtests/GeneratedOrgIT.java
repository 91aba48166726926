package com.crmfactory.migration.systemtests;

import static com.crmfactory.migration.systemtests.FirstMigration.elements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;

/** The main job: a generated org is analyzed, reported, imported and validated over the public API. */
@Order(1)
@ExtendWith(SharedInstallation.class)
class GeneratedOrgIT {

    /** The references without which a record cannot be imported (crm-schema). */
    private static final Map<String, String> REQUIRED = Map.of("CaseComment", "ParentId", "OpportunityLineItem",
            "OpportunityId");
    private static final int CALLS_PER_OBJECT = 15;
    private static final int RECORDS_PER_CALL = 50_000;
    private static final int ANALYSIS_CALLS = 100;
    private static final int TOLERANCE_PERCENT = 10;

    private final Installation installation;
    private SourceOrg source;
    private FirstMigration migration;

    GeneratedOrgIT(Installation installation) {
        this.installation = installation;
    }

    @BeforeEach
    void migrateOnce() {
        source = installation.source();
        migration = installation.first();
    }

    @Test
    void theReportListsEveryFieldOfEveryObjectWithRecords() {
        JsonNode report = migration.report();
        assertThat(report.path("migration_id").asText()).isEqualTo(migration.id());
        assertThat(report.path("readiness_score").asInt()).isBetween(1, 100);
        assertThat(report.path("readiness_level").asText()).isIn("ready", "needs_review", "blocked");
        assertThat(report.at("/summary/objects_total").asInt()).isEqualTo(source.globalDescribe().size());
        assertThat(report.at("/salesforce/org_id").asText()).hasSize(18);
        for (JsonNode object : report.path("objects")) {
            String name = object.path("object").asText();
            assertThat(object.path("record_count").asLong()).as(name).isEqualTo(source.records(name));
            List<String> fields = elements(object.path("fields")).map(field -> field.path("field").asText()).toList();
            assertThat(fields).as(name).containsExactlyInAnyOrderElementsOf(source.fields(name));
        }
        Set<String> known = elements(report.path("objects")).map(object -> object.path("object").asText())
                .collect(Collectors.toSet());
        elements(report.path("left_out")).forEach(object -> assertThat(known.add(object.path("object").asText()))
                .as("%s is analysed or left out, not both", object).isTrue());
        assertThat(known).containsExactlyInAnyOrderElementsOf(elements(source.globalDescribe())
                .map(object -> object.path("name").asText()).toList());
    }

    @Test
    void everyParentIsPlannedBeforeItsChildrenOrItsReferenceIsDeferred() {
        Map<String, Integer> waves = new HashMap<>();
        for (int wave = 0; wave < migration.plan().path("waves").size(); wave++) {
            for (JsonNode object : migration.plan().path("waves").get(wave)) {
                waves.put(object.asText(), wave);
            }
        }
        assertThat(waves.keySet()).containsExactlyInAnyOrderElementsOf(
                migration.objects().map(object -> object.path("object").asText()).toList());
        Set<String> deferred = elements(migration.plan().path("deferred_references"))
                .map(reference -> reference.path("object").asText() + "." + reference.path("field").asText())
                .collect(Collectors.toSet());
        assertThat(deferred).contains("Account.ParentId", "Contact.ReportsToId", "Case.ParentId");
        for (Reference reference : Reference.ALL) {
            source.references(reference.object()).path(reference.field()).path("targets").fieldNames()
                    .forEachRemaining(parent -> assertThat(!waves.containsKey(parent)
                            || deferred.contains(reference.toString())
                            || waves.get(parent) < waves.get(reference.object()))
                            .as("%s after %s: %s", reference, parent, migration.plan()).isTrue());
        }
    }

    @Test
    void everyRecordIsInTheLedgerAndInItsTable() {
        Map<String, Long> inTables = new HashMap<>();
        long failed = 0;
        for (JsonNode object : migration.record().path("objects")) {
            String name = object.path("object").asText();
            long sum = 0;
            for (String state : List.of("imported", "updated", "unchanged", "merged", "skipped", "failed")) {
                sum += object.path(state).asLong();
            }
            assertThat(List.of(sum, object.path("records_total").asLong(), object.path("records_processed").asLong()))
                    .as(name).containsOnly(source.records(name));
            assertThat(object.path("imported").asLong()).as(name).isEqualTo(sum - object.path("failed").asLong());
            assertThat(object.path("status").asText()).as(name)
                    .isEqualTo(object.path("failed").asLong() == 0 ? "completed" : "completed_with_errors");
            inTables.merge(object.path("target").asText(), object.path("imported").asLong(), Long::sum);
            failed += object.path("failed").asLong();
        }
        inTables.forEach((table, rows) -> assertThat(
                installation.database().number("SELECT count(*) FROM undisturbed." + table)).as(table).isEqualTo(rows));
        assertThat(failed).isPositive();
        assertThat(migration.record().path("status").asText()).isEqualTo("completed_with_errors");
        assertThat(migration.record().at("/progress/records_total").asLong())
                .isEqualTo(inTables.values().stream().mapToLong(Long::longValue).sum() + failed);
    }

    @Test
    void exactlyTheRecordsWithoutTheirRequiredParentFail() {
        for (JsonNode object : migration.record().path("objects")) {
            String name = object.path("object").asText();
            List<String> expected = new ArrayList<>();
            if (REQUIRED.containsKey(name)) {
                Set<String> parents = new HashSet<>(
                        installation.database().texts("SELECT sf_id FROM undisturbed."
                                + (name.equals("CaseComment") ? "cases" : "opportunities")));
                source.records(name, List.of(REQUIRED.get(name))).forEach((id, record) -> {
                    if (!parents.contains(record.path(REQUIRED.get(name)).asText())) {
                        expected.add(id);
                    }
                });
                assertThat(expected).as(name).hasSize(
                        source.references(name).path(REQUIRED.get(name)).path("orphans").asInt()).isNotEmpty();
            }
            List<JsonNode> failures = failures(name);
            assertThat(failures).as(name).extracting(failure -> failure.path("sf_id").asText())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(failures).as(name).allSatisfy(failure -> {
                assertThat(failure.path("code").asText()).isEqualTo("parent_missing");
                assertThat(failure.path("field").asText()).isEqualTo(REQUIRED.get(name));
                assertThat(failure.path("hint").asText()).isNotBlank();
            });
        }
    }

    private List<JsonNode> failures(String object) {
        List<JsonNode> failures = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = installation.api().get("/" + migration.id() + "/objects/" + object
                    + "/failures?limit=100" + (cursor == null ? "" : "&cursor=" + cursor)).expect(200);
            page.path("data").forEach(failures::add);
            cursor = page.path("has_more").asBoolean() ? page.path("next_cursor").asText() : null;
        } while (cursor != null);
        return failures;
    }

    @Test
    void theValidationAgreesWithWhatTheOrgHolds() {
        JsonNode validation = migration.validation();
        assertThat(validation.path("result").asText()).isEqualTo("passed");
        assertThat(validation.path("objects")).hasSize(migration.record().path("objects").size());
        for (JsonNode object : validation.path("objects")) {
            String name = object.path("object").asText();
            assertThat(object.path("source_count").asLong()).as(name).isEqualTo(source.records(name));
            assertThat(object.path("ledger_count").asLong()).as(name).isEqualTo(source.records(name));
            assertThat(object.path("target_count").asLong()).as(name)
                    .isEqualTo(source.records(name) - migration.object(name).path("failed").asLong());
            assertThat(object.path("missing").asLong()).as(name).isZero();
        }
        for (Reference reference : Reference.ALL) {
            JsonNode found = elements(validation.path("relationships"))
                    .filter(one -> one.path("object").asText().equals(reference.object())
                            && one.path("field").asText().equals(reference.field()))
                    .findFirst().orElseThrow(() -> new AssertionError("no " + reference + " in " + validation));
            assertThat(found.path("linked").asLong()).as(reference.toString()).isEqualTo(linkedRows(reference))
                    .isPositive();
            assertThat(found.path("linked").asLong() + found.path("orphans").asLong()).as(reference.toString())
                    .isEqualTo(found.path("source_filled").asLong());
            if (!REQUIRED.containsKey(reference.object())) {
                assertThat(linkedRows(reference)).as(reference.toString()).isEqualTo(linkedInScope(reference));
            }
        }
    }

    private long linkedRows(Reference reference) {
        return reference.inSnapshot(installation.database()).values().stream().filter(parent -> parent != null)
                .count();
    }

    /** By the oracle: the references to objects that are migrated. */
    private long linkedInScope(Reference reference) {
        long linked = 0;
        JsonNode targets = source.references(reference.object()).path(reference.field()).path("targets");
        for (String parent : reference.parents()) {
            linked += targets.path(parent).asLong();
        }
        return linked;
    }

    @Test
    void everyReferenceLeadsToTheSameRecordAsInSalesforce() {
        Set<String> present = new HashSet<>();
        Snapshot.of(installation.database()).tables().forEach(table -> present.addAll(
                installation.database().texts("SELECT sf_id FROM undisturbed." + table)));
        for (Reference reference : Reference.ALL) {
            Map<String, String> linked = reference.inSnapshot(installation.database());
            Map<String, String> expected = new HashMap<>();
            source.records(reference.object(), List.of(reference.field())).forEach((id, record) -> {
                String parent = record.path(reference.field()).asText(null);
                if (present.contains(id)) {
                    expected.put(id, present.contains(parent) ? parent : null);
                }
            });
            assertThat(linked).as(reference.toString()).isEqualTo(expected);
        }
    }

    @Test
    void recordsThatPointToEachOtherInCirclesAreLinked() {
        for (Map.Entry<String, String> self : Map.of("accounts", "parent_id", "contacts", "reports_to_id", "cases",
                "parent_id").entrySet()) {
            assertThat(installation.database().number("SELECT count(*) FROM undisturbed." + self.getKey()
                    + " a JOIN undisturbed." + self.getKey() + " b ON b.sf_id = a." + self.getValue()
                    + " WHERE b." + self.getValue() + " = a.sf_id AND a.sf_id <> b.sf_id")).as(self.getKey())
                    .isGreaterThanOrEqualTo(2);
        }
        assertThat(installation.database().number("SELECT count(*) FROM undisturbed.cases a"
                + " JOIN undisturbed.cases b ON b.sf_id = a.parent_id JOIN undisturbed.cases c ON c.sf_id = b.parent_id"
                + " WHERE c.parent_id = a.sf_id AND a.sf_id <> b.sf_id")).isEqualTo(3);
    }

    @Test
    void everyRecordKeepsItsDates() {
        for (Map.Entry<String, String> object : Reference.TABLES.entrySet()) {
            Map<String, String> created = dates(object.getValue(), "created_at");
            Map<String, String> updated = dates(object.getValue(), "updated_at");
            source.records(object.getKey(), List.of("CreatedDate", "LastModifiedDate")).forEach((id, record) -> {
                if (created.containsKey(id)) {
                    assertThat(created.get(id)).as(id).isEqualTo(millis(record.path("CreatedDate").asText()));
                    assertThat(updated.get(id)).as(id).isEqualTo(millis(record.path("LastModifiedDate").asText()));
                }
            });
        }
    }

    private Map<String, String> dates(String table, String column) {
        return installation.database().map("SELECT sf_id, to_char(" + column
                + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') FROM undisturbed." + table);
    }

    /** REST writes 2026-05-01T07:25:37.000+0000. */
    private static String millis(String date) {
        assertThat(date).matches(".*(\\+0000|Z)");
        return date.substring(0, "2026-05-01T07:25:37.000".length());
    }

    @Test
    void commentsAndEmailsOfACaseAreOneThreadInTheOrderOfTime() {
        Map<String, String> positions = installation.database()
                .map("SELECT sf_id, position FROM undisturbed.case_comments");
        Map<String, List<JsonNode>> threads = new HashMap<>();
        for (String object : List.of("CaseComment", "EmailMessage")) {
            Map<String, String> cases = new Reference(object, "ParentId", "case_comments", "case_id", List.of("Case"))
                    .inSnapshot(installation.database());
            source.records(object, List.of("CreatedDate")).forEach((id, record) -> {
                if (cases.get(id) != null) {
                    threads.computeIfAbsent(cases.get(id), key -> new ArrayList<>()).add(record);
                } else {
                    assertThat(positions.get(id)).as(id).isNull();
                }
            });
        }
        int mixed = 0;
        for (List<JsonNode> thread : threads.values()) {
            List<String> inOrder = thread.stream().map(
                    record -> millis(record.path("CreatedDate").asText()) + " " + record.path("Id").asText())
                    .sorted().map(key -> key.substring(key.indexOf(' ') + 1)).toList();
            for (int i = 0; i < inOrder.size(); i++) {
                assertThat(positions.get(inOrder.get(i))).as("%s in %s", inOrder.get(i), inOrder)
                        .isEqualTo(Integer.toString(i + 1));
            }
            mixed += inOrder.stream().map(id -> id.substring(0, 3)).distinct().count() > 1 ? 1 : 0;
        }
        assertThat(mixed).isPositive();
    }

    @Test
    void customFieldsKeepTheirValuesAndHaveDefinitions() {
        Map<String, String> keys = Map.of("Region_Text__c", "text", "Score__c", "number", "VIP__c", "checkbox",
                "Tier__c", "picklist", "Renewal_Date__c", "date", "Portal__c", "url");
        for (Map.Entry<String, String> object : Map.of("Account", "accounts", "Contact", "contacts", "Case", "cases")
                .entrySet()) {
            Map<String, String> definitions = installation.database()
                    .map("SELECT sf_field, data_type FROM undisturbed.custom_field_definitions WHERE entity_type = ?",
                            object.getValue());
            assertThat(definitions).as(object.getKey()).containsAllEntriesOf(keys);
            Map<String, JsonNode> rows = new HashMap<>();
            installation.database().map("SELECT sf_id, custom_fields FROM undisturbed." + object.getValue())
                    .forEach((id, text) -> rows.put(id, Answer.parse(text)));
            Map<String, String> names = installation.database()
                    .map("SELECT sf_field, field_key FROM undisturbed.custom_field_definitions WHERE entity_type = ?",
                            object.getValue());
            source.records(object.getKey(), List.copyOf(keys.keySet())).forEach((id, record) -> keys.forEach(
                    (field, type) -> assertSame(id + "." + field, record.path(field),
                            rows.get(id).path(names.get(field)))));
        }
    }

    private static void assertSame(String what, JsonNode source, JsonNode target) {
        if (source.isNull()) {
            assertThat(target.isMissingNode() || target.isNull()).as(what).isTrue();
        } else if (source.isNumber()) {
            assertThat(target.decimalValue()).as(what).isEqualByComparingTo(source.decimalValue());
            assertThat(target.isNumber()).as(what).isTrue();
        } else {
            assertThat(target).as(what).isEqualTo(source);
        }
    }

    @Test
    void textsOfEveryKindArriveWholeAndOnlyNulIsDropped() {
        Set<String> kinds = new TreeSet<>();
        for (Map.Entry<String, String> text : Map.of("Account", "Name", "Case", "Description", "Contact", "LastName",
                "CaseComment", "CommentBody").entrySet()) {
            String column = Map.of("Name", "name", "Description", "description", "LastName", "last_name", "CommentBody",
                    "body").get(text.getValue());
            Map<String, String> rows = installation.database().map("SELECT sf_id, " + column + " FROM undisturbed."
                    + Reference.TABLES.get(text.getKey()));
            source.records(text.getKey(), List.of(text.getValue())).forEach((id, record) -> {
                if (rows.containsKey(id)) {
                    String expected = record.path(text.getValue()).asText(null);
                    kinds.addAll(kinds(expected));
                    assertThat(rows.get(id)).as(id)
                            .isEqualTo(expected == null ? null : expected.replace("\u0000", ""));
                }
            });
        }
        assertThat(kinds).containsExactly("comma", "emoji", "lines", "long", "nul", "quote");
    }

    private static List<String> kinds(String text) {
        Map<String, String> signs = Map.of("nul", "\u0000", "quote", "\"", "comma", ",", "lines", "\n");
        List<String> kinds = new ArrayList<>();
        if (text != null) {
            signs.forEach((kind, sign) -> {
                if (text.contains(sign)) {
                    kinds.add(kind);
                }
            });
            if (text.length() > 30_000) {
                kinds.add("long");
            }
            if (text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
                kinds.add("emoji");
            }
        }
        return kinds;
    }

    @Test
    void aRecordIsFoundByItsSalesforceId() {
        Map<String, Object> contact = installation.database()
                .rows("SELECT id, sf_id FROM crm.contacts ORDER BY sf_id LIMIT 1").get(0);
        String sfId = (String) contact.get("sf_id");
        for (String id : List.of(sfId, sfId.substring(0, 15))) {
            JsonNode found = installation.api().get("/records/" + id).expect(200);
            assertThat(found.path("sf_id").asText()).isEqualTo(sfId);
            assertThat(found.path("object").asText()).isEqualTo("Contact");
            assertThat(found.path("entity").asText()).isEqualTo("contacts");
            assertThat(found.path("status").asText()).isEqualTo("imported");
            assertThat(found.path("id").asText()).isEqualTo(contact.get("id").toString());
            assertThat(found.path("migration_id").asText()).isEqualTo(migration.id());
        }
        String failed = failures("CaseComment").get(0).path("sf_id").asText();
        JsonNode rejected = installation.api().get("/records/" + failed).expect(200);
        assertThat(rejected.path("status").asText()).isEqualTo("failed");
        assertThat(rejected.path("reason").asText()).isNotBlank();
        installation.api().get("/records/003zzzzzzzzzzzzAAA").problem(404, "record_not_found");
        installation.api().get("/records/nonsense").problem(400, "malformed_request");
    }

    @Test
    void asksSalesforcePolitely() {
        assertThat(migration.analysisStats().path("misuse")).as(migration.analysisStats().toString()).isEmpty();
        assertThat(migration.stats().path("misuse")).as(migration.stats().toString()).isEmpty();
        assertThat(migration.analysisStats().path("apiCalls").asInt())
                .isBetween(1, source.globalDescribe().size() + ANALYSIS_CALLS);
        long records = migration.record().at("/progress/records_total").asLong();
        long objects = migration.objects().count();
        assertThat(migration.stats().path("apiCalls").asLong())
                .isBetween(1L, CALLS_PER_OBJECT * objects + records / RECORDS_PER_CALL);
        // The few calls for the standard price list belong to no object's count.
        assertThat(migration.record().at("/progress/api_calls_used").asLong())
                .isCloseTo(migration.stats().path("apiCalls").asLong(), Percentage.withPercentage(TOLERANCE_PERCENT));
    }
}
