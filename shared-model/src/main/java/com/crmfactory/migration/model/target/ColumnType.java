package com.crmfactory.migration.model.target;

/** The type of a target column, with the PostgreSQL type that a text is cast to. */
public enum ColumnType {
    TEXT("text"),
    NUMERIC("numeric"),
    BOOLEAN("boolean"),
    TIMESTAMP("timestamptz"),
    DATE("date");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }
}
