package com.crmfactory.migration.model.message;

/** A message about one migration; its type is the CloudEvents type without prefix and version. */
public interface MigrationMessage {

    String migrationId();

    String type();

    /** What exactly it is about: the migration, or one object of it. */
    default String subject() {
        return migrationId();
    }
}
