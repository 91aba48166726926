package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.Ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Finds the rows of a batch that are in the CRM as the source has them, by their hash, without sending one value of
 * theirs. Where such a row has every parent that it names, which its foreign keys tell, nothing is looked up for it. The
 * parents of the others are: an unchanged row may wait for one, or be refused for want of it. Says {@code unchanged} of
 * none of which {@link VerdictSql} would say anything else; what it does not find, that judges.
 */
final class UnchangedRows {
    /** Bit of a row that names a parent of which its columns do not tell whether it is there; higher than any slot's. */
    private static final int UNTOLD = Long.SIZE - 2;

    private final LoadPlan plan;
    private final Destination destination;
    private final ParentLookUp parents;
    private final NeededParents needed;
    private final boolean waitsForItsOwn;
    private final int[] bitOfSlot;
    private final String sql;

    /**
     * @param unchanged
     *            what became of the rows that are there
     * @param others
     *            those that are to be judged
     */
    record Sorted(BatchOutcome unchanged, List<NewRow> others) {
    }

    UnchangedRows(LoadPlan plan, Destination destination, ParentLookUp parents) {
        this.plan = plan;
        this.destination = destination;
        this.parents = parents;
        this.needed = new NeededParents(plan);
        this.waitsForItsOwn = plan.waitsForItsOwn();
        this.bitOfSlot = IntStream.range(0, plan.slots().size()).map(slot -> isTold(slot) ? slot : UNTOLD).toArray();
        this.sql = sql();
    }

    /**
     * Whether the column is filled if, and only if, a parent is there: by a foreign key, and not by somebody in the place
     * of an owner.
     */
    private boolean isTold(int number) {
        ReferenceSlot slot = plan.slots().get(number);
        return number < UNTOLD && slot.typeColumn() == null && !slot.isLookUp()
                && !(slot.isOwner() && plan.rules().fallbackOwner() != null);
    }

    private String sql() {
        List<Integer> told = IntStream.range(0, bitOfSlot.length).filter(slot -> bitOfSlot[slot] == slot).boxed()
                .toList();
        String columns = told.stream().map(slot -> ", " + plan.slots().get(slot).column()).distinct()
                .collect(joining());
        String blank = Stream.concat(Stream.of(Long.toString(1L << UNTOLD)), told.stream()
                .map(slot -> "CASE WHEN t." + plan.slots().get(slot).column() + " IS NULL THEN " + (1L << slot)
                        + " ELSE 0 END"))
                .collect(joining(" | "));
        return "SELECT array_agg(place) FILTER (WHERE unchanged IS NOT TRUE) AS different,"
                + " array_agg(place) FILTER (WHERE unchanged AND lacking) AS lacking FROM (SELECT s.place,"
                + " t.import_hash = s.hash AND t.sf_org_id = $3 AND t.migration_id IS DISTINCT FROM $2"
                + " AND t.changed_migration_id IS DISTINCT FROM $2 AS unchanged, s.named & (" + blank
                + ") <> 0 AS lacking FROM unnest($4::text[], $5::bigint[], $6::bigint[]) WITH ORDINALITY"
                + " s(sf_id, hash, named, place)"
                + VerdictSql.lookUp("crm." + plan.table().relation(),
                        "import_hash, migration_id, changed_migration_id, sf_org_id" + columns, "t", "s.sf_id")
                + ") x";
    }

    Uni<Sorted> of(SqlClient connection, List<LoadRow> rows) {
        return connection.preparedQuery(sql)
                .execute(Tuple.of(destination.organizationId(), destination.migrationId(), destination.sfOrgId())
                        .addArrayOfString(rows.stream().map(LoadRow::sfId).toArray(String[]::new))
                        .addArrayOfLong(rows.stream().map(LoadRow::hash).toArray(Long[]::new))
                        .addArrayOfLong(rows.stream().map(this::named).toArray(Long[]::new)))
                .map(answer -> answer.iterator().next())
                .flatMap(answer -> sorted(connection, rows, places(answer, "different"), places(answer, "lacking")));
    }

    private long named(LoadRow row) {
        long named = 0;
        for (int slot = 0; slot < bitOfSlot.length; slot++) {
            named |= row.references()[slot] == null ? 0 : 1L << bitOfSlot[slot];
        }
        return named;
    }

    /** Places in the list. */
    private static int[] places(Row answer, String name) {
        Long[] places = answer.getArrayOfLongs(name);
        return places == null
                ? new int[0]
                : Stream.of(places).mapToInt(place -> place.intValue() - 1).sorted().toArray();
    }

    private Uni<Sorted> sorted(SqlClient connection, List<LoadRow> rows, int[] different, int[] lacking) {
        int[] open = IntStream.concat(IntStream.of(different), IntStream.of(lacking)).toArray();
        List<LoadRow> asking = IntStream.of(open).mapToObj(rows::get).toList();
        return parents.find(connection, asking).map(ParentLookUp.Found::rows).flatMap(found -> {
            List<NewRow> others = new ArrayList<>();
            Parked parked = new Parked(plan, destination.organizationId());
            boolean[] isJudged = new boolean[rows.size()];
            for (int i = 0; i < open.length; i++) {
                NewRow row = found.get(i);
                if (i >= different.length && isTaken(row)) {
                    parked.add(row);
                } else {
                    others.add(row);
                    isJudged[open[i]] = true;
                }
            }
            return parked.writeNew(connection).replaceWith(new Sorted(outcome(rows, isJudged), others));
        });
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

    private BatchOutcome outcome(List<LoadRow> rows, boolean[] isJudged) {
        long unchanged = 0;
        long[] filled = new long[plan.slots().size()];
        for (int i = 0; i < isJudged.length; i++) {
            if (!isJudged[i]) {
                unchanged++;
                rows.get(i).countNamed(filled);
            }
        }
        return new BatchOutcome(new Ledger(0, 0, unchanged, 0, 0, 0), List.of(), filled, new long[filled.length]);
    }
}
