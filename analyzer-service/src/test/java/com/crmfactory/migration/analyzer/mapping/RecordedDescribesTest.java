package com.crmfactory.migration.analyzer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.messaging.WireFormat;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Holds the mapping against describes recorded from real orgs. */
class RecordedDescribesTest {
    /** Well below what the broker takes as one message. */
    private static final int LARGEST_MESSAGE = 700_000;

    @TestFactory
    Collection<DynamicTest> everyFieldAppearsOnceAndEveryTargetIsReal() {
        return each(RecordedDescribesTest::isComplete);
    }

    @TestFactory
    Collection<DynamicTest> everyEventIsSmallEnoughForAMessage() {
        return each(RecordedDescribesTest::isSmall);
    }

    @Test
    void knowsThePersonAccountsFields() {
        Path file = Describes.recorded().stream().filter(path -> path.endsWith("Account.person-accounts.json"))
                .findFirst().orElse(null);
        assumeFalse(file == null, "the shared recordings are not here");
        ObjectMapping mapping = suggest(Describes.read(file));

        assertThat(mapping.fields()).hasSize(250);
        assertThat(mapping.suggestion().fields()).extracting(FieldMapping::field).contains("Name", "PersonEmail",
                "npo02__Soft_Credit_Total__pc").doesNotContain("PersonMailingAddress", "npsp__Membership_Span__c");
    }

    private static void isComplete(ObjectDescribe describe) {
        ObjectMapping mapping = suggest(describe);
        List<String> migrated = mapping.fields().stream()
                .filter(field -> field.target() != null && !field.target().equals("sf_id")).map(FieldReport::field)
                .toList();

        assertThat(mapping.fields()).extracting(FieldReport::field)
                .containsExactlyElementsOf(describe.fields().stream().map(Field::name).toList());
        assertThat(mapping.suggestion().fields()).extracting(FieldMapping::field).containsExactlyElementsOf(migrated);
        assertThat(mapping.suggestion().fields()).extracting(FieldMapping::target).doesNotHaveDuplicates();
        assertThat(mapping.customFields()).extracting(CustomFieldDefinition::fieldKey)
                .allMatch(key -> key.matches("[a-z][a-z0-9_]{0,62}"));
        mapping.suggestion().fields().stream().filter(field -> !field.isCustom())
                .forEach(field -> assertThat(mapping.table().column(field.target()).isPresent()
                        || mapping.table().reference(field.target()).isPresent()).as(field.target()).isTrue());
        assertThat(mapping.suggestion().fields()).noneMatch(field -> List.of("address", "location", "base64")
                .contains(describe.field(field.field()).orElseThrow().type()));
    }

    private static void isSmall(ObjectDescribe describe) {
        ObjectMapping mapping = suggest(describe);
        try {
            assertThat(WireFormat.mapper().writeValueAsBytes(
                    List.of(mapping.fields(), mapping.suggestion(), mapping.customFields())).length)
                    .isLessThan(LARGEST_MESSAGE);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Collection<DynamicTest> each(java.util.function.Consumer<ObjectDescribe> check) {
        List<Path> files = Describes.recorded();
        assumeFalse(files.isEmpty(), "the shared recordings are not here");
        Stream<DynamicTest> tests = files.stream().map(file -> DynamicTest.dynamicTest(
                file.getParent().getParent().getFileName() + "/" + file.getFileName(),
                () -> check.accept(Describes.read(file))));
        return tests.toList();
    }

    private static ObjectMapping suggest(ObjectDescribe describe) {
        return ObjectMapping.suggest(describe, ObjectProfile.of(1), List.of());
    }
}
