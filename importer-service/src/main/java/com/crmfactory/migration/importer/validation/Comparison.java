package com.crmfactory.migration.importer.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.load.SharedTable;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.validation.ValidationView.ObjectView;
import com.crmfactory.migration.importer.validation.ValidationView.RelationshipView;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Holds what is in the CRM against what Salesforce delivered: counts the rows and the links in the tables themselves, and
 * passes only if as many records and filled references are there or explained. Rows whose record this run did not take
 * (kept as somebody has edited it, rejected) are counted for nothing, so that none stands in for one that is missing.
 */
@ApplicationScoped
public class Comparison {
    private static final String OBJECTS = "SELECT *, coalesce(delivered, records_total) AS source,"
            + " imported + updated + unchanged + merged + skipped + failed AS processed,"
            + " imported + updated AS written, skipped + failed + merged AS elsewhere, (SELECT coalesce(sum(b.repaired), 0)::bigint FROM import.batch b"
            + " WHERE b.object_run = r.id AND b.attempt = r.attempt) AS repaired FROM import.object_run r"
            + " WHERE migration_id = $1 AND run = $2"
            + " ORDER BY (command ->> 'wave')::integer, object";
    private static final String REFERENCES = "SELECT field.key AS field,"
            + " sum((field.value ->> 0)::bigint)::bigint AS filled, sum((field.value ->> 1)::bigint)::bigint AS out_of_scope,"
            + " sum((field.value ->> 2)::bigint)::bigint AS lost FROM import.batch b,"
            + " jsonb_each(b.reference_counts) field WHERE b.object_run = $1 AND b.attempt = $2"
            + " GROUP BY field.key ORDER BY field.key";
    private static final String LACKING = "SELECT field, count(*) AS records FROM import.reject"
            + " WHERE object_run = $1 AND attempt = $2 AND code = 'parent_missing' AND field IS NOT NULL GROUP BY field";
    /**
     * The run has just filled the tables of what was rejected and what waits: by statistics from before, PostgreSQL would
     * go through all of it for each row.
     */
    private static final String BY_HASH = "SET LOCAL enable_nestloop = off";

    private final Pool pool;
    private final ObjectMapper json;

