package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.model.Ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Finds the rows of a batch that are in the CRM as the source has them. They need no more than to be counted: by their
 * hash it shows without sending one value of theirs. Says {@code unchanged} of none of which {@link VerdictSql} would say
 * anything else; what it does not find, that judges.
 */
final class UnchangedRows {
    private final LoadPlan plan;
    private final Destination destination;
    private final NeededParents needed;
    private final String sql;

    /**
     * @param unchanged
     *            what became of the rows that are there
     * @param others
     *            those that are to be judged
     */
    record Sorted(BatchOutcome unchanged, List<NewRow> others) {
    }

    UnchangedRows(LoadPlan plan, Destination destination) {
        this.plan = plan;
        this.destination = destination;
        this.needed = new NeededParents(plan);
        this.sql = "SELECT array_agg(s.place) FROM unnest($4::text[], $5::bigint[]) WITH ORDINALITY s(sf_id, hash, place)"
                + VerdictSql.lookUp("crm." + plan.table().relation(),
                        "import_hash, migration_id, changed_migration_id, sf_org_id", "t", "s.sf_id")
                + " WHERE (t.import_hash = s.hash AND t.sf_org_id = $3 AND t.migration_id IS DISTINCT FROM $2"
                + " AND t.changed_migration_id IS DISTINCT FROM $2) IS NOT TRUE";
    }

    Uni<Sorted> of(SqlClient connection, List<NewRow> rows) {
        List<NewRow> linked = new ArrayList<>();
        List<NewRow> others = new ArrayList<>();
        rows.forEach(row -> (isLinked(row) ? linked : others).add(row));
        return connection.preparedQuery(sql)
                .execute(Tuple.of(destination.organizationId(), destination.migrationId(), destination.sfOrgId())
                        .addArrayOfString(linked.stream().map(row -> row.source().sfId()).toArray(String[]::new))
                        .addArrayOfLong(linked.stream().map(row -> row.source().hash()).toArray(Long[]::new)))
                .map(answer -> answer.iterator().next().getArrayOfLongs(0))
                .map(different -> sorted(linked, different == null ? new Long[0] : different, others));
    }

    /** Whether all parents are there: others are parked again, wait or are rejected. */
    private boolean isLinked(NewRow row) {
        String[] named = row.source().references();
        for (int slot = 0; slot < named.length; slot++) {
            if (named[slot] != null && row.parent()[slot] == null) {
                return false;
            }
        }
        return needed.field(named, row.parent()) == null;
    }

    /** @param different places in the list, from 1 on */
    private Sorted sorted(List<NewRow> linked, Long[] different, List<NewRow> others) {
        boolean[] isDifferent = new boolean[linked.size()];
        Arrays.stream(different).forEach(place -> isDifferent[place.intValue() - 1] = true);
        long[] filled = new long[plan.slots().size()];
        for (int i = 0; i < isDifferent.length; i++) {
            NewRow row = linked.get(i);
            if (isDifferent[i]) {
                others.add(row);
            } else {
                count(row, filled);
            }
        }
        return new Sorted(new BatchOutcome(new Ledger(0, 0, isDifferent.length - (long) different.length, 0, 0, 0),
                List.of(), filled, new long[filled.length]), others);
    }

    private static void count(NewRow row, long[] filled) {
        for (int slot = 0; slot < filled.length; slot++) {
            filled[slot] += row.source().references()[slot] == null ? 0 : 1;
        }
    }
}
