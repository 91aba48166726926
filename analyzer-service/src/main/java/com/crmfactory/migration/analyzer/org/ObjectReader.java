package com.crmfactory.migration.analyzer.org;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.readiness.Measure;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads one object: its describe, its number of records, and what its records hold, as far as that is cheap. */
public final class ObjectReader {
    /** Counting values is a full scan for Salesforce; beyond it, fields are taken to be filled. */
    private static final long PROFILED_UP_TO = 500_000;
    private static final int MOST_FIELDS = 100;
    private static final Map<String, List<String>> VALUES = Map.of("Case", List.of("Status", "Priority"), "Task",
            List.of("Priority", "TaskSubtype"), "Event", List.of("EventSubtype"), "Lead", List.of("Status"),
            "Opportunity", List.of("StageName"));
    private static final Set<String> ARCHIVING = Set.of("Task", "Event");
    /** Types whose home in the CRM is another form, so that it matters whether a field is used. */
    private static final Set<String> CONVERTED = Set.of("percent", "datetime", "time", "phone", "multipicklist",
            "reference", "encryptedstring", "double", "string", "textarea", "picklist", "email", "url", "date", "int",
            "currency", "combobox");

    private final SalesforceOrg org;

    public ObjectReader(SalesforceOrg org) {
        this.org = org;
    }

    /** An object as it is in the org. */
    public record Reading(ObjectDescribe describe, ObjectProfile profile, Map<Measure, Long> measures) {
    }

    public Uni<Reading> read(Scope.Planned planned) {
        return org.describe(planned.object()).chain(describe -> count(describe, planned.count())
                .chain(records -> Targets.isKnown(describe.name()) && records > 0
                        ? profiled(describe, records)
                        : Uni.createFrom().item(new Reading(describe, ObjectProfile.of(records), Map.of()))));
    }

    private Uni<Long> count(ObjectDescribe describe, Long known) {
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        // Archived activities are only visible to queryAll, which also shows the recycle bin.
        return withArchive(describe)
                ? org.queryAll("SELECT COUNT() FROM " + describe.name() + " WHERE IsDeleted = false")
                        .map(page -> page.totalSize())
                : org.count("SELECT COUNT() FROM " + describe.name());
    }

    private static boolean withArchive(ObjectDescribe describe) {
        return ARCHIVING.contains(describe.name()) && describe.field("IsDeleted").filter(Field::filterable).isPresent();
    }

    private Uni<Reading> profiled(ObjectDescribe describe, long records) {
        boolean cheap = records <= PROFILED_UP_TO;
        Uni<Map<String, Long>> filled = cheap ? filled(describe, records) : Uni.createFrom().item(Map.of());
        Uni<Map<String, Map<String, Long>>> values = cheap ? values(describe) : Uni.createFrom().item(Map.of());
        return Uni.combine().all().unis(filled, values, new MeasureReader(org).read(describe, cheap)).with(
                (fields, lists, measures) -> new Reading(describe, new ObjectProfile(records, fields, lists),
                        measures));
    }

    /** One query that counts the values of many fields. */
    private Uni<Map<String, Long>> filled(ObjectDescribe describe, long records) {
        List<String> fields = describe.fields().stream()
                .filter(field -> field.aggregatable() && field.nillable() && !field.calculated()
                        && CONVERTED.contains(field.type()))
                .map(Field::name).limit(MOST_FIELDS).toList();
        if (fields.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String soql = IntStream.range(0, fields.size()).mapToObj(i -> "COUNT(" + fields.get(i) + ") n" + i)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + describe.name()));
        // Archived records are not in this count: what is empty among the others may be filled there.
        boolean partial = withArchive(describe);
        return org.query(soql).map(page -> counts(fields, page.records().get(0)))
                .map(counts -> partial ? withoutZeros(counts) : counts).onFailure(Refusal::concernsOneObject)
                .recoverWithItem(Map.of());
    }

    private static Map<String, Long> counts(List<String> fields, JsonNode row) {
        Map<String, Long> counts = new HashMap<>();
        IntStream.range(0, fields.size()).forEach(i -> counts.put(fields.get(i), row.path("n" + i).asLong()));
        return counts;
    }

    private static Map<String, Long> withoutZeros(Map<String, Long> counts) {
        return counts.entrySet().stream().filter(count -> count.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Uni<Map<String, Map<String, Long>>> values(ObjectDescribe describe) {
        List<String> fields = VALUES.getOrDefault(describe.name(), List.of()).stream()
                .filter(name -> describe.field(name).filter(Field::groupable).isPresent()).toList();
        Map<String, Map<String, Long>> values = new HashMap<>();
        return Multi.createFrom().iterable(fields).onItem()
                .transformToUniAndConcatenate(field -> inUse(describe, field).invoke(counts -> {
                    if (!counts.isEmpty()) {
                        values.put(field, counts);
                    }
                })).collect().last().replaceWith(values);
    }

    private Uni<Map<String, Long>> inUse(ObjectDescribe describe, String field) {
        String soql = "SELECT " + field + ", COUNT(Id) n FROM " + describe.name() + (withArchive(describe)
                ? " WHERE IsDeleted = false"
                : "") + " GROUP BY " + field;
        return Rows.all(org, withArchive(describe) ? org.queryAll(soql) : org.query(soql)).map(rows -> {
            Map<String, Long> counts = new TreeMap<>();
            rows.stream().filter(row -> row.hasNonNull(field))
                    .forEach(row -> counts.put(row.get(field).asText(), row.path("n").asLong()));
            return counts;
        }).onFailure(Refusal::concernsOneObject).recoverWithItem(Map.of());
    }
}
