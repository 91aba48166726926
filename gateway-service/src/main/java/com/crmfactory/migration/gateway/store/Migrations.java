package com.crmfactory.migration.gateway.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import com.crmfactory.migration.gateway.migration.Migration;
import com.crmfactory.migration.gateway.migration.ObjectRun;
import com.crmfactory.migration.model.MigrationStatus;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** All migrations. Every method needs a session, the changing ones a transaction. */
@ApplicationScoped
public class Migrations implements PanacheRepositoryBase<MigrationRow, String> {
    /** Another run on the same org would write the same records at the same time. A paused one writes nothing. */
    private static final List<String> BUSY = List.of(MigrationStatus.RUNNING.wire(), MigrationStatus.VALIDATING.wire(),
            MigrationStatus.CANCELLING.wire(), MigrationStatus.ROLLING_BACK.wire());

    /** The present state; empty if there is none with this id. */
    public Uni<Optional<Migration>> find(String id) {
        return findById(id).flatMap(row -> row == null
                ? Uni.createFrom().item(Optional.empty())
                : objects(id).map(objects -> Optional.of(row.read(objects))));
    }

    /** The present state, which nobody else changes until the transaction ends. */
    public Uni<Optional<Migration>> lock(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).flatMap(row -> row == null
                ? Uni.createFrom().item(Optional.empty())
                : objects(id).map(objects -> Optional.of(row.read(objects))));
    }

    /** Newest first. */
    public Uni<List<Migration>> page(String organizationId, Optional<MigrationStatus> status,
            Optional<String> olderThan, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("organization", UUID.fromString(organizationId)));
        StringBuilder where = new StringBuilder("organizationId = :organization");
        status.ifPresent(wanted -> {
            where.append(" and status = :status");
            parameters.put("status", wanted.wire());
        });
        olderThan.ifPresent(id -> {
            where.append(" and id < :olderThan");
            parameters.put("olderThan", id);
        });
        PanacheQuery<MigrationRow> query = find(where + " order by id desc", parameters);
        return query.range(0, limit - 1).list().flatMap(this::withObjects);
    }

    /** Another migration of the same Salesforce org that is under way, holding off others until the transaction ends. */
    public Uni<Optional<String>> busyWithSameOrg(Migration migration) {
        String org = migration.analysis().org().orgId();
        return lockOrg(migration.organizationId() + org)
                .flatMap(locked -> list("organizationId = ?1 and sfOrgId = ?2 and status in ?3 and id <> ?4",
                        UUID.fromString(migration.organizationId()), org, BUSY, migration.id()))
                .map(rows -> rows.stream().map(row -> row.id).findFirst());
    }

    /** A pause that ends by itself, and its time has come. */
    public record Due(String id, Instant resumeAt) {
    }

    /** By the database's clock, which all replicas share; the longest due first, at most {@code limit}. */
    public Uni<List<Due>> due(int limit) {
        return getSession().flatMap(session -> session.createNativeQuery("select * from migration.migration"
                + " where status = 'paused' and resume_at <= now() order by resume_at limit :limit", MigrationRow.class)
                .setParameter("limit", limit).getResultList())
                .map(rows -> rows.stream().map(row -> new Due(row.id, row.resumeAt)).toList());
    }

    /** What the database's clock shows. */
    public Uni<Instant> time() {
        return getSession().flatMap(session -> session.createNativeQuery("select now()", Instant.class)
                .getSingleResult());
    }

    public Uni<Void> add(Migration migration) {
        return persist(MigrationRow.of(migration)).replaceWithVoid();
    }

    /** Writes what differs from the stored state, and tells every replica. */
    public Uni<Void> update(Migration migration) {
        return getSession().flatMap(session -> findById(migration.id()).invoke(row -> row.write(migration))
                .flatMap(row -> objects(migration.id()))
                .flatMap(rows -> writeObjects(session, migration, rows))
                .flatMap(written -> tell(session, migration)));
    }

    private static Uni<Void> writeObjects(Mutiny.Session session, Migration migration, List<ObjectRow> rows) {
        Map<String, ObjectRow> stored = new HashMap<>();
        rows.forEach(row -> stored.put(row.object, row));
        List<ObjectRow> added = migration.run().objects().stream()
                .filter(object -> !stored.containsKey(object.object()))
                .map(object -> ObjectRow.of(migration.id(), object)).toList();
        for (ObjectRun object : migration.run().objects()) {
            Optional.ofNullable(stored.get(object.object())).ifPresent(row -> row.write(object));
        }
        return session.persistAll(added.toArray());
    }

    /** Delivered at commit; only the id and the sequence, since the payload is limited to 8,000 bytes. */
    private static Uni<Void> tell(Mutiny.Session session, Migration migration) {
        return session.createNativeQuery("select cast(pg_notify('migration_changed', :change) as text)", String.class)
                .setParameter("change", migration.id() + "," + migration.sequence()).getSingleResult()
                .replaceWithVoid();
    }

    private Uni<Void> lockOrg(String key) {
        return getSession().flatMap(session -> session
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:key, 0)) as text)",
                        String.class)
                .setParameter("key", key).getSingleResult()).replaceWithVoid();
    }

    private Uni<List<ObjectRow>> objects(String migrationId) {
        return getSession().flatMap(session -> session
                .createSelectionQuery("from ObjectRow where migrationId = ?1 order by wave, object", ObjectRow.class)
                .setParameter(1, migrationId).getResultList());
    }

    private Uni<List<Migration>> withObjects(List<MigrationRow> rows) {
        List<String> ids = rows.stream().map(row -> row.id).toList();
        return getSession().flatMap(session -> session
                .createSelectionQuery("from ObjectRow where migrationId in ?1 order by wave, object", ObjectRow.class)
                .setParameter(1, ids).getResultList())
                .map(objects -> rows.stream().map(row -> row.read(
                        objects.stream().filter(object -> object.migrationId.equals(row.id)).toList())).toList());
    }
}
