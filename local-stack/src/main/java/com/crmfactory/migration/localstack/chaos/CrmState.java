package com.crmfactory.migration.localstack.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import com.crmfactory.migration.localstack.stack.Endpoints;

/**
 * The CRM's rows in a form that does not depend on when and by whom they were written: parents as Salesforce ids instead
 * of keys, without the row's own key, the time of the import and the migration. A copy of it lies in the database itself,
 * so that two states of any size can be compared row by row. Each call opens its own connection, since the server may
 * have been killed since the last one.
 */
public final class CrmState {

    private static final String LEFT_OUT = "('id', 'organization_id', 'imported_at', 'migration_id',"
            + " 'changed_migration_id')";
    private static final String ALL_TABLES = "SELECT table_name::text, table_name::text FROM information_schema.tables"
            + " WHERE table_schema = 'crm' AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'"
            + " ORDER BY 1";
    private static final String TABLES = "SELECT DISTINCT table_name::text, 'crm.' || table_name"
            + " FROM information_schema.columns WHERE table_schema = 'crm' AND column_name = 'sf_id'"
            + " AND table_name <> 'record_links' ORDER BY 1";
    private static final String COLUMNS = "SELECT column_name::text, data_type::text FROM information_schema.columns"
            + " WHERE table_schema = 'crm' AND table_name = ? AND column_name NOT IN " + LEFT_OUT
            + " ORDER BY ordinal_position";
    private static final String PARENTS = "SELECT a.attname::text, c.confrelid::regclass::text FROM pg_constraint c"
            + " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
            + " WHERE c.contype = 'f' AND c.conrelid = ('crm.' || ?)::regclass";
    private static final int ROWS_SHOWN = 3;

    private final String url;
    private final Properties login = new Properties();

    public CrmState(Endpoints.Database where) {
        this.url = "jdbc:postgresql://%s:%d/%s".formatted(where.host(), where.port(), where.database());
        login.setProperty("user", where.user());
        login.setProperty("password", where.password());
    }

    /** The tables that hold records of Salesforce, by name. */
    public List<String> tables() throws SQLException {
        return List.copyOf(map(TABLES).keySet());
    }

    /** Keeps the present state as the one to compare with; an earlier one is forgotten. */
    public void take() throws SQLException {
        execute("DROP SCHEMA IF EXISTS undisturbed CASCADE");
        execute("CREATE SCHEMA undisturbed");
        for (Map.Entry<String, String> part : parts().entrySet()) {
            execute("CREATE TABLE " + kept(part.getKey()) + " AS " + part.getValue());
        }
    }

    /** Rows that are new, changed or lost since {@link #take}, some of each table; empty if the states are the same. */
    public List<String> differences() throws SQLException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> part : parts().entrySet()) {
            String then = "TABLE " + kept(part.getKey());
            found.addAll(difference("new or changed in " + part.getKey(), part.getValue(), then));
            found.addAll(difference("lost or changed in " + part.getKey(), then, part.getValue()));
        }
        return found;
    }

    /** Empties the CRM, so that the same org can be imported once more from nothing. */
    public void empty() throws SQLException {
        execute("TRUNCATE import.unlinked, " + map(ALL_TABLES).keySet().stream().map(table -> "crm." + table)
                .collect(Collectors.joining(", ")));
    }

    /** What is compared, by name, each as a query. */
    private Map<String, String> parts() throws SQLException {
        Map<String, String> tables = map(TABLES);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String table : tables.keySet()) {
            parts.put(table, rows(table, tables));
        }
        parts.put("custom_field_definitions", "SELECT entity_type, field_key, label, data_type, picklist_options,"
                + " required, description, sf_field FROM crm.custom_field_definitions");
        parts.put("custom_objects", "SELECT key, label, sf_object FROM crm.custom_objects");
        parts.put("record_references", "SELECT t.entity, " + inOneOf(tables, "t.record_id", "t.entity")
                + " AS record, t.field_key, t.target, " + inOneOf(tables, "t.target_id", "t.target")
                + " AS points_to FROM crm.record_references t");
        parts.put("unlinked", "TABLE import.unlinked");
        return parts;
    }

    private static String kept(String part) {
        return "undisturbed." + part;
    }

    private List<String> difference(String what, String some, String others) throws SQLException {
        String sql = "(" + some + ") EXCEPT ALL (" + others + ") LIMIT " + ROWS_SHOWN;
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getString(i));
                }
                found.add(what + ": " + row);
            }
            return found;
        }
    }

    private String rows(String table, Map<String, String> tables) throws SQLException {
        Map<String, String> parents = map(PARENTS, table);
        List<String> columns = new ArrayList<>();
        for (Map.Entry<String, String> column : map(COLUMNS, table).entrySet()) {
            columns.add(column(column.getKey(), column.getValue(), parents.get(column.getKey()), tables));
        }
        return "SELECT " + String.join(", ", columns) + " FROM crm." + table + " t";
    }

    private static String column(String name, String type, String parentTable, Map<String, String> tables) {
        if (parentTable != null) {
            boolean hasSalesforceId = tables.containsKey(parentTable.substring(parentTable.lastIndexOf('.') + 1));
            String identity = hasSalesforceId ? "p.sf_id" : "p::text";
            return "(SELECT " + identity + " FROM " + parentTable + " p WHERE p.id = t." + name + ") AS " + name;
        }
        if (!type.equals("uuid")) {
            return "t." + name;
        }
        // The one column that leads into several tables.
        return inOneOf(tables, "t." + name, "t.related_to_type") + " AS " + name;
    }

    /** The Salesforce id of the record that a key leads to, in whichever table. */
    private static String inOneOf(Map<String, String> tables, String key, String type) {
        return tables.keySet().stream().map(table -> "(SELECT p.sf_id FROM crm." + table + " p WHERE p.id = " + key
                + " AND " + type + " = '" + table + "')").collect(Collectors.joining(", ", "coalesce(", ")"));
    }

    private Map<String, String> map(String sql, String... parameters) throws SQLException {
        try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                Map<String, String> map = new LinkedHashMap<>();
                while (found.next()) {
                    map.put(found.getString(1), found.getString(2));
                }
                return map;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login);
    }
}
