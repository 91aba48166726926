package com.crmfactory.migration.model.message;

import java.util.Map;

/**
 * What the importer tells only the gateway, on {@code migration.import.events}; what concerns everybody is
 * {@link Progress}.
 */
public sealed interface ImportEvent extends MigrationMessage {

    Map<String, Class<? extends ImportEvent>> TYPES = Map.of("validation_completed", ValidationCompleted.class);

    /**
     * The validation is done and can be read.
     *
     * @param validation
     *            the command's
     */
    record ValidationCompleted(String migrationId, int run, int validation, boolean passed) implements ImportEvent {
        public ValidationCompleted {
            Required.fields("migration_id", migrationId);
        }

        @Override
        public String type() {
            return "validation_completed";
        }
    }
}
