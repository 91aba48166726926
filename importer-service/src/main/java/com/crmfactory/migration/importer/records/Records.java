package com.crmfactory.migration.importer.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.target.TargetCatalogue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** Answers what became of records. */
@ApplicationScoped
class Records {
    private static final String FAILURES = "SELECT f.*, r.retry + 1 AS attempts FROM import.reject f"
            + " JOIN import.object_run r ON r.id = f.object_run AND r.attempt = f.attempt WHERE r.id ="
            + " (SELECT id FROM import.object_run WHERE migration_id = $1 AND organization_id = $2 AND object = $3"
            + " ORDER BY run DESC LIMIT 1) AND f.state = 'failed' AND NOT f.retried AND f.id > $4 ORDER BY f.id LIMIT $5";
    private static final String PRESENT = TargetCatalogue.relations().stream()
            .map(table -> "SELECT '" + table + "' AS entity, id, migration_id, changed_migration_id, imported_at,"
                    + " sf_org_id FROM crm."
                    + table + " WHERE organization_id = $1 AND sf_id = $2")
            .collect(Collectors.joining(" UNION ALL "));
    private static final String LINKED = "SELECT entity, id, migration_id, reason FROM crm.record_links"
            + " WHERE organization_id = $1 AND sf_id = $2";
    private static final String REJECTED = "SELECT f.*, r.object, r.migration_id, r.created_at FROM import.reject f"
            + " JOIN import.object_run r ON r.id = f.object_run AND r.attempt = f.attempt"
            + " WHERE f.organization_id = $1 AND f.sf_id = $2 ORDER BY f.id DESC LIMIT 1";
    private static final String OBJECT = "SELECT object FROM import.object_run WHERE organization_id = $1"
            + " AND (target = $2 OR $2 = 'custom_records' AND starts_with(target, 'custom_objects.')) AND command ->> 'key_prefix' = $3 ORDER BY created_at DESC LIMIT 1";
    /**
     * The last migration that read all records of an object since one of them was written, and found some unchanged. Which
     * ones is not stored: a record that Salesforce no longer delivers looks the same.
     */
    private static final String READ_SINCE = "SELECT migration_id, created_at FROM import.object_run"
            + " WHERE organization_id = $1 AND sf_org_id = $2 AND object = $3 AND created_at > $4 AND unchanged > 0"
            + " AND status IN ('completed', 'completed_with_errors') AND coalesce("
            + Stream.of("where", "modified_after", "created_after")
                    .map(part -> "command #>> '{configuration,filter," + part + "}'").collect(Collectors.joining(", "))
            + ") IS NULL ORDER BY created_at DESC LIMIT 1";

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
                                .flatMap(rejected -> present.isPresent()
                                        ? there(organizationId, sfId, present.get(), rejected).map(Optional::of)
                                        : elsewhere(organizationId, sfId, linked, rejected))));
    }

    /** @param linked what the record lives on in */
    private Uni<Optional<RecordView>> elsewhere(UUID organizationId, String sfId, Optional<Row> linked,
            Optional<Row> rejected) {
        if (rejected.isPresent()
                && (linked.isEmpty() || rejected.get().getString("code").equals("duplicate"))) {
            return Uni.createFrom().item(Optional.of(rejected(sfId, rejected.get(), linked)));
        }
        return linked.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : object(organizationId, linked.get().getString("entity"), sfId)
                        .map(object -> Optional.of(merged(sfId, object, linked.get())));
    }

    /** What the last migration that met the record said of it: not always the one that wrote the row. */
    private Uni<RecordView> there(UUID organizationId, String sfId, Row row, Optional<Row> rejected) {
        return object(organizationId, row.getString("entity"), sfId)
                .flatMap(object -> readSince(organizationId, object, row).map(read -> {
                    Optional<Row> refused = rejected.filter(reject -> isLater(reject, row, "imported_at"))
                            .filter(reject -> read.filter(run -> isLater(run, reject, "created_at")).isEmpty());
                    return refused.map(reject -> rejected(sfId, reject, Optional.of(row)))
                            .or(() -> read.map(run -> unchanged(sfId, object, row, run)))
                            .orElseGet(() -> present(sfId, object, row));
                }));
    }

    private Uni<Optional<Row>> readSince(UUID organizationId, String object, Row row) {
        return pool.preparedQuery(READ_SINCE)
                .execute(Tuple.of(organizationId, row.getString("sf_org_id"), object,
                        row.getOffsetDateTime("imported_at")))
                .map(Records::first)
                .map(read -> read.filter(run -> !Objects.equals(run.getString("migration_id"), row.getString(
                        "migration_id"))
                        && !Objects.equals(run.getString("migration_id"), row.getString("changed_migration_id"))));
    }

    private static boolean isLater(Row run, Row other, String time) {
        return other.getOffsetDateTime(time) != null
                && run.getOffsetDateTime("created_at").isAfter(other.getOffsetDateTime(time));
    }

    private static RecordView unchanged(String sfId, String object, Row row, Row run) {
        return new RecordView(sfId, object, "unchanged", row.getString("entity"), row.getUUID("id"),
                run.getString("migration_id"), "Was in the CRM already and had not changed since.");
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
                .map(Records::first);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
