package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static com.crmfactory.migration.importer.load.Loading.id;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;

/** Objects of a random graph. Those further down refer to those above them, and all but contacts to their own kind. */
enum GraphObject {
    ACCOUNT("001", "accounts"), CONTACT("003", "contacts"), CASE("500", "cases"), INVOICE("a0I", "custom_records");

    /** A custom object's details need a master; this one is there before anything else. */
    static final String MASTER = id("001", 99_999);

    private final String prefix;
    private final String table;

    GraphObject(String prefix, String table) {
        this.prefix = prefix;
        this.table = table;
    }

    /** A reference field. */
    record Reference(GraphObject from, String column, GraphObject to) {

        /** {@code child column parent} of each link in the CRM, as Salesforce ids. */
        String links() {
            String key = column.substring(column.indexOf('.') + 1);
            return "SELECT c.sf_id || ' " + column + " ' || p.sf_id FROM crm." + from.table + " c JOIN "
                    + (from == INVOICE
                            ? "crm.record_references f ON f.record_id = c.id AND f.field_key = '" + key
                                    + "' JOIN crm." + to.table + " p ON p.id = f.target_id"
                            : "crm." + to.table + " p ON p.id = c." + column)
                    + " WHERE c.organization_id = :org";
        }
    }

    /** Its reference fields, the one to its own kind last. */
    List<Reference> references() {
        return switch (this) {
            case ACCOUNT -> List.of(new Reference(this, "parent_id", this));
            case CONTACT -> List.of(new Reference(this, "account_id", ACCOUNT));
            case CASE -> List.of(new Reference(this, "account_id", ACCOUNT),
                    new Reference(this, "contact_id", CONTACT), new Reference(this, "parent_id", this));
            case INVOICE -> List.of(new Reference(this, "custom_fields.corrects", this));
        };
    }

    static List<Reference> allReferences() {
        List<Reference> all = new ArrayList<>();
        Arrays.stream(values()).forEach(object -> all.addAll(object.references()));
        return all;
    }

    String sfId(int number) {
        return id(prefix, number);
    }

    /** The Salesforce id of each record in the CRM. */
    String present() {
        return "SELECT sf_id FROM crm." + table + " WHERE organization_id = :org AND sf_id <> '" + MASTER + "'";
    }

    ObjectLoad begin(Loading loading) {
        return switch (this) {
            case ACCOUNT -> loading.accounts();
            case CONTACT -> loading.contacts();
            case CASE -> loading.cases();
            case INVOICE -> loading.invoices();
        };
    }

    /** @param parents by column; a blank reference has none */
    String[] cells(String sfId, Map<String, String> parents) {
        String name = "record " + sfId;
        return switch (this) {
            case ACCOUNT -> account(sfId, name, parents.get("parent_id"), null);
            case CONTACT -> new String[]{sfId, name, null, parents.get("account_id")};
            case CASE -> new String[]{sfId, name, "new", null, parents.get("account_id"), parents.get("contact_id"),
                    parents.get("parent_id"), null, null, null};
            case INVOICE -> new String[]{sfId, name, MASTER, parents.get("custom_fields.corrects"), null, null};
        };
    }
}
