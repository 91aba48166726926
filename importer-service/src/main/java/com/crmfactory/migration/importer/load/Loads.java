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
    private final ParentIds parents = new ParentIds();

    /**
     * @param database
     *            the same database by JDBC, for COPY
     * @param copies
     *            false if every batch is to take the upsert
     */
    public Loads(Pool pool, DataSource database, boolean copies) {
        this.pool = pool;
        this.database = database;
        this.copies = copies;
    }

    /** For a page of an extraction. */
    public PageLoader page(LoadPlan plan, Destination destination, UUID objectRun, int attempt) {
        record Extraction(UUID objectRun, int attempt) {
        }
        return new PageLoader(batches(plan, destination),
                copies && FirstLoad.isFor(plan)
                        ? new FirstLoad(database, plan, destination, new Extraction(objectRun, attempt), parents)
                        : null);
    }

    /** For records of which some may be there. */
    public BatchLoader batches(LoadPlan plan, Destination destination) {
        return new BatchLoader(pool, plan, destination);
    }
}
