package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;

/** An object with no more than it takes to recognise its duplicates: the columns of the rules, and the record's age. */
final class ReducedObject {
    /** Columns that are derived where they are not mapped. */
    private static final Map<String, String> DERIVED_FROM = Map.of("domain", "website", "country", "billing_country");
    private static final String BORN = "created_at";

    private ReducedObject() {
    }

    static ImportObject of(ImportObject command) {
        ObjectConfiguration full = command.configuration();
        Set<String> needed = new HashSet<>(Set.of(BORN));
        full.dedup().matchOn().forEach(columns -> columns.forEach(column -> {
            needed.add(column);
            needed.add(DERIVED_FROM.getOrDefault(column, column));
        }));
        List<FieldMapping> fields = new ArrayList<>(
                full.fields().stream().filter(field -> needed.contains(field.target())).toList());
        if (fields.stream().noneMatch(field -> field.target().equals(BORN))) {
            fields.add(new FieldMapping("CreatedDate", BORN, Transform.TIMESTAMP, null, null, null));
        }
        RunOptions options = command.options();
        return new ImportObject(command.migrationId(), command.organizationId(), command.run(), command.object(),
                command.wave(), command.keyPrefix(), command.expectedRecords(), command.source(),
                new ObjectConfiguration(full.object(), true, full.target(), full.filter(), fields, full.dedup()),
                List.of(), List.of(), command.queues(), command.relationships(), command.owners(),
                new RunOptions(options.maxApiUsagePercent(), options.maxFailuresPercent(), options.importDeleted(),
                        options.importArchived(), true, options.replaceOtherOrg(), options.overwriteEdited()),
                null, null, null);
    }
}
