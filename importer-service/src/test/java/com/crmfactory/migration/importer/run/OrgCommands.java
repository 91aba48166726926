package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;

/**
 * The commands of one migration of a random org, as its rules want it.
 *
 * @param fallbackOwner
 *            a user of the CRM; null for none
 */
record OrgCommands(RandomOrg org, String migrationId, String organizationId, String fallbackOwner, Source source) {
    private static final Map<String, String> STATUSES = Map.of("New", "new", "Working", "open", "Escalated", "open",
            "Closed", "closed");

    ImportObject of(OrgObject object) {
        OrgRules rules = org.rules();
        List<FieldMapping> fields = fields(object);
        long expected = rules.byBulk().contains(object) ? ExtractedAccounts.BY_BULK : org.delivered(object).size();
        return new ImportObject(migrationId, organizationId, 1, object.object(), object.wave(), object.prefix(),
                expected,
                source,
                new ObjectConfiguration(object.object(), true, object.target(), rules.filter(object), fields,
                        rules.duplicates(object)),
                object.references().stream().map(reference -> new ReferenceMapping(reference.name(), reference.column(),
                        reference.parents(), reference.required(), reference.deferred())).toList(),
                fields.stream().filter(FieldMapping::isCustom).map(OrgCommands::definition).toList(), Map.of(),
                new RelationshipOptions(rules.onMissingParent(), true),
                new OwnerOptions("email", Map.of(), fallbackOwner),
                rules.options(), null, null, object.target().startsWith("custom_objects.") ? object.object() : null);
    }

    private List<FieldMapping> fields(OrgObject object) {
        List<FieldMapping> fields = new ArrayList<>();
        object.fields().stream().filter(field -> field.target() != null)
                .forEach(field -> fields.add(field.cell() == Cell.STATUS
                        ? new FieldMapping(field.name(), field.target(), Transform.CASE_STATUS, STATUSES, null,
                                org.rules().onUnmapped())
                        : new FieldMapping(field.name(), field.target(), field.cell().transform(), null, null,
                                OnUnmapped.KEEP)));
        object.references().forEach(reference -> fields.add(new FieldMapping(reference.name(), reference.column(),
                reference.isOwner() ? Transform.OWNER : Transform.REFERENCE, null, null, null)));
        return fields;
    }

    private static CustomFieldDefinition definition(FieldMapping field) {
        return new CustomFieldDefinition(field.customKey(), field.field(),
                field.transform() == Transform.NUMBER ? CustomFieldType.NUMBER : CustomFieldType.TEXT, null, false,
                null,
                field.field());
    }
}
