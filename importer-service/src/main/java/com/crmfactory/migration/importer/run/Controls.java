package com.crmfactory.migration.importer.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.message.ImportCommand.ControlRun;
import com.crmfactory.migration.model.message.ImportPage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the gateway last said about the runs of the migrations: hold, go on or give up. */
@ApplicationScoped
class Controls {
    private static final String STORE = "INSERT INTO import.control AS k (migration_id, organization_id, revision,"
            + " action) VALUES ($1, $2, $3, $4) ON CONFLICT (migration_id) DO UPDATE SET revision = EXCLUDED.revision,"
            + " action = EXCLUDED.action WHERE k.revision < EXCLUDED.revision";
    private static final String LIMITED = "INSERT INTO import.control AS k (migration_id, organization_id, revision,"
            + " action, limited_revision) VALUES ($1, $2, 0, 'resume', 0) ON CONFLICT (migration_id) DO UPDATE SET"
            + " limited_revision = k.revision WHERE k.limited_revision < k.revision RETURNING revision";
    private static final String NOT_FREE = "SELECT r.id, s.standing FROM import.object_run r"
            + " JOIN import.standing s USING (migration_id) WHERE r.id = ANY ($1) AND s.standing <> 'free'";
    private static final String OF_PAGE = "SELECT EXISTS (SELECT FROM import.object_run r JOIN import.standing s"
            + " USING (migration_id) WHERE r.id = $1 AND r.attempt = $2 AND r.status = 'importing'"
            + " AND s.standing = 'free')";

    private final Pool pool;

    Controls(Pool pool) {
        this.pool = pool;
    }

    /** Stores the command, unless a newer one is there. */
    Uni<Void> store(ControlRun command) {
        return pool.preparedQuery(STORE)
                .execute(Tuple.of(command.migrationId(), UUID.fromString(command.organizationId()),
                        command.controlRevision(), command.action().wire()))
                .replaceWithVoid();
    }

    /**
     * Salesforce's limit is reached: the migration is held until the gateway says more.
     *
     * @return the control revision under which it was; empty if that is known already
     */
    Uni<Optional<Long>> limit(SqlConnection connection, ObjectRun run) {
        return connection.preparedQuery(LIMITED).execute(Tuple.of(run.migrationId(), run.organizationId()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getLong("revision")));
    }

    /** Those of the objects that may not simply go on, and why. */
    Uni<Map<UUID, Standing>> notFree(Collection<UUID> objects) {
        return pool.preparedQuery(NOT_FREE).execute(Tuple.tuple().addArrayOfUUID(objects.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Standing> standings = new HashMap<>();
                    rows.forEach(row -> standings.put(row.getUUID("id"), Standing.of(row.getString("standing"))));
                    return standings;
                });
    }

    /** To be asked before each step of what an object does in several: fails with {@link ObjectStopped} if it may not go on. */
    Uni<Void> turn(ObjectRun run) {
        return notFree(List.of(run.id())).map(standings -> {
            if (!standings.isEmpty()) {
                throw new ObjectStopped(run);
            }
            return null;
        });
    }

    /** Whether the next batch of a page may begin: the object still wants it and nobody holds or cancels the run. */
    Uni<Boolean> letsGoOn(ImportPage page) {
        return pool.preparedQuery(OF_PAGE).execute(Tuple.of(UUID.fromString(page.objectRun()), page.attempt()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
