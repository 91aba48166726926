package com.crmfactory.migration.localstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

import com.crmfactory.migration.localstack.keys.KeyFile;
import com.crmfactory.migration.localstack.keys.PrivateFile;

/** The users of the server and their random passwords, which are kept beside the data. */
final class DatabaseAccess {

    static final String HOST = "127.0.0.1";
    static final String DATABASE = "crm";
    static final String USER = "crm";
    static final String SUPERUSER = "postgres";
    /** SQLSTATE 57P03: the server is starting up. */
    private static final String CANNOT_CONNECT_NOW = "57P03";
    /** SQLSTATE class 08: no connection. */
    private static final String CONNECTION_EXCEPTION = "08";
    private static final int CONNECT_SECONDS = 5;

    private final Path superuserFile;
    private final String superuserPassword;
    private final String password;

    private DatabaseAccess(Path superuserFile, Path userFile) throws IOException {
        this.superuserFile = superuserFile;
        this.superuserPassword = Files.readString(superuserFile);
        this.password = Files.readString(userFile);
    }

    /** Reads the passwords of a folder, or makes them before there is a server that would need them. */
    static DatabaseAccess in(Path folder) throws IOException {
        Path superuserFile = folder.toAbsolutePath().resolve("superuser.password");
        Path userFile = folder.toAbsolutePath().resolve("crm.password");
        for (Path file : List.of(superuserFile, userFile)) {
            if (Files.notExists(file)) {
                PrivateFile.write(file, KeyFile.randomSecret());
            }
        }
        return new DatabaseAccess(superuserFile, userFile);
    }

    /** The file from which {@code initdb} takes the superuser's password. */
    Path superuserFile() {
        return superuserFile;
    }

    String password() {
        return password;
    }

    String superuserPassword() {
        return superuserPassword;
    }

    String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    /**
     * Whether the server takes connections.
     *
     * @throws IOException
     *             when it answers but refuses for a reason that does not pass
     */
    boolean acceptsConnections(int port) throws IOException {
        try (Connection connection = connect(port)) {
            return connection.isValid(CONNECT_SECONDS);
        } catch (SQLException e) {
            if (CANNOT_CONNECT_NOW.equals(e.getSQLState()) || String.valueOf(e.getSQLState())
                    .startsWith(CONNECTION_EXCEPTION)) {
                return false;
            }
            throw new IOException("PostgreSQL on port " + port + " refuses its own superuser", e);
        }
    }

    void createUserAndDatabase(int port) throws SQLException {
        try (Connection connection = connect(port); Statement statement = connection.createStatement()) {
            if (isMissing(statement, "SELECT FROM pg_roles WHERE rolname = '" + USER + "'")) {
                // The password is hexadecimal: nothing in it needs quoting.
                statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
            }
            // The importer checks the foreign keys of a batch together where it may; see docs/adr/0071.
            statement.execute("GRANT SET ON PARAMETER session_replication_role TO " + USER);
            if (isMissing(statement, "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
            }
        }
    }

    private static boolean isMissing(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private Connection connect(int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", superuserPassword);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        return DriverManager.getConnection(jdbcUrl(port, "postgres"), properties);
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + USER + "@" + DATABASE + "]";
    }
}
