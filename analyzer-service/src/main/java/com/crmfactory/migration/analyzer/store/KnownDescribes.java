package com.crmfactory.migration.analyzer.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Describes with the date that Salesforce gave them, so that a later analysis of the same org by the same user asks only
 * whether they have changed.
 */
@ApplicationScoped
public class KnownDescribes {
    private static final String DATES = """
                                        SELECT object, last_modified FROM analysis.known_describe
                                        WHERE organization_id = $1 AND org_id = $2 AND user_id = $3 AND api_version = $4
                                          AND stored_at > now() - interval '7 days'""";
    private static final String ONE = """
                                      SELECT describe FROM analysis.known_describe
                                      WHERE organization_id = $1 AND org_id = $2 AND user_id = $3 AND api_version = $4 AND object = $5""";
    private static final String PUT = """
                                      INSERT INTO analysis.known_describe (organization_id, org_id, user_id, api_version, object, last_modified, describe)
                                      VALUES ($1, $2, $3, $4, $5, $6, $7)
                                      ON CONFLICT (organization_id, org_id, user_id, api_version, object)
                                      DO UPDATE SET last_modified = excluded.last_modified, describe = excluded.describe, stored_at = now()""";
    private static final String FORGET = """
                                         DELETE FROM analysis.known_describe
                                         WHERE organization_id = $1 AND org_id = $2 AND stored_at < now() - interval '7 days'""";

    private final Pool pool;
    private final ObjectMapper json;

    public KnownDescribes(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Who saw a describe: field-level security shows each user fields of its own. */
    public record Viewer(String organizationId, String orgId, String userId, String apiVersion) {

        private Tuple key() {
            return Tuple.of(organizationId, orgId, userId, apiVersion);
        }
    }

    /** A describe to remember. */
    public record Fetched(Viewer viewer, ObjectDescribe describe, String lastModified) {
    }

    /** Object to the date of its describe. */
    public Uni<Map<String, String>> lastModified(Viewer viewer) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(viewer.organizationId(), viewer.orgId()))
                .chain(() -> pool.preparedQuery(DATES).execute(viewer.key())).map(rows -> {
                    Map<String, String> dates = new HashMap<>();
                    rows.forEach(row -> dates.put(row.getString("object"), row.getString("last_modified")));
                    return dates;
                });
    }

    public Uni<Optional<ObjectDescribe>> describe(Viewer viewer, String object) {
        return pool.preparedQuery(ONE).execute(viewer.key().addString(object)).map(rows -> rows.size() == 0
                ? Optional.empty()
                : Optional.of(read(rows.iterator().next())));
    }

    /** Within the transaction in which its object is finished. */
    Uni<Void> put(SqlConnection connection, Fetched fetched) {
        Tuple row = fetched.viewer().key().addString(fetched.describe().name()).addString(fetched.lastModified())
                .addString(write(fetched.describe()));
        return connection.preparedQuery(PUT).execute(row).replaceWithVoid();
    }

    private String write(ObjectDescribe describe) {
        try {
            return json.writeValueAsString(describe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a describe that cannot be written", e);
        }
    }

    private ObjectDescribe read(Row row) {
        try {
            return json.readValue(row.getString("describe"), ObjectDescribe.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored describe that cannot be read", e);
        }
    }
}
