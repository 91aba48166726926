package com.crmfactory.migration.systemtests;

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

import com.crmfactory.migration.localstack.stack.Endpoints;

/** The one PostgreSQL of the installation, asked directly and not through a service. */
final class Database implements AutoCloseable {

    private static final int VALID_WITHIN_SECONDS = 5;

    private final Endpoints.Database where;
    private Connection connection;

    Database(Endpoints.Database where) {
        this.where = where;
    }

    /** The server may have been killed since the last question. */
    private Connection connection() throws SQLException {
        if (connection == null || !connection.isValid(VALID_WITHIN_SECONDS)) {
            Properties properties = new Properties();
            properties.setProperty("user", where.user());
            properties.setProperty("password", where.password());
            connection = DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(where.host(),
                    where.port(), where.database()), properties);
        }
        return connection;
    }

    Endpoints.Database where() {
        return where;
    }

    /** The rows, each by column name. */
    List<Map<String, Object>> rows(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters); ResultSet found = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (found.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnLabel(i), found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first two columns of the rows, as text; a null stays one. */
    Map<String, String> map(String sql, Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters); ResultSet found = statement.executeQuery()) {
            Map<String, String> map = new LinkedHashMap<>();
            while (found.next()) {
                map.put(found.getString(1), found.getString(2));
            }
            return map;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> texts(String sql, Object... parameters) {
        return rows(sql, parameters).stream().map(row -> (String) row.values().iterator().next()).toList();
    }

    long number(String sql, Object... parameters) {
        return ((Number) rows(sql, parameters).get(0).values().iterator().next()).longValue();
    }

    void execute(String sql) {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection().prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
