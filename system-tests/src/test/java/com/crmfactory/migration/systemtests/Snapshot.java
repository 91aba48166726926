package com.crmfactory.migration.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The CRM's rows in a form that does not depend on when and by whom they were written: parents as Salesforce ids instead
 * of keys, without the row's own key, the time of the import and the migration. A copy of it lies in the database itself,
 * so that two states of any size can be compared row by row.
 */
final class Snapshot {

    private static final String LEFT_OUT = "('id', 'organization_id', 'imported_at', 'migration_id',"
            + " 'changed_migration_id')";
    private static final String TABLES = "SELECT DISTINCT table_name::text FROM information_schema.columns"
            + " WHERE table_schema = 'crm' AND column_name = 'sf_id' AND table_name <> 'record_links' ORDER BY 1";
    private static final String COLUMNS = "SELECT column_name::text, data_type::text FROM information_schema.columns"
            + " WHERE table_schema = 'crm' AND table_name = ? AND column_name NOT IN " + LEFT_OUT
            + " ORDER BY ordinal_position";
    private static final String PARENTS = "SELECT a.attname::text, c.confrelid::regclass::text FROM pg_constraint c"
            + " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
            + " WHERE c.contype = 'f' AND c.conrelid = ('crm.' || ?)::regclass";

    private final Database database;

    private Snapshot(Database database) {
        this.database = database;
    }

    static Snapshot of(Database database) {
        return new Snapshot(database);
    }

    List<String> tables() {
        return database.texts(TABLES);
    }

    /** Keeps the present state. */
    void take() {
        database.execute("CREATE SCHEMA undisturbed");
        tables().forEach(table -> database.execute("CREATE TABLE undisturbed." + table + " AS " + rows(table)));
        database.execute("CREATE TABLE undisturbed.custom_field_definitions AS " + definitions());
        database.execute("CREATE TABLE undisturbed.unlinked AS TABLE import.unlinked");
    }

    /** Fails with some of the rows that differ. */
    void assertUnchanged() {
        for (String table : tables()) {
            assertSame("crm." + table, rows(table), "TABLE undisturbed." + table);
        }
        assertSame("crm.custom_field_definitions", definitions(), "TABLE undisturbed.custom_field_definitions");
        assertSame("import.unlinked", "TABLE import.unlinked", "TABLE undisturbed.unlinked");
    }

    private void assertSame(String what, String now, String then) {
        assertThat(database.rows("(" + now + ") EXCEPT ALL (" + then + ") LIMIT 3")).as("new or changed in " + what)
                .isEmpty();
        assertThat(database.rows("(" + then + ") EXCEPT ALL (" + now + ") LIMIT 3")).as("lost or changed in " + what)
                .isEmpty();
    }

    /** Empties the CRM, so that the same org can be imported once more from nothing. */
    void empty() {
        database.execute("TRUNCATE crm.custom_field_definitions, crm.record_links, import.unlinked, "
                + tables().stream().map(table -> "crm." + table).collect(Collectors.joining(", ")));
    }

    private static String definitions() {
        return "SELECT entity_type, field_key, label, data_type, picklist_options, required, description, sf_field"
                + " FROM crm.custom_field_definitions";
    }

    private String rows(String table) {
        Map<String, String> parents = database.map(PARENTS, table);
        return database.map(COLUMNS, table).entrySet().stream()
                .map(column -> column(column.getKey(), column.getValue(), parents.get(column.getKey())))
                .collect(Collectors.joining(", ", "SELECT ", " FROM crm." + table + " t"));
    }

    private String column(String name, String type, String parentTable) {
        if (parentTable != null) {
            return "(SELECT p.sf_id FROM " + parentTable + " p WHERE p.id = t." + name + ") AS " + name;
        }
        if (!type.equals("uuid")) {
            return "t." + name;
        }
        // The one reference that leads into several tables.
        return tables().stream().map(table -> "(SELECT p.sf_id FROM crm." + table + " p WHERE p.id = t." + name
                + " AND t.related_to_type = '" + table + "')")
                .collect(Collectors.joining(", ", "coalesce(", ") AS " + name));
    }
}
