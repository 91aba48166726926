package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * The foreign keys of a table, checked once for a batch. PostgreSQL runs a query for each row and key, which is more
 * than half of what a COPY costs it. Where it lets us, we do what those queries do, for all rows together: each parent is
 * locked ({@code FOR KEY SHARE}) in the transaction that writes its children, so that it is there and stays. The checks
 * by row are off for the one statement that writes the rows, and for none other.
 *
 * <p>
 * It lets us if the role may set {@code session_replication_role}
 * (<a href="https://www.postgresql.org/docs/current/runtime-config-client.html">PostgreSQL, Client Connection
 * Defaults</a>), if neither the table nor that of
 * the look-ups has a trigger of somebody else, which would be off as well, and if every key is of a
 * column that the plan fills with records of the table that the key asks for.
 */
final class ForeignKeys {
    static final String BY_BATCH = "SET LOCAL session_replication_role = replica";
    static final String BY_ROW = "SET LOCAL session_replication_role TO DEFAULT";
    /** SQLSTATE foreign_key_violation. */
    private static final String VIOLATED = "23503";
    private static final String TABLE = "SELECT has_parameter_privilege('session_replication_role', 'SET') AND NOT EXISTS"
            + " (SELECT FROM pg_trigger WHERE tgrelid IN (t.oid, 'crm.record_references'::regclass) AND NOT tgisinternal) AS free, ARRAY(SELECT (SELECT"
            + " string_agg(attname, ',') FROM pg_attribute WHERE attrelid = t.oid AND attnum = ANY (k.conkey)) || ' ' ||"
            + " (SELECT nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            + " WHERE c.oid = k.confrelid) || ' ' || (SELECT string_agg(attname, ',') FROM pg_attribute"
            + " WHERE attrelid = k.confrelid AND attnum = ANY (k.confkey)) FROM pg_constraint k"
            + " WHERE k.conrelid = t.oid AND k.contype = 'f') AS keys FROM (SELECT '%s'::regclass::oid) t (oid)";

    private final LoadPlan plan;
    private final boolean wanted;
    private final Uni<Boolean> answer;
    private volatile Boolean known;

    /**
     * @param database
     *            for {@link #byBatch()}
     * @param wanted
     *            false if every row is to be checked by itself
     */
    ForeignKeys(SqlClient database, LoadPlan plan, boolean wanted) {
        this.plan = plan;
        this.wanted = wanted && plan.isPlain();
        this.answer = this.wanted
                ? database.query(sql()).execute().map(rows -> rows.iterator().next()).map(this::isFree).memoize()
                        .indefinitely()
                : Uni.createFrom().item(false);
    }

    /** Whether the keys of a batch may be checked together. */
    Uni<Boolean> byBatch() {
        return answer;
    }

    /** The same by JDBC; blocks. */
    boolean byBatch(Connection connection) throws SQLException {
        if (known == null) {
            known = wanted && asked(connection);
        }
        return known;
    }

    private boolean asked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet table = statement.executeQuery(sql())) {
            return table.next() && table.getBoolean(1) && areCovered((String[]) table.getArray(2).getArray());
        }
    }

    private boolean isFree(Row table) {
        return table.getBoolean("free") && areCovered(table.getArrayOfStrings("keys"));
    }

    private String sql() {
        return TABLE.formatted("crm." + plan.table().relation());
    }

    private boolean areCovered(String[] keys) {
        Map<String, List<ReferenceSlot>> slots = plan.slotsByColumn();
        return Arrays.stream(keys).map(key -> key.split(" ")).allMatch(key -> slots.containsKey(key[0])
                ? slots.get(key[0]).stream().allMatch(slot -> isOf(slot, key))
                : isLeftBlank(key[0]));
    }

    private static boolean isOf(ReferenceSlot slot, String[] key) {
        return slot.typeColumn() == null && key[1].equals("crm." + slot.parentTarget()) && key[2].equals("id");
    }

    private boolean isLeftBlank(String column) {
        return plan.table().reference(column).isPresent();
    }

    /**
     * Locks the parents of a batch until the end of the transaction and takes over the checks of its next statement;
     * {@link #done} gives them back.
     *
     * @param parents
     *            ids by table
     * @throws SQLException
     *             with the SQLSTATE of a violated foreign key if one of them is not there
     */
    void takeOver(Connection connection, Map<String, Set<UUID>> parents) throws SQLException {
        if (!parents.isEmpty()) {
            lock(connection, parents);
        }
        execute(connection, BY_BATCH);
    }

    void done(Connection connection) throws SQLException {
        execute(connection, BY_ROW);
    }

    private static void lock(Connection connection, Map<String, Set<UUID>> parents) throws SQLException {
        String sql = parents.keySet().stream().map(table -> "(SELECT count(*) FROM (SELECT id FROM crm." + table
                + " WHERE id = ANY (?) FOR KEY SHARE) k)").collect(joining(" + ", "SELECT ", ""));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Set<UUID> ids : parents.values()) {
                statement.setArray(parameter++, connection.createArrayOf("uuid", ids.toArray()));
            }
            try (ResultSet locked = statement.executeQuery()) {
                if (!locked.next() || locked.getLong(1) < parents.values().stream().mapToInt(Set::size).sum()) {
                    throw new SQLException("A parent of this batch has gone", VIOLATED);
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
