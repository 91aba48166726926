package com.crmfactory.migration.importer.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.target.TargetCatalogue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Answers what became of records. */
@ApplicationScoped
class Records {
    private static final String FAILURES = "SELECT f.*, r.retry + 1 AS attempts FROM import.reject f"
            + " JOIN import.object_run r ON r.id = f.object_run AND r.attempt = f.attempt WHERE r.id ="
            + " (SELECT id FROM import.object_run WHERE migration_id = $1 AND organization_id = $2 AND object = $3"
            + " ORDER BY run DESC LIMIT 1) AND f.state = 'failed' AND NOT f.retried AND f.id > $4 ORDER BY f.id LIMIT $5";
    private static final String PRESENT = TargetCatalogue.relations().stream()
            .map(table -> "SELECT '" + table + "' AS entity, id, migration_id, changed_migration_id, imported_at"
                    + " FROM crm."
                    + table + " WHERE organization_id = $1 AND sf_id = $2")
            .collect(Collectors.joining(" UNION ALL "));
    private static final String LINKED = "SELECT entity, id, migration_id, reason FROM crm.record_links"
            + " WHERE organization_id = $1 AND sf_id = $2";
    private static final String REJECTED = "SELECT f.*, r.object, r.migration_id, r.created_at FROM import.reject f"
            + " JOIN import.object_run r ON r.id = f.object_run AND r.attempt = f.attempt"
            + " WHERE f.organization_id = $1 AND f.sf_id = $2 ORDER BY f.id DESC LIMIT 1";
    private static final String OBJECT = "SELECT object FROM import.object_run WHERE organization_id = $1"
            + " AND (target = $2 OR $2 = 'custom_records' AND starts_with(target, 'custom_objects.')) AND command ->> 'key_prefix' = $3 ORDER BY created_at DESC LIMIT 1";

    private final Pool pool;

    Records(Pool pool) {
        this.pool = pool;
    }

    /** @param after the last id of the page before; 0 for the first */
    Uni<List<Row>> failures(UUID organizationId, String migrationId, String object, long after, int limit) {
        return pool.preparedQuery(FAILURES).execute(Tuple.of(migrationId, organizationId, object, after, limit))
                .map(rows -> {
                    List<Row> failures = new ArrayList<>();
                    rows.forEach(failures::add);
                    return failures;
                });
    }

    static FailureView view(Row row) {
        return new FailureView(row.getString("sf_id"), row.getString("field"), row.getString("code"),
                row.getString("message"), row.getString("hint"), row.getInteger("attempts"));
    }

    /** Empty if no migration of the organization has met the record. */
    Uni<Optional<RecordView>> find(UUID organizationId, String sfId) {
        return first(PRESENT, organizationId, sfId)
                .flatMap(present -> first(LINKED, organizationId, sfId)
                        .flatMap(linked -> first(REJECTED, organizationId, sfId)
                                .flatMap(rejected -> told(organizationId, sfId, present.or(() -> linked), present,
                                        rejected))));
    }

    /** @param where the row that holds the record, its own or one that it lives on in */
    private Uni<Optional<RecordView>> told(UUID organizationId, String sfId, Optional<Row> where, Optional<Row> present,
            Optional<Row> rejected) {
        if (rejected.isPresent() && (present.isPresent()
                ? isLater(rejected.get(), present.get())
                : where.isEmpty() || rejected.get().getString("code").equals("duplicate"))) {
            return Uni.createFrom().item(Optional.of(rejected(sfId, rejected.get(), where)));
        }
        return where.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : object(organizationId, where.get().getString("entity"), sfId).map(object -> Optional.of(
                        present.isPresent()
                                ? present(sfId, object, present.get())
                                : merged(sfId, object, where.get())));
    }

    /** The row is of an earlier run; the last one did not take the record. */
    private static boolean isLater(Row rejected, Row present) {
        return present.getOffsetDateTime("imported_at") != null
                && rejected.getOffsetDateTime("created_at").isAfter(present.getOffsetDateTime("imported_at"));
    }

    private static RecordView present(String sfId, String object, Row row) {
        String changed = row.getString("changed_migration_id");
        return changed == null
                ? new RecordView(sfId, object, "imported", row.getString("entity"), row.getUUID("id"),
                        row.getString("migration_id"), "First written by this migration.")
                : new RecordView(sfId, object, "updated", row.getString("entity"), row.getUUID("id"), changed,
                        "Was in the CRM already and had changed since.");
    }

    private static RecordView merged(String sfId, String object, Row row) {
        return new RecordView(sfId, object, "merged", row.getString("entity"), row.getUUID("id"),
                row.getString("migration_id"), row.getString("reason"));
    }

    private static RecordView rejected(String sfId, Row row, Optional<Row> where) {
        return new RecordView(sfId, row.getString("object"), row.getString("state"),
                where.map(there -> there.getString("entity")).orElse(null),
                where.map(there -> there.getUUID("id")).orElse(null),
                row.getString("migration_id"), row.getString("code") + ": " + row.getString("message"));
    }

    /** Two objects may share a table; the prefix of the id tells them apart. */
    private Uni<String> object(UUID organizationId, String entity, String sfId) {
        List<String> objects = TargetCatalogue.relation(entity).orElseThrow().objects();
        return objects.size() == 1
                ? Uni.createFrom().item(objects.get(0))
                : pool.preparedQuery(OBJECT).execute(Tuple.of(organizationId, entity, sfId.substring(0, 3)))
                        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("object"));
    }

    private Uni<Optional<Row>> first(String sql, UUID organizationId, String sfId) {
        return pool.preparedQuery(sql).execute(Tuple.of(organizationId, sfId))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next()));
    }
}
