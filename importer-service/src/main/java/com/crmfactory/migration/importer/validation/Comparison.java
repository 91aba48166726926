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
import com.crmfactory.migration.model.target.TargetTable;
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
 * passes only if every record and every filled reference is there or explained.
 */
@ApplicationScoped
class Comparison {
    private static final String OBJECTS = "SELECT *, coalesce(delivered, records_total) AS source,"
            + " imported + updated + unchanged + merged + skipped + failed AS processed,"
            + " skipped + failed + merged AS elsewhere, (SELECT coalesce(sum(b.repaired), 0)::bigint FROM import.batch b"
            + " WHERE b.object_run = r.id AND b.attempt = r.attempt) AS repaired FROM import.object_run r"
            + " WHERE migration_id = $1 AND run = $2"
            + " ORDER BY (command ->> 'wave')::integer, object";
    private static final String REFERENCES = "SELECT field.key AS field,"
            + " sum((field.value ->> 0)::bigint)::bigint AS filled, sum((field.value ->> 1)::bigint)::bigint AS out_of_scope,"
            + " sum((field.value ->> 2)::bigint)::bigint AS lost FROM import.batch b,"
            + " jsonb_each(b.reference_counts) field WHERE b.object_run = $1 AND b.attempt = $2"
            + " GROUP BY field.key ORDER BY field.key";

    private final Pool pool;
    private final ObjectMapper json;

    Comparison(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** One object's part of the validation. */
    private record Part(ObjectView object, List<RelationshipView> relationships, boolean explained) {
    }

    Uni<ValidationView> of(String migrationId, int run) {
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
        Scope scope = new Scope(run.getUUID("organization_id"), run.getString("sf_org_id"), plan.table(),
                command.keyPrefix());
        return Uni.combine().all().unis(
                pool.preparedQuery(scope.counts(plan)).execute(scope.parameters()),
                pool.preparedQuery(REFERENCES).execute(Tuple.of(run.getUUID("id"), run.getInteger("attempt"))),
                pool.preparedQuery(scope.parked()).execute(scope.parkedParameters())).asTuple()
                .map(found -> part(run, plan, found.getItem1().iterator().next(), found.getItem2(),
                        parked(found.getItem3())));
    }

    private static Part part(Row run, LoadPlan plan, Row counts, RowSet<Row> references, Map<String, Long> parked) {
        String object = run.getString("object");
        long target = counts.getLong("rows");
        long expected = run.getLong("source") - run.getLong("elsewhere");
        ObjectView view = new ObjectView(object, plan.table().name(), run.getLong("source"), run.getLong("processed"),
                target, Math.max(0, expected - target), run.getLong("repaired"));
        List<RelationshipView> relationships = new ArrayList<>();
        boolean explained = true;
        for (Row reference : references) {
            String field = reference.getString("field");
            int index = plan.referenceFields().indexOf(field);
            // A rejected record is in the ledger as failed; it counts as an orphan only for the parent that it lacked.
            long lost = reference.getLong("lost");
            boolean required = plan.slots().stream().anyMatch(slot -> slot.required() && slot.field().equals(field));
            long filled = reference.getLong("filled") - (required ? 0 : lost);
            long linked = index < 0 ? 0 : counts.getLong("linked" + index);
            long waiting = plan.columnsOf(field).stream().mapToLong(column -> parked.getOrDefault(column, 0L)).sum();
            relationships.add(new RelationshipView(object, field, filled, linked, Math.max(0, filled - linked)));
            explained &= linked + waiting + reference.getLong("out_of_scope") + (required ? lost : 0) >= filled;
        }
        return new Part(view, relationships, explained);
    }

    private static Map<String, Long> parked(RowSet<Row> rows) {
        Map<String, Long> parked = new HashMap<>();
        rows.forEach(row -> parked.put(row.getString("column_name"), row.getLong("rows")));
        return parked;
    }

    /** The rows of one object in its table; two objects that share a table differ by the prefix of their ids. */
    private record Scope(UUID organizationId, String sfOrgId, TargetTable table, String keyPrefix) {
        private static final String BY_PREFIX = " AND (t.sf_id >= $3 AND t.sf_id < $4)";

        String counts(LoadPlan plan) {
            StringBuilder linked = new StringBuilder();
            for (int i = 0; i < plan.referenceFields().size(); i++) {
                List<String> links = plan.columnsOf(plan.referenceFields().get(i)).stream().map(Scope::link).toList();
                linked.append(links.isEmpty()
                        ? ", 0::bigint"
                        : links.stream().collect(Collectors.joining(", ", ", count(coalesce(", "))")))
                        .append(" AS linked").append(i);
            }
            return "SELECT count(*) AS rows" + linked + " FROM crm." + table.relation()
                    + " t WHERE t.organization_id = $1 AND t.sf_org_id = $2" + BY_PREFIX
                    + SharedTable.only(table, "t");
        }

        /** The parent's id, from its column or beside the row. */
        private static String link(String column) {
            return ReferenceColumn.isLookUp(column)
                    ? "(SELECT f.target_id FROM crm.record_references f WHERE f.record_id = t.id AND f.field_key = '"
                            + ReferenceColumn.fieldKey(column) + "')"
                    : "t." + column;
        }

        Tuple parameters() {
            return Tuple.of(organizationId, sfOrgId, from(), to());
        }

        String parked() {
            return "SELECT t.column_name, count(*) AS rows FROM import.unlinked t WHERE t.organization_id = $1"
                    + " AND t.target = $2" + BY_PREFIX + " GROUP BY t.column_name";
        }

        Tuple parkedParameters() {
            return Tuple.of(organizationId, table.relation(), from(), to());
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
