package com.crmfactory.migration.importer.run;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.model.message.ImportCommand;
import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.salesforce.AccessToken;
import com.crmfactory.migration.salesforce.OrgAccess;
import com.crmfactory.migration.salesforce.SalesforceClient;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The migrations' access to their Salesforce orgs. Tokens are stored sealed and opened only to be used. */
@ApplicationScoped
class Connections {
    private static final String STORE = "INSERT INTO import.connection AS c (migration_id, organization_id, revision,"
            + " sealed_token, instance_url) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (migration_id) DO UPDATE SET"
            + " revision = EXCLUDED.revision, sealed_token = EXCLUDED.sealed_token,"
            + " instance_url = EXCLUDED.instance_url WHERE c.revision < EXCLUDED.revision";
    private static final String REJECT = "UPDATE import.connection SET rejected_revision = revision"
            + " WHERE migration_id = $1 AND revision = $2 AND rejected_revision < revision";
    private static final String TRY_AGAIN = "UPDATE import.connection SET rejected_revision = 0 WHERE migration_id = $1"
            + " AND rejected_revision > 0";
    /** More than one replica works on at a time; the oldest is simply opened again. */
    private static final int OPEN = 64;

    private final Pool pool;
    private final SalesforceClient salesforce;
    private final TokenSealing sealing;
    private final Map<Key, SalesforceOrg> open = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SalesforceOrg> eldest) {
            return size() > OPEN;
        }
    };

    Connections(Pool pool, SalesforceClient salesforce, TokenSealing sealing) {
        this.pool = pool;
        this.salesforce = salesforce;
        this.sealing = sealing;
    }

    private record Key(String migrationId, long revision) {
    }

    /**
     * An open connection.
     *
     * @param revision
     *            of the credentials
     */
    record Connection(SalesforceOrg org, long revision) {
    }

    /** Stores the credentials that came with a command, unless newer ones are there. */
    Uni<Void> store(SqlConnection connection, ImportObject command) {
        return store(connection, command, command.source().instanceUrl(), command.source().token());
    }

    /**
     * A run that begins, or begins again, tries the credentials whatever was said of them before: nobody listens any more
     * when the refusal of an answer comes after a run's end, and nobody would tell it again.
     */
    Uni<Void> tryAgain(SqlConnection connection, ImportObject command) {
        return connection.preparedQuery(TRY_AGAIN).execute(Tuple.of(command.migrationId())).replaceWithVoid();
    }

    /** Stores new credentials, unless newer ones are there. Objects that waited for them go on. */
    Uni<Void> renew(ConnectionRenewed command) {
        return store(pool, command, command.instanceUrl(), command.token());
    }

    private static Uni<Void> store(SqlClient client, ImportCommand command, String instanceUrl, SealedToken token) {
        return client.preparedQuery(STORE).execute(Tuple.of(command.migrationId(),
                UUID.fromString(command.organizationId()), token.revision(), token.jwe(), instanceUrl))
                .replaceWithVoid();
    }

    Uni<Connection> of(ImportObject command) {
        return pool
                .preparedQuery(
                        "SELECT revision, sealed_token, instance_url FROM import.connection WHERE migration_id = $1")
                .execute(Tuple.of(command.migrationId())).map(rows -> open(command, rows.iterator().next()));
    }

    /** Notes that Salesforce refuses the credentials; true for the one who noted it first. */
    Uni<Boolean> reject(SqlConnection connection, String migrationId, long revision) {
        return connection.preparedQuery(REJECT).execute(Tuple.of(migrationId, revision))
                .map(rows -> rows.rowCount() == 1);
    }

    private Connection open(ImportObject command, Row row) {
        long revision = row.getLong("revision");
        Key key = new Key(command.migrationId(), revision);
        synchronized (open) {
            // One per revision: it remembers that its token was refused and never sends it again.
            return new Connection(open.computeIfAbsent(key, k -> org(command, row)),
                    revision);
        }
    }

    private SalesforceOrg org(ImportObject command, Row row) {
        String token = sealing.unseal(row.getString("sealed_token"), command.organizationId(), command.migrationId());
        String url = row.getString("instance_url");
        return salesforce.org(new OrgAccess(URI.create(url == null ? command.source().instanceUrl() : url),
                AccessToken.of(token), command.source().apiVersion()));
    }
}
