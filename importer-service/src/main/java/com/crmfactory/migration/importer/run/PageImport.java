package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.extract.Soql;
import com.crmfactory.migration.importer.load.BatchKey;
import com.crmfactory.migration.importer.load.BatchLoader;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Imports one page: extract, transform, load, batch by batch. A page that is delivered again is read again and skips the
 * batches that are done; the same row always falls into the same batch.
 */
@ApplicationScoped
class PageImport {
    private static final Logger LOG = Logger.getLogger(PageImport.class);
    /** Longer than any batch or any call to Salesforce with its retries; reached only if an answer never comes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Pool pool;
    private final ObjectRuns runs;
    private final Pages pages;
    private final Connections connections;
    private final RejectedConnection rejectedConnection;
    private final ImporterConfig config;

    PageImport(Pool pool, ObjectRuns runs, Pages pages, Connections connections, RejectedConnection rejectedConnection,
            ImporterConfig config) {
        this.pool = pool;
        this.runs = runs;
        this.pages = pages;
        this.connections = connections;
        this.rejectedConnection = rejectedConnection;
        this.config = config;
    }

    /** Blocks until the page is imported, or noted as one to come again. */
    void run(ImportPage page) {
        Optional<ObjectRun> run = await(runs.find(UUID.fromString(page.objectRun())));
        if (run.isEmpty() || run.get().attempt() != page.attempt()
                || run.get().status() != ObjectStatus.IMPORTING) {
            LOG.debugf("Page %s is of an attempt that is over", page.subject());
            return;
        }
        Connections.Connection connection = await(connections.of(run.get().command()));
        try {
            importPage(page, run.get(), connection);
        } catch (SalesforceException e) {
            LOG.warnf("Page %s will be read again: %s", page.subject(), e.failure().code());
            if (RejectedConnection.isMeantBy(e)) {
                await(rejectedConnection.report(run.get(), connection.revision()));
            } else {
                await(pages.failed(page, e.failure()));
            }
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e)) {
                // A record that can never succeed: it goes to the dead letters, and its object fails loudly.
                await(pages.failed(page, new Failure("internal_error", FailureType.INTERNAL,
                        "A page of " + page.object() + " met an error of ours.",
                        "Report it with the importer's log; the other objects go on.")));
            }
            throw e;
        }
    }

    private void importPage(ImportPage page, ObjectRun run, Connections.Connection connection) {
        ImportObject command = run.command();
        Extraction extraction = new Extraction(connection.org(), Soql.of(command.configuration(), command.options()));
        Set<Integer> done = await(pages.doneBatches(page));
        await(pages.touch(page));
        try (RecordPage records = await(extraction.open(page, run.recordsTotal()))) {
            Optional<String> next = records.next();
            if (next.isPresent()) {
                await(pages.add(run.id(), run.attempt(), page.pageNo() + 1, next.get()));
                await(pages.announce(run, config.pagePatience(), config.pagesOutstanding()));
            }
            long count = load(page, run, records, done);
            await(pages.done(page, count, next.isEmpty(), records.total()));
        }
    }

    private long load(ImportPage page, ObjectRun run, RecordPage records, Set<Integer> done) {
        LoadPlan plan = LoadPlan.of(run.command());
        RowTransformer transformer = new RowTransformer(plan, run.command(), records.header());
        BatchLoader loader = new BatchLoader(pool, plan, run.destination());
        long count = 0;
        for (int batch = 0;; batch++) {
            Batch content = read(records, transformer);
            count += content.size();
            if (content.size() > 0 && !done.contains(batch)) {
                await(loader.load(new BatchKey(run.id(), page.attempt(), page.pageNo(), batch), content.rows(),
                        content.rejects()));
                await(pages.touch(page));
            }
            if (content.size() < config.batchRows()) {
                return count;
            }
        }
    }

    /** The records of one batch, transformed. */
    private record Batch(List<LoadRow> rows, List<Reject> rejects) {
        int size() {
            return rows.size() + rejects.size();
        }
    }

    private Batch read(RecordPage records, RowTransformer transformer) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        while (batch.size() < config.batchRows() && records.advance()) {
            RowTransformer.Result result = transformer.transform(records.cells());
            if (result.row() != null) {
                batch.rows().add(result.row());
            } else {
                batch.rejects().add(result.reject());
            }
        }
        return batch;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
