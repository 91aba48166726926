package com.crmfactory.migration.model.message;

import java.util.Map;

import com.crmfactory.migration.model.Failure;

/**
 * What the importer tells only the gateway, on {@code migration.import.events}; what concerns everybody is
 * {@link Progress}.
 */
public sealed interface ImportEvent extends MigrationMessage {

    Map<String, Class<? extends ImportEvent>> TYPES = Map.of("validation_completed", ValidationCompleted.class,
            "api_limit_reached", ApiLimitReached.class);

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

    /**
     * Salesforce's limit, or the share of it that the run may use, is reached: the importer asks nothing more until the run
     * is resumed.
     *
     * @param controlRevision
     *            of the last {@link ImportCommand.ControlRun} that the importer had taken; 0 if there was none. After a
     *            newer one the event is old
     */
    record ApiLimitReached(String migrationId, long controlRevision, Failure failure) implements ImportEvent {
        public ApiLimitReached {
            Required.fields("migration_id", migrationId, "failure", failure);
        }

        @Override
        public String type() {
            return "api_limit_reached";
        }
    }
}
