package com.crmfactory.migration.baseline;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** One row of the table {@code migration}, and nothing else: no tenants, no objects, no headers, no limits. */
@Path("/row/{id}")
public class RowResource {
    private static final String SQL = """
                                      select id, organization_id, name, instance_url, status, pause_reason, resume_at,
                                             sf_org_id, sf_org_name, is_sandbox, objects_total, objects_analyzed,
                                             readiness_score, started_at, finished_at, created_at, updated_at, sequence
                                      from migration.migration where id = $1""";

    private final Pool pool;

    public RowResource(Pool pool) {
        this.pool = pool;
    }

    /** The row as it is answered. */
    public record Stored(String id, UUID organizationId, String name, String instanceUrl, String status,
            String pauseReason, OffsetDateTime resumeAt, String sfOrgId, String sfOrgName, Boolean isSandbox,
            int objectsTotal, int objectsAnalyzed, Integer readinessScore, OffsetDateTime startedAt,
            OffsetDateTime finishedAt, OffsetDateTime createdAt, OffsetDateTime updatedAt, long sequence) {
    }

    @GET
    public Uni<Stored> get(@PathParam("id") String id) {
        return pool.preparedQuery(SQL).execute(Tuple.of(id)).map(RowResource::read);
    }

    private static Stored read(RowSet<Row> rows) {
        RowIterator<Row> found = rows.iterator();
        if (!found.hasNext()) {
            throw new NotFoundException();
        }
        Row row = found.next();
        return new Stored(row.getString("id"), row.getUUID("organization_id"), row.getString("name"),
                row.getString("instance_url"), row.getString("status"), row.getString("pause_reason"),
                row.getOffsetDateTime("resume_at"), row.getString("sf_org_id"), row.getString("sf_org_name"),
                row.getBoolean("is_sandbox"), row.getInteger("objects_total"), row.getInteger("objects_analyzed"),
                row.getInteger("readiness_score"), row.getOffsetDateTime("started_at"),
                row.getOffsetDateTime("finished_at"), row.getOffsetDateTime("created_at"),
                row.getOffsetDateTime("updated_at"), row.getLong("sequence"));
    }
}
