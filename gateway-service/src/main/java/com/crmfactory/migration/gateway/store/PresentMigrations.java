package com.crmfactory.migration.gateway.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final String SQL = """
                                      select m.*, o.* from migration.migration m
                                      left join migration.migration_object o on o.migration_id = m.id
                                      where m.id = $1 order by o.wave, o.object""";
    /** The first column of the second table. */
    private static final String BORDER = "migration_id";

    private final Pool pool;
    private final RowReader<MigrationRow> migration = new RowReader<>(MigrationRow.class, MigrationRow::new);
    private final RowReader<ObjectRow> object = new RowReader<>(ObjectRow.class, ObjectRow::new);

    PresentMigrations(Pool pool) {
        this.pool = pool;
    }

    /** Empty if there is none with this id. */
    public Uni<Optional<Migration>> find(String id) {
        return pool.preparedQuery(SQL).execute(Tuple.of(id)).map(this::read);
    }

    private Optional<Migration> read(RowSet<Row> rows) {
        List<String> columns = rows.columnsNames();
        int border = columns.indexOf(BORDER);
        Map<String, Integer> ofObject = positions(columns, border, columns.size());
        MigrationRow found = null;
        List<ObjectRow> objects = new ArrayList<>();
        for (Row row : rows) {
            if (found == null) {
                found = migration.read(row, positions(columns, 0, border));
            }
            if (row.getValue(border) != null) {
                objects.add(object.read(row, ofObject));
            }
        }
        return Optional.ofNullable(found).map(present -> present.read(objects));
    }

    private static Map<String, Integer> positions(List<String> columns, int from, int to) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = from; i < to; i++) {
            positions.put(columns.get(i), i);
        }
        return positions;
    }
}
