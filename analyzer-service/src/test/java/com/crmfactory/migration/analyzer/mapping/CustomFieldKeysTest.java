package com.crmfactory.migration.analyzer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.analyzer.mapping.CustomFieldKeys.Wanted;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;
import com.crmfactory.migration.model.target.TargetTable;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CustomFieldKeysTest {
    private static final TargetTable ACCOUNTS = Targets.of("Account");
    private static final TargetTable ACTIVITIES = Targets.of("Task");

    @Test
    void aCustomFieldGivesWayToAStandardOneAndToAColumn() {
        Map<String, String> keys = new CustomFieldKeys(ACCOUNTS, List.of()).assign(List.of(wanted("Rating__c"),
                wanted("Rating"), wanted("Industry__c"), wanted("OwnerId")));

        assertThat(keys).containsEntry("Rating", "rating").containsEntry("Rating__c", "rating_c")
                .containsEntry("Industry__c", "industry_c").containsEntry("OwnerId", "sf_owner_id");
    }

    @Test
    void objectsOfOneTableShareAFieldOfTheSameNameAndTypeOnly() {
        List<CustomFieldDefinition> ofTask = List.of(definition("region", "Region__c", CustomFieldType.TEXT),
                definition("effort", "Effort__c", CustomFieldType.NUMBER));

        Map<String, String> ofEvent = new CustomFieldKeys(ACTIVITIES, ofTask)
                .assign(List.of(wanted("Region__c"), wanted("Effort__c")));

        assertThat(ofEvent).containsEntry("Region__c", "region").containsEntry("Effort__c", "effort_c");
    }

    @Property
    void keysAreUniqueLegalAndIndependentOfTheOrder(@ForAll("fields") Set<String> fields, @ForAll long seed) {
        List<Wanted> wanted = fields.stream().map(CustomFieldKeysTest::wanted).toList();
        List<Wanted> shuffled = new ArrayList<>(wanted);
        Collections.shuffle(shuffled, new Random(seed));

        Map<String, String> keys = new CustomFieldKeys(ACCOUNTS, List.of()).assign(wanted);

        assertThat(keys.values()).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z][a-z0-9_]{0,62}"))
                .doesNotContain("name", "industry", "owner_id", "id");
        assertThat(new CustomFieldKeys(ACCOUNTS, List.of()).assign(shuffled)).isEqualTo(keys);
    }

    @Provide
    Arbitrary<Set<String>> fields() {
        Arbitrary<String> names = Arbitraries.of("Foo", "foo", "FOO", "Foo_Bar", "FooBar", "Name", "Industry",
                "OwnerId",
                "F", "A".repeat(40), "A".repeat(62) + "b", "A".repeat(62) + "c", "x1", "X_1");
        Arbitrary<String> suffixes = Arbitraries.of("", "__c", "__pc", "__s");
        return net.jqwik.api.Combinators.combine(names, suffixes).as(String::concat).set().ofMaxSize(30);
    }

    private static Wanted wanted(String field) {
        return new Wanted(field, ApiNames.isCustom(field), CustomFieldType.TEXT);
    }

    private static CustomFieldDefinition definition(String key, String field, CustomFieldType type) {
        return new CustomFieldDefinition(key, field, type, null, false, null, field);
    }
}
