package com.crmfactory.migration.analyzer.mapping;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.crmfactory.migration.analyzer.Describes;
import com.crmfactory.migration.analyzer.Golden;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/**
 * Holds what becomes of every field against {@link Golden} files: one line a field, what a Salesforce consultant has
 * read and agreed to.
 */
class GoldenMappingsTest {
    @TestFactory
    Collection<DynamicTest> everyRecordedDescribeIsMappedAsReviewed() {
        List<Path> files = Describes.recorded();
        assumeFalse(files.isEmpty(), "the shared recordings are not here");
        return files.stream().map(file -> golden(file.getParent().getParent().getFileName() + "/"
                + file.getFileName().toString().replace(".json", ".txt"), () -> Describes.read(file))).toList();
    }

    @TestFactory
    Collection<DynamicTest> everyObjectThatIsRecordedInPartIsMappedAsReviewed() {
        List<ObjectDescribe> describes = Describes.trimmed();
        assumeFalse(describes.isEmpty(), "the shared recordings are not here");
        return describes.stream().map(describe -> golden("trimmed/" + describe.name() + ".txt", () -> describe))
                .toList();
    }

    @TestFactory
    Collection<DynamicTest> everyObjectOfTheGeneratedOrgIsMappedAsReviewed() {
        return Describes.generated().stream()
                .map(describe -> golden("generated/" + describe.name() + ".txt", () -> describe)).toList();
    }

    private static DynamicTest golden(String name, Supplier<ObjectDescribe> describe) {
        return DynamicTest.dynamicTest(name, () -> Golden.holds(name, GoldenMappingsTest.class,
                lines(ObjectMapping.suggest(describe.get(), ObjectProfile.of(1), List.of()))));
    }

    private static List<String> lines(ObjectMapping mapping) {
        Map<String, FieldMapping> suggested = mapping.suggestion().fields().stream()
                .collect(Collectors.toMap(FieldMapping::field, field -> field));
        Map<String, String> types = mapping.customFields().stream().collect(
                Collectors.toMap(definition -> definition.sfField(), definition -> definition.dataType().wire()));
        return Stream.concat(Stream.of("-> " + mapping.table().name()),
                mapping.fields().stream().map(field -> line(field, suggested.get(field.field()), types))).toList();
    }

    /** {@code field (type) -> target | transform | status | confidence | custom type | value map | reason}. */
    private static String line(FieldReport field, FieldMapping suggested, Map<String, String> types) {
        String values = suggested == null || suggested.values().isEmpty()
                ? null
                : suggested.values().size() + " values";
        return Stream
                .of(field.field() + " (" + field.type() + ") -> " + (field.target() == null ? "-" : field.target()),
                        field.transform(), field.status().wire(), "" + field.confidence(), types.get(field.field()),
                        values,
                        field.reason())
                .filter(part -> part != null).collect(Collectors.joining(" | "));
    }
}
