package com.crmfactory.migration.model.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;

/** What the gateway asks of the importer, on {@code migration.import.commands}. */
public sealed interface ImportCommand extends MigrationMessage {

    Map<String, Class<? extends ImportCommand>> TYPES = Map.of("import_object", ImportObject.class,
            "validate_import", ValidateImport.class, "control_run", ControlRun.class, "connection_renewed",
            ConnectionRenewed.class);

    String organizationId();

    /** Where the records come from. */
    record Source(String sfOrgId, String instanceUrl, String apiVersion, SealedToken token) {
        public Source {
            Required.fields("sf_org_id", sfOrgId, "instance_url", instanceUrl, "api_version", apiVersion, "token",
                    token);
        }
    }

    /**
     * Import one object; sent when every object that it depends on is done.
     *
     * @param run
     *            counts the runs of a migration, from 1
     * @param wave
     *            1-based, for display
     * @param keyPrefix
     *            first three characters of the object's ids; may be null
     * @param expectedRecords
     *            what the analysis counted
     * @param references
     *            the reference fields among the configuration's fields
     * @param queues
     *            queue id to name, for records that a queue owns
     * @param retry
     *            counts the retries of the object within the run, from 1; null on the first import. An older one is
     *            ignored. An object that was imported before is asked only for its rejected records, any other as a whole
     * @param sequence
     *            of the object's last progress message, after which the importer's own go on; null if there is none
     * @param label
     *            what the org calls the object; null unless it becomes a custom object
     */
    record ImportObject(String migrationId, String organizationId, int run, String object, int wave, String keyPrefix,
            long expectedRecords, Source source, ObjectConfiguration configuration, List<ReferenceMapping> references,
            List<CustomFieldDefinition> customFields, Map<String, String> queues, RelationshipOptions relationships,
            OwnerOptions owners, RunOptions options, @JsonInclude(JsonInclude.Include.NON_NULL) Integer retry,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long sequence,
            @JsonInclude(JsonInclude.Include.NON_NULL) String label) implements ImportCommand {
        public ImportObject {
            Required.fields("migration_id", migrationId, "organization_id", organizationId, "object", object, "source",
                    source, "configuration", configuration, "references", references, "custom_fields", customFields,
                    "queues", queues, "relationships", relationships, "owners", owners, "options", options);
        }

        @Override
        public String type() {
            return "import_object";
        }

        @Override
        public String subject() {
            return migrationId + "/" + object;
        }
    }

    /** Compare what is in the CRM with what Salesforce delivered, for every object of the run. */
    record ValidateImport(String migrationId, String organizationId, int run, int validation)
            implements
                ImportCommand {
        public ValidateImport {
            Required.fields("migration_id", migrationId, "organization_id", organizationId);
        }

        @Override
        public String type() {
            return "validate_import";
        }
    }

    /**
     * Hold, go on with or give up the run. Holds for objects that are asked for later, too.
     *
     * @param controlRevision
     *            rises strictly per migration, from 1; an older one is ignored
     */
    record ControlRun(String migrationId, String organizationId, long controlRevision, Action action)
            implements
                ImportCommand {
        public ControlRun {
            Required.fields("migration_id", migrationId, "organization_id", organizationId, "action", action);
        }

        /** What is to be done. */
        public enum Action {
            /** No batch begins and Salesforce is not asked until the run is resumed. */
            PAUSE,
            RESUME,
            /** Every object ends where it is; what is imported stays. */
            CANCEL;

            @JsonValue
            public String wire() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String type() {
            return "control_run";
        }
    }

    /**
     * The migration has new credentials, for the objects under way as well.
     *
     * @param instanceUrl
     *            where they are valid; the org's address may have changed
     * @param token
     *            an older revision is ignored
     */
    record ConnectionRenewed(String migrationId, String organizationId, String instanceUrl, SealedToken token)
            implements
                ImportCommand {
        public ConnectionRenewed {
            Required.fields("migration_id", migrationId, "organization_id", organizationId, "instance_url", instanceUrl,
                    "token", token);
        }

        @Override
        public String type() {
            return "connection_renewed";
        }
    }
}
