package com.crmfactory.migration.model.configuration;

import java.util.List;

/** What will be migrated and how; suggested from the analysis, edited by the user, executed by the importer. */
public record MigrationConfiguration(List<ObjectConfiguration> objects, RelationshipOptions relationships,
        OwnerOptions owners, RunOptions options) {

    public MigrationConfiguration {
        objects = objects == null ? List.of() : List.copyOf(objects);
        relationships = relationships == null ? RelationshipOptions.DEFAULT : relationships;
        owners = owners == null ? OwnerOptions.DEFAULT : owners;
        options = options == null ? RunOptions.DEFAULT : options;
    }

    /** The objects that will be migrated, in the configuration's order. */
    public List<ObjectConfiguration> included() {
        return objects.stream().filter(ObjectConfiguration::include).toList();
    }
}