    Comparison(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** One object's part of the validation. */
    private record Part(ObjectView object, List<RelationshipView> relationships, boolean explained) {
    }

    /** The objects of one run of a migration, as they are in the CRM now. */
    public Uni<ValidationView> of(String migrationId, int run) {
        return pool.preparedQuery(OBJECTS).execute(Tuple.of(migrationId, run)).onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows)).onItem()
                .transformToUniAndConcatenate(this::part).collect().asList().map(Comparison::result);
    }

    private static ValidationView result(List<Part> parts) {
        boolean passed = parts.stream().allMatch(part -> part.explained() && part.object().missing() == 0);
        return new ValidationView(Instant.now(), passed ? "passed" : "failed",
                parts.stream().map(Part::object).toList(),
                parts.stream().flatMap(part -> part.relationships().stream()).toList());
    }

    private Uni<Part> part(Row run) {
        ImportObject command = command(run);
        LoadPlan plan = LoadPlan.of(command);
        Scope scope = new Scope(run.getUUID("organization_id"), run.getString("sf_org_id"), plan,
                command.keyPrefix());
        Tuple attempt = Tuple.of(run.getUUID("id"), run.getInteger("attempt"));
        return Uni.combine().all().unis(
                pool.withTransaction(connection -> connection.query(BY_HASH).execute()
                        .flatMap(set -> connection.preparedQuery(scope.counts()).execute(scope.parameters(run)))),
                pool.preparedQuery(REFERENCES).execute(attempt),
                pool.preparedQuery(LACKING).execute(attempt)).asTuple()
                .map(found -> part(run, plan, found.getItem1().iterator().next(), found.getItem2(),
                        lacking(found.getItem3())));
    }

    private static Part part(Row run, LoadPlan plan, Row counts, RowSet<Row> references, Map<String, Long> lacking) {
        String object = run.getString("object");
        ObjectView view = new ObjectView(object, plan.table().name(), run.getLong("source"), run.getLong("processed"),
                counts.getLong("rows"), missing(run, counts), run.getLong("repaired"));
        List<RelationshipView> relationships = new ArrayList<>();
        boolean explained = true;
        for (Row reference : references) {
            String field = reference.getString("field");
            int index = plan.referenceFields().indexOf(field);
            // A rejected record is in the ledger; it counts as an orphan only for the required parent that it lacked.
            boolean required = plan.slots().stream().anyMatch(slot -> slot.required() && slot.field().equals(field));
            long lost = reference.getLong("lost");
            long orphaned = required ? Math.min(lost, lacking.getOrDefault(field, 0L)) : 0;
            long filled = reference.getLong("filled") - lost + orphaned;
            long linked = index < 0 ? 0 : counts.getLong("linked" + index);
            long waived = index < 0 ? 0 : counts.getLong("waived" + index);
            relationships.add(new RelationshipView(object, field, filled, linked, Math.max(0, filled - linked)));
            explained &= linked + waived + reference.getLong("out_of_scope") + orphaned >= filled;
        }
        return new Part(view, relationships, explained);
    }

    /**
     * What the run took must be there, and so must what it wrote, for which no row can stand in that was there before. An
     * unchanged row is not written, so one that Salesforce no longer delivers looks like it.
     */
    private static long missing(Row run, Row counts) {
        long taken = run.getLong("source") - run.getLong("elsewhere");
        return Math.max(0, Math.max(taken - counts.getLong("taken"),
                run.getLong("written") - counts.getLong("written")));
    }

    private static Map<String, Long> lacking(RowSet<Row> rows) {
        Map<String, Long> lacking = new HashMap<>();
        rows.forEach(row -> lacking.put(row.getString("field"), row.getLong("records")));
        return lacking;
    }

    /** The rows of one object in its table; two objects that share a table differ by the prefix of their ids. */
    private record Scope(UUID organizationId, String sfOrgId, LoadPlan plan, String keyPrefix) {
        /** A row that this run did not take: its record is in the ledger as skipped or failed. */
        private static final String REJECTED = " LEFT JOIN (SELECT DISTINCT sf_id FROM import.reject"
                + " WHERE object_run = $5 AND attempt = $6) f ON f.sf_id = t.sf_id";
        /** Written by the run, or later. */
        private static final String WRITTEN = "t.migration_id = $7 OR t.changed_migration_id = $7 OR t.imported_at > $8";

        /** Each row is looked at once: without the offset, PostgreSQL would look for a link as often as it is named. */
        String counts() {
            StringBuilder sums = new StringBuilder("SELECT count(*) AS rows, count(*) FILTER (WHERE taken) AS taken,"
                    + " count(*) FILTER (WHERE taken AND written) AS written");
            StringBuilder columns = new StringBuilder(" FROM (SELECT f.sf_id IS NULL AS taken, " + WRITTEN
                    + " AS written");
            for (int i = 0; i < plan.referenceFields().size(); i++) {
                List<String> links = plan.columnsOf(plan.referenceFields().get(i));
                columns.append(", ").append(link(links)).append(" AS l").append(i).append(", ").append(waived(links))
                        .append(" AS w").append(i);
                sums.append(", count(l%1$d) FILTER (WHERE taken) AS linked%1$d, count(*) FILTER (WHERE taken AND l%1$d"
                        .formatted(i)).append(" IS NULL AND w").append(i).append(") AS waived").append(i);
            }
            return sums.append(columns) + " FROM crm." + plan.table().relation() + " t" + REJECTED + parked()
                    + " WHERE t.organization_id = $1 AND t.sf_org_id = $2" + ofObject("t")
                    + SharedTable.only(plan.table(), "t") + " OFFSET 0) t";
        }

        /** The parent's id, from its column or beside the row. */
        private static String link(List<String> columns) {
            return columns.isEmpty()
                    ? "NULL::uuid"
                    : columns.stream().map(Scope::link).collect(Collectors.joining(", ", "coalesce(", ")"));
        }

        private static String link(String column) {
            return ReferenceColumn.isLookUp(column)
                    ? "(SELECT f.target_id FROM crm.record_references f WHERE f.record_id = t.id AND f.field_key = '"
                            + ReferenceColumn.fieldKey(column) + "')"
                    : "t." + column;
        }

        /** Why a link may be blank: it waits for its parent, or somebody has edited the row and may have cleared it. */
        private static String waived(List<String> columns) {
            return "coalesce(u.columns && ARRAY[" + columns.stream().map(column -> "'" + column + "'")
                    .collect(Collectors.joining(", ")) + "]::text[], false) OR t.updated_at > t.imported_at";
        }

        private String parked() {
            return " LEFT JOIN (SELECT u.sf_id, array_agg(u.column_name) AS columns FROM import.unlinked u"
                    + " WHERE u.organization_id = $1 AND u.target = '" + plan.table().relation() + "'" + ofObject("u")
                    + " GROUP BY u.sf_id) u ON u.sf_id = t.sf_id";
        }

        private static String ofObject(String alias) {
            return " AND (" + alias + ".sf_id >= $3 AND " + alias + ".sf_id < $4)";
        }

        Tuple parameters(Row run) {
            return Tuple.of(organizationId, sfOrgId, from(), to()).addUUID(run.getUUID("id"))
                    .addInteger(run.getInteger("attempt")).addString(run.getString("migration_id"))
                    .addOffsetDateTime(run.getOffsetDateTime("created_at"));
        }

        private String from() {
            return keyPrefix == null ? "" : keyPrefix;
        }

        /** The first text after all ids with the prefix; base62 ends with 'z'. */
        private String to() {
            return keyPrefix == null ? "{" : keyPrefix + "{";
        }
    }

    private ImportObject command(Row run) {
        try {
            return json.readValue(run.getJsonObject("command").encode(), ImportObject.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored command that cannot be read", e);
        }
    }
}
