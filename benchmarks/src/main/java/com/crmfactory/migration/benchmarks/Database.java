package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.postgresql.PGConnection;

import com.crmfactory.migration.localstack.stack.Endpoints;
import com.crmfactory.migration.localstack.stack.LocalStack;

/** The stack's database on one connection: what a measurement reads from it, and the baseline that psql would be. */
final class Database implements AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final Connection connection;

    Database(LocalStack stack) throws IOException {
        Endpoints.Database at = stack.endpoints().postgres();
        try {
            connection = DriverManager.getConnection("jdbc:postgresql://" + at.host() + ":" + at.port() + "/"
                    + at.database(), at.user(), at.password());
        } catch (SQLException e) {
            throw new IOException("The stack's database refuses", e);
        }
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(sql, e);
        }
    }

    double number(String sql, String... parameters) throws IOException {
        return Double.parseDouble(texts(sql, parameters).get(0));
    }

    List<String> texts(String sql, String... parameters) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IOException(sql, e);
        }
    }

    /** An empty table again, as before its object was imported; so are those that refer to it. */
    void empty(String table) throws IOException {
        execute("TRUNCATE crm." + table + " CASCADE");
        execute("DELETE FROM import.unlinked WHERE target = '" + table + "'");
    }

    /** Writes the rows of a table to a file, as {@code \copy} does. */
    void copyOut(String table, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY crm." + table + " TO STDOUT", out);
        } catch (SQLException e) {
            throw new IOException("COPY from " + table, e);
        }
    }

    /**
     * Reads them back, as {@code \copy} does.
     *
     * @return rows a second
     */
    double copyIn(String table, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            long start = System.nanoTime();
            long rows = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyIn("COPY crm." + table + " FROM STDIN", in, PIECE);
            return rows / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException e) {
            throw new IOException("COPY to " + table, e);
        }
    }

    /**
     * How fast an object was imported: from the moment when Salesforce's job was done to the end of the object, links,
     * ledger check and progress included.
     *
     * @return records a second
     */
    double rate(String migration, String object) throws IOException {
        return number("SELECT r.delivered / extract(epoch FROM r.finished_at - (SELECT min(p.announced_at)"
                + " FROM import.page p WHERE p.object_run = r.id)) FROM import.object_run r WHERE r.migration_id = ?"
                + " AND r.object = ?", migration, object);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("The connection cannot be closed", e);
        }
    }
}
