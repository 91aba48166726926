package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.model.configuration.Transform.BOOLEAN;
import static com.crmfactory.migration.model.configuration.Transform.CASE_STATUS;
import static com.crmfactory.migration.model.configuration.Transform.NUMBER;
import static com.crmfactory.migration.model.configuration.Transform.OWNER;
import static com.crmfactory.migration.model.configuration.Transform.PICKLIST;
import static com.crmfactory.migration.model.configuration.Transform.REFERENCE;
import static com.crmfactory.migration.model.configuration.Transform.TEXT;
import static com.crmfactory.migration.model.configuration.Transform.TIMESTAMP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.message.ReferenceMapping.Parent;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.CustomFieldType;

/** Commands as the gateway would send them, for a few objects and fields. */
final class TestCommands {
    private static final Parent USER = new Parent("User", "005", "users");
    private static final Parent ACCOUNT = new Parent("Account", "001", "accounts");
    private static final Parent CONTACT = new Parent("Contact", "003", "contacts");
    private static final Parent CASE = new Parent("Case", "500", "cases");

    private final String organizationId;
    private final String migrationId;
    private final Source source;

    TestCommands(String migrationId, String sfOrgId, String instanceUrl, SealedToken token) {
        this(migrationId, GatewayPart.ORGANIZATION, sfOrgId, instanceUrl, token);
    }

    TestCommands(String migrationId, String organizationId, String sfOrgId, String instanceUrl, SealedToken token) {
        this.organizationId = organizationId;
        this.migrationId = migrationId;
        this.source = new Source(sfOrgId, instanceUrl, "67.0", token);
    }

    ImportObject users(long expected) {
        return command("User", "users", "005", expected, List.of(field("Email", "email", TEXT),
                field("Name", "name", TEXT), field("IsActive", "is_active", BOOLEAN)), List.of());
    }

    ImportObject accounts(long expected) {
        return command("Account", "accounts", "001", expected,
                owned(field("Name", "name", TEXT), field("Website", "website", TEXT),
                        field("AnnualRevenue", "revenue", NUMBER), field("Description", "description", TEXT),
                        field("Fax", "custom_fields.fax", TEXT), field("ParentId", "parent_id", REFERENCE)),
                List.of(owner(), reference("ParentId", "parent_id", false, true, ACCOUNT)));
    }

    /** Accounts of an org that has person accounts. */
    ImportObject personAccounts(long expected) {
        return command("Account", "accounts", "001", expected,
                owned(field("Name", "name", TEXT), field("PersonEmail", "custom_fields.person_email", TEXT),
                        field("PersonContactId", "custom_fields.person_contact_id", REFERENCE)),
                List.of(owner(),
                        reference("PersonContactId", "custom_fields.person_contact_id", false, true, CONTACT)));
    }

    ImportObject contacts(long expected) {
        return command("Contact", "contacts", "003", expected,
                owned(field("FirstName", "first_name", TEXT), field("LastName", "last_name", TEXT),
                        field("Email", "email", TEXT), field("AccountId", "account_id", REFERENCE),
                        field("ReportsToId", "reports_to_id", REFERENCE)),
                List.of(owner(), reference("AccountId", "account_id", false, false, ACCOUNT),
                        reference("ReportsToId", "reports_to_id", false, true, CONTACT)));
    }

    ImportObject cases(long expected) {
        return command("Case", "cases", "500", expected,
                owned(field("CaseNumber", "number", TEXT), field("Subject", "subject", TEXT),
                        new FieldMapping("Status", "status", CASE_STATUS,
                                Map.of("New", "new", "Working", "open", "Escalated", "open", "Closed", "closed"),
                                "open",
                                OnUnmapped.DEFAULT),
                        new FieldMapping("Priority", "priority", PICKLIST,
                                Map.of("Low", "low", "Medium", "medium", "High", "high"), "medium", OnUnmapped.DEFAULT),
                        field("AccountId", "account_id", REFERENCE), field("ContactId", "contact_id", REFERENCE),
                        field("ParentId", "parent_id", REFERENCE)),
                List.of(owner(), reference("AccountId", "account_id", false, false, ACCOUNT),
                        reference("ContactId", "contact_id", false, false, CONTACT),
                        reference("ParentId", "parent_id", false, true, CASE)));
    }

    ImportObject caseComments(long expected) {
        return command("CaseComment", "case_comments", "00a", expected, List.of(field("ParentId", "case_id", REFERENCE),
                field("CommentBody", "body", TEXT), field("IsPublished", "is_public", BOOLEAN),
                field("CreatedById", "author_id", REFERENCE), field("CreatedDate", "created_at", TIMESTAMP),
                field("LastModifiedDate", "updated_at", TIMESTAMP)),
                List.of(reference("ParentId", "case_id", true, false, CASE),
                        reference("CreatedById", "author_id", false, false, USER)));
    }

    ImportObject emails(long expected) {
        return command("EmailMessage", "case_comments", "02s", expected,
                List.of(field("ParentId", "case_id", REFERENCE),
                        field("TextBody", "body", TEXT), field("CreatedDate", "created_at", TIMESTAMP)),
                List.of(reference("ParentId", "case_id", false, false, CASE)));
    }

    ImportObject products(long expected) {
        return command("Product2", "products", "01t", expected, List.of(field("Name", "name", TEXT)), List.of());
    }

    private ImportObject command(String object, String target, String prefix, long expected, List<FieldMapping> fields,
            List<ReferenceMapping> references) {
        List<CustomFieldDefinition> custom = fields.stream().filter(FieldMapping::isCustom)
                .map(field -> new CustomFieldDefinition(field.customKey(), field.field(), CustomFieldType.TEXT, null,
                        false, null, field.field()))
                .toList();
        return new ImportObject(migrationId, organizationId, 1, object, 1, prefix, expected, source,
                new ObjectConfiguration(object, true, target, null, fields, null), references, custom,
                Map.of(), RelationshipOptions.DEFAULT, OwnerOptions.DEFAULT, RunOptions.DEFAULT, null, null, null);
    }

    private static List<FieldMapping> owned(FieldMapping... fields) {
        List<FieldMapping> all = new ArrayList<>(List.of(fields));
        all.add(field("OwnerId", "owner_id", OWNER));
        all.add(field("CreatedDate", "created_at", TIMESTAMP));
        all.add(field("LastModifiedDate", "updated_at", TIMESTAMP));
        return all;
    }

    private static FieldMapping field(String field, String target, Transform transform) {
        return new FieldMapping(field, target, transform, null, null, null);
    }

    private static ReferenceMapping owner() {
        return reference("OwnerId", "owner_id", false, false, USER);
    }

    private static ReferenceMapping reference(String field, String column, boolean required, boolean deferred,
            Parent... parents) {
        return new ReferenceMapping(field, column, List.of(parents), required, deferred);
    }
}
