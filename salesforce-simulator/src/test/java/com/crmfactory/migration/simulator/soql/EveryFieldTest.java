package com.crmfactory.migration.simulator.soql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.simulator.generated.GeneratedOrg;
import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Org;
import com.crmfactory.migration.simulator.org.Table;

/** Object and field names may be words of the grammar (Group, Case, Order, Type, Status, Division …). */
class EveryFieldTest {

    private static final Org ORG = GeneratedOrg.of(0.01, 1);

    private static List<Table> queryable() {
        return Stream.concat(ORG.tables().stream(), ORG.toolingTables().stream())
                .filter(table -> table.describe().queryable())
                .filter(table -> !table.describe().name().equals("ContentDocumentLink")).toList();
    }

    private static Query query(Table table, String soql) {
        return Query.of(soql, true, ORG.table(table.describe().name()) == table ? ORG::table : ORG::toolingTable,
                Clock.systemUTC());
    }

    @Test
    void everyFieldOfEveryObjectCanBeSelected() {
        assertThat(queryable()).allSatisfy(table -> {
            List<String> fields = table.describe().fields().stream().map(FieldDescribe::name).toList();
            Query query = query(table, "SELECT " + String.join(", ", fields) + " FROM " + table.describe().name());
            assertThat(query.columns()).extracting(Column::name).containsExactlyElementsOf(fields);
            assertThat(query.rows().total()).isEqualTo(table.size());
        });
    }

    @Test
    void everyParentInTheOrgCanBeDotted() {
        assertThat(queryable()).allSatisfy(table -> {
            List<String> paths = new ArrayList<>(List.of("Id"));
            for (FieldDescribe field : table.describe().fields()) {
                if (field.relationshipName() != null && field.polymorphic()) {
                    paths.add(field.relationshipName() + ".Type");
                } else if (field.relationshipName() != null && ORG.table(field.referenceTo().get(0)) != null) {
                    paths.add(field.relationshipName() + ".Id");
                }
            }
            Query query = query(table, "SELECT " + String.join(", ", paths) + " FROM " + table.describe().name());
            assertThat(query.columns()).hasSameSizeAs(paths);
        });
    }

    @Test
    void everyGroupableFieldCanBeGrouped() {
        assertThat(queryable()).allSatisfy(table -> {
            for (FieldDescribe field : table.describe().fields()) {
                if (field.groupable() && field.filterable()) {
                    String soql = "SELECT " + field.name() + ", COUNT(Id) n FROM " + table.describe().name() + " WHERE "
                            + field.name() + " != null GROUP BY " + field.name();
                    assertThat(query(table, soql).groups()).as(soql).hasSizeLessThanOrEqualTo((int) table.size());
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT Id FROM Order", "SELECT Id, Group.Name FROM GroupMember", "SELECT Id FROM Case__c",
            "SELECT Order__c, Limit__c, End, Language FROM Contract",
            "SELECT Network.Name, Category FROM Asset",
            "select id from Account where phone = null and email__c like '%x' limit 5"})
    void wordsOfTheGrammarMayBeNames(String soql) {
        assertThat(SoqlParser.parse(soql).select()).isNotEmpty();
    }
}
