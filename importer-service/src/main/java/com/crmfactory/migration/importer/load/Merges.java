package com.crmfactory.migration.importer.load;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.crmfactory.migration.importer.row.LoadPlan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;

/**
 * Gives the values of merged records to the records that they live on in, once all are read: blanks are filled by the
 * oldest that has a value, or everything is overwritten by the newest that has one. A blank never overwrites. A record
 * with a value that PostgreSQL refuses is rejected. May be repeated after a crash.
 */
public final class Merges {
    static final String KEPT = " FROM import.held h WHERE h.object_run = $2 AND h.attempt = $3"
            + " AND h.survivor_id IS NOT NULL";
    private static final String DONE = "DELETE" + KEPT + MergeSql.CERTAIN + " AND $1::uuid IS NOT NULL";

    private final Pool pool;

    public Merges(Pool pool) {
        this.pool = pool;
    }

    /** Ends a transaction that was only to show whether it could be done. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenBack() {
            super("only tried", null, false, false);
        }
    }

    /** The survivors, or the one record, that a merge is about; null for all. */
    private record Share(UUID[] survivors, String sfId) {
        private static final Share ALL = new Share(null, null);
    }

    /** A merge, and which records it takes. */
    private record Merge(MergeSql sql, Destination destination, UUID objectRun, int attempt) {

        Tuple of(Share share) {
            return Tuple.of(destination.organizationId(), objectRun, attempt).addArrayOfUUID(share.survivors())
                    .addString(share.sfId());
        }

        Tuple records() {
            return Tuple.of(objectRun, attempt);
        }
    }

    /** Once what waits within the object is linked: an older record's own parent does not come after a newer one's. */
    public Uni<Void> run(LoadPlan plan, Destination destination, UUID objectRun, int attempt) {
        if (!plan.rules().deduplicated()) {
            return Uni.createFrom().voidItem();
        }
        Merge merge = new Merge(new MergeSql(plan), destination, objectRun, attempt);
        RejectedDuplicates rejected = new RejectedDuplicates(plan, destination, objectRun, attempt);
        return pool.withTransaction(rejected::withoutSurvivor)
                .flatMap(done -> plan.rules().merging()
                        ? merge(merge, Share.ALL).onFailure(BatchLoader::isRefusedValue)
                                .recoverWithUni(() -> inParts(merge, rejected))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> merge(Merge merge, Share share) {
        return pool.withTransaction(connection -> write(connection, merge, share));
    }

    /** Whether PostgreSQL takes it; nothing is written. */
    private Uni<Void> tryOut(Merge merge, Share share) {
        return pool.withTransaction(connection -> write(connection, merge, share)
                .flatMap(written -> Uni.createFrom().<Void>failure(new TakenBack())))
                .onFailure(TakenBack.class).recoverWithNull();
    }

    private static Uni<Void> write(SqlConnection connection, Merge merge, Share share) {
        return connection.query(LinkStep.AS_IT_IS).execute()
                .flatMap(set -> refuseCycles(connection, merge, share))
                .flatMap(refused -> connection.preparedQuery(merge.sql().text()).execute(merge.of(share)))
                .flatMap(merged -> Multi.createFrom().iterable(merge.sql().lookUps()).onItem()
                        .transformToUniAndConcatenate(sql -> connection.preparedQuery(sql).execute(merge.of(share)))
                        .onItem().ignoreAsUni())
                .flatMap(merged -> connection.preparedQuery(DONE).execute(merge.of(share))).replaceWithVoid();
    }

    /** Who would come to lie below itself keeps the parent that it has, or none. */
    private static Uni<Void> refuseCycles(SqlConnection connection, Merge merge, Share share) {
        return Multi.createFrom().iterable(merge.sql().hierarchies()).onItem()
                .transformToUniAndConcatenate(slot -> connection.query(merge.sql().cycles(slot).create()).execute()
                        .flatMap(made -> connection.preparedQuery(merge.sql().planned(slot)).execute(merge.of(share)))
                        .flatMap(planned -> refuse(connection, merge.sql().cycles(slot))))
                .onItem().ignoreAsUni();
    }

    private static Uni<Void> refuse(SqlConnection connection, Cycles cycles) {
        return connection.query(cycles.refuse()).execute().flatMap(refused -> refused.rowCount() == 0
                ? Uni.createFrom().voidItem()
                : refuse(connection, cycles));
    }

    /** PostgreSQL refuses a value: the survivors are halved until the one stands alone that should have got it. */
    private Uni<Void> inParts(Merge merge, RejectedDuplicates rejected) {
        return pool.preparedQuery("SELECT DISTINCT h.survivor_id FROM import.held h WHERE h.object_run = $1"
                + " AND h.attempt = $2 AND h.survivor_id IS NOT NULL ORDER BY 1").execute(merge.records())
                .flatMap(rows -> {
                    List<UUID> survivors = new ArrayList<>();
                    rows.forEach(row -> survivors.add(row.getUUID(0)));
                    return halved(merge, survivors, rejected);
                });
    }

    private Uni<Void> halved(Merge merge, List<UUID> survivors, RejectedDuplicates rejected) {
        if (survivors.size() < 2) {
            return survivors.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : oneByOne(merge, survivors.get(0), rejected);
        }
        int half = survivors.size() / 2;
        return Multi.createFrom().items(survivors.subList(0, half), survivors.subList(half, survivors.size())).onItem()
                .transformToUniAndConcatenate(part -> merge(merge, new Share(part.toArray(UUID[]::new), null))
                        .onFailure(BatchLoader::isRefusedValue).recoverWithUni(() -> halved(merge, part, rejected)))
                .onItem().ignoreAsUni();
    }

    /** Who is refused by himself is rejected; the others come together, so that a repetition writes nothing. */
    private Uni<Void> oneByOne(Merge merge, UUID survivor, RejectedDuplicates rejected) {
        return each(merge, survivor, rejected, record -> tryOut(merge, record))
                .flatMap(tried -> merge(merge, new Share(new UUID[]{survivor}, null)))
                .onFailure(BatchLoader::isRefusedValue)
                .recoverWithUni(() -> each(merge, survivor, rejected, record -> merge(merge, record)));
    }

    /** In an order in which the result is that of all together. */
    private Uni<Void> each(Merge merge, UUID survivor, RejectedDuplicates rejected,
            Function<Share, Uni<Void>> attempt) {
        String order = merge.sql().overwrites() ? "born NULLS FIRST, sf_id" : "born NULLS LAST, sf_id";
        return pool.preparedQuery("SELECT h.sf_id FROM import.held h WHERE h.object_run = $1 AND h.attempt = $2"
                + " AND h.survivor_id = $3 ORDER BY " + order).execute(merge.records().addUUID(survivor))
                .onItem().transformToMulti(Multi.createFrom()::iterable).onItem()
                .transformToUniAndConcatenate(row -> attempt.apply(new Share(null, row.getString(0)))
                        .onFailure(BatchLoader::isRefusedValue)
                        .recoverWithUni(refusal -> pool.withTransaction(connection -> rejected.refused(connection,
                                row.getString(0), ((PgException) refusal).getSqlState()))))
                .onItem().ignoreAsUni();
    }
}
