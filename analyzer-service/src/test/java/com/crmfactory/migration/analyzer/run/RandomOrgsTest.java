package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.org.ObjectReader.Reading;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.AutomationInventory;
import com.crmfactory.migration.analyzer.readiness.Conclusions;
import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.risk.OrgFacts.Budget;
import com.crmfactory.migration.analyzer.risk.Ownership;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.OrgSummary;
import com.crmfactory.migration.model.report.Owners;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.ReportConclusion;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for the report on any org. */
class RandomOrgsTest {
    private static final List<String> OBJECTS = List.of("User", "Account", "Contact", "Lead", "Product2", "Opportunity",
            "OpportunityLineItem", "Case", "CaseComment", "EmailMessage", "Task", "Event", "Campaign", "Zoo__c",
            "acme__Zoo__c", "zoo__c", "X__c", "PricebookEntry");
    private static final List<String> TYPES = List.of("string", "textarea", "picklist", "multipicklist", "boolean",
            "int", "double", "currency", "percent", "date", "datetime", "time", "phone", "email", "url",
            "encryptedstring", "base64", "address", "location", "combobox", "anyType", "json");
    /** Names that collide once they are keys, that are columns already, or that nobody would choose. */
    private static final List<String> NAMES = List.of("Name", "Foo__c", "foo__c", "Foo_Bar__c", "FooBar__c", "F__c",
            "ns__Foo__c", "Id__c", "Owner_Id__c", "Custom_Fields__c", "Status", "Priority", "StageName", "Email",
            "Score__c", "SLA_Due_Date__c", "Loss_Reason__c", "_9__c", "X1_2__c", "Ünïcode__c", "IsPersonAccount",
            "PersonEmail", "Level__pc", "Where__Latitude__s", "CurrencyIsoCode", "BillingStreet", "Description",
            "A_very_long_name_that_goes_on_and_on_until_it_does_not_fit_any_more__c",
            "A_very_long_name_that_goes_on_and_on_until_it_does_not_fit_any_longer__c");

    @Property(tries = 200)
    void everyFieldAppearsOnceWithALegalKeyOfItsOwn(@ForAll long seed) {
        Map<String, List<CustomFieldDefinition>> byTable = new LinkedHashMap<>();
        for (Analysed object : analysed(seed)) {
            assertThat(object.analysis().report().fields()).extracting(FieldReport::field)
                    .containsExactlyElementsOf(object.describe().fields().stream().map(Field::name).toList());
            assertThat(object.analysis().report().score()).isBetween(0, 100);
            assertThat(object.analysis().report().fields()).allMatch(f -> f.confidence() > 0 && f.confidence() <= 1)
                    .allMatch(f -> f.reason() != null && !f.reason().isBlank());
            assertThat(object.analysis().suggestion().fields()).extracting(field -> field.target())
                    .doesNotHaveDuplicates();
            assertThat(object.analysis().customFields()).extracting(CustomFieldDefinition::fieldKey)
                    .allMatch(key -> key.matches("[a-z][a-z0-9_]{0,62}"));
            byTable.computeIfAbsent(object.analysis().report().target(), table -> new ArrayList<>())
                    .addAll(object.analysis().customFields());
        }
        byTable.values().forEach(fields -> fields.stream()
                .collect(Collectors.groupingBy(CustomFieldDefinition::fieldKey)).values().forEach(sameKey -> assertThat(
                        sameKey.stream().map(field -> field.sfField() + field.dataType()).distinct()).hasSize(1)));
    }

    @Property(tries = 200)
    void theSameOrgGivesTheSameReportInWhateverOrderItsFieldsCome(@ForAll long seed) {
        List<Analysed> once = analysed(seed);

        assertThat(analysed(seed)).isEqualTo(once);
        for (Analysed object : once) {
            List<Field> shuffled = new ArrayList<>(object.describe().fields());
            Collections.shuffle(shuffled, new Random(seed));
            Map<String, FieldReport> again = byName(ObjectAnalysis.of(reading(with(object.describe(), shuffled),
                    object.records()), object.siblings()));
            assertThat(again).isEqualTo(byName(object.analysis()));
        }
    }

    @Property(tries = 200)
    void theScoreIsWithinBoundsAndThePlanIsAValidOrder(@ForAll long seed) {
        List<AnalyzedObject> kept = analysed(seed).stream().map(object -> object.analysis().kept()).toList();

        ReportConclusion conclusion = Conclusions.draw(facts(), kept);

        assertThat(conclusion.readinessScore()).isBetween(0, 100);
        assertThat(conclusion.scoreBreakdown()).allMatch(part -> part.score() >= 0 && part.score() <= 100);
        assertThat(conclusion.risks()).doesNotHaveDuplicates();
        assertThat(conclusion).isEqualTo(Conclusions.draw(facts(), kept));
        isValid(conclusion.plan(), kept);
    }

