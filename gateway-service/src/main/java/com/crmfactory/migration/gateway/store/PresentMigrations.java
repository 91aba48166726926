package com.crmfactory.migration.gateway.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.migration.Migration;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The present state of a migration, read in one round trip and without a session: what is asked most often. */
@ApplicationScoped
public class PresentMigrations {
    private static final Comparator<ObjectRow> IN_ORDER = Comparator.<ObjectRow>comparingInt(row -> row.wave)
            .thenComparing(row -> row.object);

    private final Pool pool;
    private final RowReader<MigrationRow> migration = new RowReader<>(MigrationRow.class, MigrationRow::new);
    private final RowReader<ObjectRow> object = new RowReader<>(ObjectRow.class, ObjectRow::new);
    private final String sql = "select o.migration_id, " + migration.columns("m") + ", " + object.columns("o")
            + " from migration.migration m left join migration.migration_object o on o.migration_id = m.id"
            + " where m.id = $1";

    private final SharedReads<String, Optional<Migration>> reads = new SharedReads<>(this::query);

    PresentMigrations(Pool pool) {
        this.pool = pool;
    }

    /** Empty if there is none with this id. Never older than the question. */
    public Uni<Optional<Migration>> find(String id) {
        return reads.read(id);
    }

    private Uni<Optional<Migration>> query(String id) {
        return pool.preparedQuery(sql).execute(Tuple.of(id)).map(this::read);
    }

    private Optional<Migration> read(RowSet<Row> rows) {
        MigrationRow found = null;
        List<ObjectRow> objects = new ArrayList<>();
        for (Row row : rows) {
            if (found == null) {
                found = migration.read(row, 1);
            }
            if (row.getValue(0) != null) {
                objects.add(object.read(row, 1 + migration.size()));
            }
        }
        // A few dozen at most: to sort them costs the database more than us.
        objects.sort(IN_ORDER);
        return Optional.ofNullable(found).map(present -> present.read(objects));
    }
}
