package com.crmfactory.migration.importer.run;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.model.message.ImportCommand.ControlRun;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** What the gateway last said about the runs of the migrations: hold, go on or give up. */
@ApplicationScoped
class Controls {
    private static final String STORE = "INSERT INTO import.control AS k (migration_id, organization_id, revision,"
            + " action) VALUES ($1, $2, $3, $4) ON CONFLICT (migration_id) DO UPDATE SET revision = EXCLUDED.revision,"
            + " action = EXCLUDED.action WHERE k.revision < EXCLUDED.revision";

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
}
