package com.crmfactory.migration.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** The key sets are those of recorded describes (facts §2). */
class DescribeShapeTest {

    private static final List<String> FIELD_KEYS = List.of("aggregatable", "aiPredictionField", "autoNumber",
            "byteLength", "calculated",
            "calculatedFormula", "cascadeDelete", "caseSensitive", "compoundFieldName", "controllerName", "createable",
            "custom",
            "defaultValue", "defaultValueFormula", "defaultedOnCreate", "dependentPicklist", "deprecatedAndHidden",
            "digits",
            "displayLocationInDecimal", "encrypted", "externalId", "extraTypeInfo", "filterable", "filteredLookupInfo",
            "formulaTreatNullNumberAsZero", "groupable", "highScaleNumber", "htmlFormatted", "idLookup",
            "inlineHelpText", "label", "length",
            "mask", "maskType", "name", "nameField", "namePointing", "nillable", "permissionable", "picklistValues",
            "polymorphicForeignKey", "precision", "queryByDistance", "referenceTargetField", "referenceTo",
            "relationshipName",
            "relationshipOrder", "restrictedDelete", "restrictedPicklist", "scale", "searchPrefilterable", "soapType",
            "sortable", "type",
            "unique", "updateable", "writeRequiresMasterRead");
    private static final List<String> OBJECT_KEYS = List.of("actionOverrides", "activateable", "associateEntityType",
            "associateParentEntity", "childRelationships", "compactLayoutable", "createable", "custom", "customSetting",
            "deepCloneable",
            "defaultImplementation", "deletable", "deprecatedAndHidden", "extendedBy", "extendsInterfaces",
            "feedEnabled", "fields",
            "hasSubtypes", "implementedBy", "implementsInterfaces", "isInterface", "isSubtype", "keyPrefix", "label",
            "labelPlural",
            "layoutable", "listviewable", "lookupLayoutable", "mergeable", "mruEnabled", "name", "namedLayoutInfos",
            "networkScopeFieldName", "queryable", "recordTypeInfos", "replicateable", "retrieveable",
            "searchLayoutable", "searchable",
            "sobjectDescribeOption", "supportedScopes", "triggerable", "undeletable", "updateable", "urls");

    private static Stream<ObjectDescribe> describes() {
        return Stream.of("generated-objects.txt", "setup-objects.txt", "tooling-objects.txt")
                .flatMap(resource -> ObjectSpecs.read(resource).values().stream());
    }

    @Test
    void everyObjectHasThe45KeysOfARealDescribe() {
        assertThat(OBJECT_KEYS).hasSize(45);
        assertThat(describes()).allSatisfy(
                describe -> assertThat(names(describe.json())).containsExactlyInAnyOrderElementsOf(OBJECT_KEYS));
    }

    @Test
    void everyFieldHasThe57KeysOfARealDescribe() {
        assertThat(FIELD_KEYS).hasSize(57);
        assertThat(describes()).allSatisfy(describe -> assertThat(describe.json().get("fields"))
                .allSatisfy(field -> assertThat(names(field)).containsExactlyInAnyOrderElementsOf(FIELD_KEYS)));
    }

    @Test
    void longTextCannotBeFilteredGroupedOrSorted() {
        FieldDescribe description = ObjectSpecs.read("generated-objects.txt").get("Account").field("Description");
        assertThat(description.filterable() || description.groupable() || description.sortable()).isFalse();
    }

    @Test
    void polymorphicReferencesPointToNames() {
        FieldDescribe what = ObjectSpecs.read("generated-objects.txt").get("Task").field("WhatId");
        assertThat(what.namePointing()).isTrue();
        assertThat(what.referenceTo()).contains("Account", "Case", "Opportunity");
        assertThat(what.relationshipName()).isEqualTo("What");
    }

    @Test
    void compoundPartsNameTheirWhole() {
        ObjectDescribe account = ObjectSpecs.read("generated-objects.txt").get("Account");
        assertThat(account.field("BillingCity").compoundFieldName()).isEqualTo("BillingAddress");
        assertThat(account.field("BillingAddress").compound()).isTrue();
        assertThat(account.field("Site_Location__Latitude__s").compoundFieldName()).isEqualTo("Site_Location__c");
    }

    private static List<String> names(JsonNode json) {
        return json.properties().stream().map(member -> member.getKey()).toList();
    }
}
