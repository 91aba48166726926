package com.crmfactory.migration.gateway.migration;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/** What the importer has to know about an object: its command without the credentials, compiled when a run begins. */
public record Assignment(String object, int wave, String keyPrefix, long expectedRecords,
        ObjectConfiguration configuration, List<ReferenceMapping> references, List<CustomFieldDefinition> customFields,
        Map<String, String> queues, RelationshipOptions relationships, OwnerOptions owners, RunOptions options,
        String label) {

    public ImportObject command(Migration migration, Source source) {
        ObjectRun run = migration.run().object(object);
        return new ImportObject(migration.id(), migration.organizationId(), migration.run().number(), object, wave,
                keyPrefix, expectedRecords, source, configuration, references, customFields, queues, relationships,
                owners, options, run.retry() == 0 ? null : run.retry(), run.sequence() == 0 ? null : run.sequence(),
                label);
    }
}
