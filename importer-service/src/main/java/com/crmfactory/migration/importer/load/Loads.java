package com.crmfactory.migration.importer.load;

import java.util.UUID;

import javax.sql.DataSource;

import com.crmfactory.migration.importer.row.LoadPlan;

import io.vertx.mutiny.sqlclient.Pool;

/** Gives out what loads pages and batches. */
public final class Loads {
    private final Pool pool;
    private final DataSource database;
    private final boolean copies;
    private final boolean keysByBatch;
    private final ParentIds parents = new ParentIds();

    /**
     * @param database
     *            the same database by JDBC, for COPY
     * @param copies
     *            false if every batch is to take the upsert
     * @param keysByBatch
     *            false if PostgreSQL is to check the foreign keys of each row by itself, also where it lets us check
     *            those of a batch together
     */
    public Loads(Pool pool, DataSource database, boolean copies, boolean keysByBatch) {
        this.keysByBatch = keysByBatch;
        this.pool = pool;
        this.database = database;
        this.copies = copies;
    }

    /** For a page of an extraction. */
    public PageLoader page(LoadPlan plan, Destination destination, UUID objectRun, int attempt) {
        record Extraction(UUID objectRun, int attempt) {
        }
        ForeignKeys keys = new ForeignKeys(pool, plan, keysByBatch);
        ParentLookUp lookUp = new ParentLookUp(plan, destination.organizationId(), new Extraction(objectRun, attempt),
                parents);
        return new PageLoader(new BatchLoader(pool, plan, destination, keys, lookUp),
                copies && plan.isPlain() ? new FirstLoad(database, plan, destination, keys, lookUp) : null);
    }

    /** For records of which some may be there. */
    public BatchLoader batches(LoadPlan plan, Destination destination) {
        return new BatchLoader(pool, plan, destination, new ForeignKeys(pool, plan, keysByBatch),
                new ParentLookUp(plan, destination.organizationId(), new Object(), parents));
    }
}
