package com.crmfactory.migration.model.message;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/** What the gateway asks of the importer, on {@code migration.import.commands}. */
public sealed interface ImportCommand extends MigrationMessage {

    Map<String, Class<? extends ImportCommand>> TYPES = Map.of("import_object", ImportObject.class,
            "validate_import", ValidateImport.class);

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
     */
    record ImportObject(String migrationId, String organizationId, int run, String object, int wave, String keyPrefix,
            long expectedRecords, Source source, ObjectConfiguration configuration, List<ReferenceMapping> references,
            List<CustomFieldDefinition> customFields, Map<String, String> queues, RelationshipOptions relationships,
            OwnerOptions owners, RunOptions options) implements ImportCommand {
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
}