    /** A formula becomes a field, an encrypted one plain, a file a text, an option loses its comma. */
    @Property(tries = 300)
    void fixingAFieldNeverLowersTheScore(@ForAll long seed, @ForAll @IntRange(max = 1_000) int which) {
        List<Analysed> org = analysed(seed);
        Assume.that(!org.isEmpty());
        Analysed object = org.get(which % org.size());
        List<String> lines = new ArrayList<>(object.lines());
        int field = which / 17 % lines.size();
        lines.set(field, lines.get(field).replace(" calculated", "").replace("encryptedstring", "string")
                .replace("base64", "string").replace("Odd,", "Odd"));
        ObjectAnalysis fixed = ObjectAnalysis.of(reading(Describes.of(object.describe().name(),
                lines.toArray(String[]::new)), object.records()), object.siblings());

        assertThat(fixed.report().score()).isGreaterThanOrEqualTo(object.analysis().report().score());
        assertThat(score(org, object, fixed)).isGreaterThanOrEqualTo(score(org, object, object.analysis()));
    }

    private static int score(List<Analysed> org, Analysed replaced, ObjectAnalysis by) {
        return Conclusions.draw(facts(), org.stream()
                .map(object -> object == replaced ? by.kept() : object.analysis().kept()).toList()).readinessScore();
    }

    /** Every included object once; a parent that is required stands in an earlier wave. */
    private static void isValid(MigrationPlan plan, List<AnalyzedObject> objects) {
        List<String> order = plan.waves().stream().flatMap(List::stream).toList();
        Set<String> included = objects.stream().filter(AnalyzedObject::included).map(AnalyzedObject::name)
                .collect(Collectors.toSet());
        assertThat(order).doesNotHaveDuplicates();
        assertThat(included).containsAll(order);
        for (AnalyzedObject object : objects) {
            for (RelationshipReport link : object.links()) {
                if (link.required() && order.contains(object.name())) {
                    link.references().stream().filter(order::contains).filter(to -> !to.equals(object.name()))
                            .forEach(to -> assertThat(wave(plan, to)).isLessThan(wave(plan, object.name())));
                }
            }
        }
    }

    private static int wave(MigrationPlan plan, String object) {
        return IntStream.range(0, plan.waves().size()).filter(i -> plan.waves().get(i).contains(object)).findFirst()
                .orElseThrow();
    }

    /**
     * @param lines
     *            from which the describe is made
     */
    private record Analysed(List<String> lines, ObjectDescribe describe, long records,
            List<CustomFieldDefinition> siblings,
            ObjectAnalysis analysis) {
    }

    private static List<Analysed> analysed(long seed) {
        Random random = new Random(seed);
        List<Analysed> objects = new ArrayList<>();
        for (String name : OBJECTS) {
            if (random.nextInt(3) > 0) {
                List<String> lines = lines(random);
                ObjectDescribe describe = Describes.of(name, lines.toArray(String[]::new));
                long records = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000);
                List<CustomFieldDefinition> siblings = objects.stream().map(Analysed::analysis)
                        .filter(other -> other.report().target().equals(
                                com.crmfactory.migration.analyzer.mapping.Targets.of(name).name()))
                        .flatMap(other -> other.customFields().stream()).toList();
                objects.add(new Analysed(lines, describe, records, siblings,
                        ObjectAnalysis.of(reading(describe, records), siblings)));
            }
        }
        return objects;
    }

    private static List<String> lines(Random random) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        List<String> fields = new ArrayList<>(List.of("Id id"));
        names.stream().limit(random.nextInt(NAMES.size())).forEach(field -> fields.add(field + " "
                + TYPES.get(random.nextInt(TYPES.size())) + (random.nextBoolean() ? " nillable" : "")
                + (random.nextInt(5) == 0 ? " calculated" : "") + (random.nextInt(4) == 0 ? " =New|Odd,|Closed" : "")
                + " length:" + random.nextInt(5_000)));
        for (int i = 0; i < random.nextInt(4); i++) {
            fields.add("Link" + i + "__c reference ->" + OBJECTS.get(random.nextInt(OBJECTS.size())) + " nillable");
        }
        List.of("AccountId", "ParentId", "OpportunityId", "WhoId", "WhatId", "OwnerId").forEach(field -> {
            if (random.nextBoolean()) {
                fields.add(field + " reference ->" + OBJECTS.get(random.nextInt(OBJECTS.size()))
                        + (random.nextBoolean() ? " nillable" : ""));
            }
        });
        return List.copyOf(fields);
    }

    private static ObjectDescribe with(ObjectDescribe describe, List<Field> fields) {
        return new ObjectDescribe(describe.name(), describe.label(), describe.labelPlural(), describe.keyPrefix(),
                describe.custom(), describe.customSetting(), describe.queryable(), describe.retrieveable(),
                describe.createable(), describe.deprecatedAndHidden(), describe.associateEntityType(),
                describe.associateParentEntity(), fields, describe.recordTypeInfos(), describe.childRelationships());
    }

    private static Reading reading(ObjectDescribe describe, long records) {
        return new Reading(describe, null, ObjectProfile.of(records), DataFindings.NONE);
    }

    private static Map<String, FieldReport> byName(ObjectAnalysis analysis) {
        return analysis.report().fields().stream().collect(Collectors.toMap(FieldReport::field, field -> field));
    }

    private static OrgFacts facts() {
        return new OrgFacts(new OrgSummary("00D5g000009GenAEAS", "Any", "Enterprise Edition", false, "67.0"), 17,
                List.of(), List.of(), Map.of(), false, false, new Owners(1, 0, 0, 0), new Ownership(0, 0, 0, 0),
                Map.of(), AutomationInventory.of(List.of(), 0, List.of()),
                new Budget(15_000L, 10_000L, 1_000L, 60, 60, Map.of()));
    }
}
