package com.crmfactory.migration.gateway.store;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Fingerprints;
import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The Idempotency-Keys of the last 24 hours; times are the database's. */
@ApplicationScoped
public class Claims {
    /** How long an attempt may take before another one may try; longer than any request of ours. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final String INSERT = """
                                         insert into migration.idempotency
                                             (organization_id, route, key, fingerprint, holder, held_until, created_at)
                                         values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), now())
                                         on conflict do nothing""";
    private static final String FIND = """
                                       select fingerprint, holder, answer, held_until < now() as free,
                                              created_at < now() - interval '24 hours' as over
                                       from migration.idempotency
                                       where organization_id = $1 and route = $2 and key = $3""";
    private static final String TAKE_OVER = """
                                            update migration.idempotency
                                            set holder = $5, held_until = now() + make_interval(secs => $6)
                                            where organization_id = $1 and route = $2 and key = $3 and holder = $4
                                              and answer is null and held_until < now()
                                            returning subject""";
    private static final String FORGET = """
                                         delete from migration.idempotency
                                         where organization_id = $1 and route = $2 and key = $3 and holder = $4""";
    /** What an attempt changed before it failed stays known; only the wait ends. */
    private static final String RELEASE = """
                                          update migration.idempotency set held_until = now() - interval '1 second'
                                          where organization_id = $1 and route = $2 and key = $3 and holder = $4""";
    private static final String ANSWER = """
                                         update migration.idempotency set answer = $5
                                         where organization_id = $1 and route = $2 and key = $3 and holder = $4""";
    private static final String BIND = """
                                       update migration.idempotency set subject = :subject
                                       where organization_id = :organization and route = :route and key = :key
                                         and holder = :holder""";

    private final Pool pool;
    private final Fingerprints fingerprints;
    private final TokenSealing sealing;

    /**
     * What is stored under a key.
     *
     * @param answer
     *            null while there is none
     * @param free
     *            nobody is at work any more
     * @param over
     *            older than 24 hours
     */
    public record Stored(UUID holder, boolean sameBody, String answer, boolean free, boolean over) {
    }

    @Inject
    public Claims(Pool pool, KeyConfig config) {
        KeyRing keys = KeyRing.load(config.storageKeyFile());
        this.pool = pool;
        this.fingerprints = new Fingerprints(keys, "idempotency");
        this.sealing = new TokenSealing(keys);
    }

    /** True if the key is new and the claim now holds it. */
    public Uni<Boolean> insert(Claim claim, byte[] body) {
        return changed(INSERT, key(claim).addString(fingerprints.of(body)).addUUID(claim.holder())
                .addInteger((int) LEASE.toSeconds()));
    }

    /** Empty if it was forgotten in the meantime. */
    public Uni<Optional<Stored>> find(Claim claim, byte[] body) {
        return pool.preparedQuery(FIND).execute(key(claim)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(read(claim, row, body));
            }
            return Optional.empty();
        });
    }

    /**
     * Goes on where {@code stopped} was last seen; waits for a transaction of it that is still open.
     *
     * @return the subject that it changed or an empty text; no item if somebody else was quicker
     */
    public Uni<Optional<String>> takeOver(Claim claim, Stored stopped) {
        return pool.preparedQuery(TAKE_OVER).execute(key(claim).addUUID(stopped.holder()).addUUID(claim.holder())
                .addInteger((int) LEASE.toSeconds())).map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(Optional.ofNullable(row.getString("subject")).orElse(""));
                    }
                    return Optional.empty();
                });
    }

    /** The key may be used as if it had never been. */
    public Uni<Boolean> forget(Claim claim, UUID holder) {
        return changed(FORGET, key(claim).addUUID(holder));
    }

    /** The next attempt need not wait, and is a first one if this one changed nothing. */
    public Uni<Boolean> release(Claim claim) {
        return changed(FORGET + " and subject is null", key(claim).addUUID(claim.holder()))
                .flatMap(forgotten -> forgotten
                        ? Uni.createFrom().item(true)
                        : changed(RELEASE, key(claim).addUUID(claim.holder())));
    }

    /** Keeps the answer for as long as the key is kept. */
    public Uni<Boolean> answer(Claim claim, String answer) {
        return changed(ANSWER, key(claim).addUUID(claim.holder()).addString(
                sealing.seal(answer, claim.organizationId().toString(), claim.route())));
    }

    /** Binds a change to the claim, in the transaction of the change; false if another attempt has taken over. */
    public Uni<Boolean> bind(Claim claim, String subject) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(BIND)
                .setParameter("subject", subject).setParameter("organization", claim.organizationId())
                .setParameter("route", claim.route()).setParameter("key", claim.key())
                .setParameter("holder", claim.holder()).executeUpdate()).map(rows -> rows == 1);
    }

    @Scheduled(every = "10m", delayed = "1m", skipExecutionIf = Departure.class)
    Uni<Void> forgetOld() {
        return pool.query("delete from migration.idempotency where created_at < now() - interval '24 hours'")
                .execute().replaceWithVoid();
    }

    private Stored read(Claim claim, Row row, byte[] body) {
        String sealed = row.getString("answer");
        return new Stored(row.getUUID("holder"), fingerprints.matches(body, row.getString("fingerprint")),
                sealed == null ? null : sealing.unseal(sealed, claim.organizationId().toString(), claim.route()),
                row.getBoolean("free"), row.getBoolean("over"));
    }

    private Uni<Boolean> changed(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(RowSet::rowCount).map(rows -> rows == 1);
    }

    private static Tuple key(Claim claim) {
        return Tuple.tuple().addUUID(claim.organizationId()).addString(claim.route()).addString(claim.key());
    }
}
