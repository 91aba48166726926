package com.crmfactory.migration.importer.load;

import java.sql.SQLException;
import java.util.List;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Loads the batches of one page, one after the other: by {@link FirstLoad} as long as none of their records is there, and
 * by {@link BatchLoader} from the first batch on that is turned back.
 */
public final class PageLoader {
    private static final Logger LOG = Logger.getLogger(PageLoader.class);

    private final BatchLoader upsert;
    private final FirstLoad first;
    private volatile boolean copies;
    private volatile boolean begun;

    /** @param first null where every batch takes the upsert */
    PageLoader(BatchLoader upsert, FirstLoad first) {
        this.upsert = upsert;
        this.first = first;
        this.copies = first != null;
    }

    /** Completes when the batch is in the database, also if another replica has just put it there. */
    public Uni<Void> load(BatchKey key, List<LoadRow> rows, List<Reject> rejects) {
        if (!copies) {
            return upsert.load(key, rows, rejects);
        }
        return Uni.createFrom().item(() -> copied(key, SortedBatch.of(rows, rejects)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(done -> done ? Uni.createFrom().voidItem() : upsert.load(key, rows, rejects));
    }

    private boolean copied(BatchKey key, SortedBatch batch) {
        try {
            copies = begun || first.isFor(batch);
            begun = true;
            if (copies) {
                first.load(key, batch);
            }
        } catch (Checkpoint.NotWanted e) {
            LOG.debugf("%s is not wanted any more: %s", key, e.getMessage());
        } catch (SQLException e) {
            // Whatever it was, the upsert meets it too, and says what it is. PostgreSQL's own text quotes the values.
            LOG.debugf("%s takes the upsert: %s", key, e.getSQLState());
            copies = false;
        }
        return copies;
    }
}
