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
 * Finds the rows of a batch that are in the CRM as the source has them, by their hash, without sending one value of
 * theirs. They are counted, and those of their references parked that still wait for a parent. Says {@code unchanged} of
 * none of which {@link VerdictSql} would say anything else; what it does not find, that judges.
 */
final class UnchangedRows {
    private final LoadPlan plan;
    private final Destination destination;
    private final NeededParents needed;
    private final boolean waitsForItsOwn;
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
        this.waitsForItsOwn = plan.waitsForItsOwn();
        this.sql = "SELECT array_agg(s.place) FROM unnest($4::text[], $5::bigint[]) WITH ORDINALITY s(sf_id, hash, place)"
                + VerdictSql.lookUp("crm." + plan.table().relation(),
                        "import_hash, migration_id, changed_migration_id, sf_org_id", "t", "s.sf_id")
                + " WHERE (t.import_hash = s.hash AND t.sf_org_id = $3 AND t.migration_id IS DISTINCT FROM $2"
                + " AND t.changed_migration_id IS DISTINCT FROM $2) IS NOT TRUE";
    }

    Uni<Sorted> of(SqlClient connection, List<NewRow> rows) {
        List<NewRow> known = new ArrayList<>();
        List<NewRow> others = new ArrayList<>();
        rows.forEach(row -> (isTaken(row) ? known : others).add(row));
        return connection.preparedQuery(sql)
                .execute(Tuple.of(destination.organizationId(), destination.migrationId(), destination.sfOrgId())
                        .addArrayOfString(known.stream().map(row -> row.source().sfId()).toArray(String[]::new))
                        .addArrayOfLong(known.stream().map(row -> row.source().hash()).toArray(Long[]::new)))
                .map(answer -> answer.iterator().next().getArrayOfLongs(0))
                .map(different -> unchanged(known, different == null ? new Long[0] : different, others))
                .flatMap(unchanged -> park(connection, unchanged)
                        .replaceWith(new Sorted(outcome(unchanged), others)));
    }

    /** Whether it neither is rejected for want of a parent nor waits for one of its own kind. */
    private boolean isTaken(NewRow row) {
        for (int slot = 0; slot < row.parent().length; slot++) {
            if (waitsForItsOwn && row.lacksParent(slot) && plan.isToItsOwn(plan.slots().get(slot))) {
                return false;
            }
        }
        return needed.field(row.source().references(), row.parent()) == null;
    }

    /**
     * @param different
     *            places in the list, from 1 on; what is there goes to {@code others}
     */
    private static List<NewRow> unchanged(List<NewRow> known, Long[] different, List<NewRow> others) {
        boolean[] isDifferent = new boolean[known.size()];
        Arrays.stream(different).forEach(place -> isDifferent[place.intValue() - 1] = true);
        List<NewRow> unchanged = new ArrayList<>(known.size());
        for (int i = 0; i < isDifferent.length; i++) {
            (isDifferent[i] ? others : unchanged).add(known.get(i));
        }
        return unchanged;
    }

    private Uni<Void> park(SqlClient connection, List<NewRow> unchanged) {
        Parked parked = new Parked(plan, destination.organizationId());
        unchanged.forEach(parked::add);
        return parked.writeNew(connection);
    }

    private BatchOutcome outcome(List<NewRow> unchanged) {
        long[] filled = new long[plan.slots().size()];
        unchanged.forEach(row -> row.source().countNamed(filled));
        return new BatchOutcome(new Ledger(0, 0, unchanged.size(), 0, 0, 0), List.of(), filled,
                new long[filled.length]);
    }
}
