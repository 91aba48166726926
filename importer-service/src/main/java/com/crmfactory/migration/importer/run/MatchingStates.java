package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** How far the look-out for duplicates is, per object. */
@ApplicationScoped
class MatchingStates {
    private static final String BEGIN = "INSERT INTO import.matching AS m (object_run, tries, job_id, readable,"
            + " next_poll_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (object_run) DO UPDATE SET tries = EXCLUDED.tries,"
            + " job_id = EXCLUDED.job_id, polls = 0, next_poll_at = EXCLUDED.next_poll_at, readable = EXCLUDED.readable,"
            + " locator = NULL, ended = false";

    private final Pool pool;

    MatchingStates(Pool pool) {
        this.pool = pool;
    }

    /**
     * How far it is.
     *
     * @param tries
     *            how often it was begun
     * @param jobId
     *            Bulk job; null if the keys are read by REST
     * @param readable
     *            the result can be read
     * @param locator
     *            where the next page begins; null for the first
     * @param ended
     *            everything is read
     */
    record State(int tries, String jobId, int polls, OffsetDateTime nextPollAt, boolean readable, String locator,
            boolean ended, boolean decided) {
    }

    Uni<Optional<State>> find(UUID run) {
        return pool.preparedQuery("SELECT * FROM import.matching WHERE object_run = $1").execute(Tuple.of(run))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(state(rows.iterator().next())));
    }

    /** @param jobId null if the keys are read by REST, which needs no waiting */
    Uni<Void> begin(UUID run, int tries, String jobId) {
        return pool.preparedQuery(BEGIN).execute(Tuple.of(run, tries, jobId, jobId == null,
                OffsetDateTime.now().plus(BulkJobs.pauseAfter(0)))).replaceWithVoid();
    }

    Uni<Void> polled(UUID run, Duration pause) {
        return pool.preparedQuery("UPDATE import.matching SET polls = polls + 1, next_poll_at = $2"
                + " WHERE object_run = $1").execute(Tuple.of(run, OffsetDateTime.now().plus(pause))).replaceWithVoid();
    }

    Uni<Void> readable(UUID run) {
        return pool.preparedQuery("UPDATE import.matching SET readable = true WHERE object_run = $1")
                .execute(Tuple.of(run)).replaceWithVoid();
    }

    /** @param next empty if that was the last page */
    Uni<Void> read(UUID run, Optional<String> next) {
        return pool.preparedQuery("UPDATE import.matching SET locator = $2, ended = $3 WHERE object_run = $1")
                .execute(Tuple.of(run, next.orElse(null), next.isEmpty())).replaceWithVoid();
    }

    private static State state(Row row) {
        return new State(row.getInteger("tries"), row.getString("job_id"), row.getInteger("polls"),
                row.getOffsetDateTime("next_poll_at"), row.getBoolean("readable"), row.getString("locator"),
                row.getBoolean("ended"), row.getBoolean("decided"));
    }
}
