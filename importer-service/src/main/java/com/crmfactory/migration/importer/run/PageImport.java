package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.extract.RecordsById;
import com.crmfactory.migration.importer.extract.Soql;
import com.crmfactory.migration.importer.load.BatchKey;
import com.crmfactory.migration.importer.load.Loads;
import com.crmfactory.migration.importer.load.PageLoader;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * Imports one page: extract, transform, load, batch by batch. A page that is delivered again is read again and skips the
 * batches that are done; the same row always falls into the same batch.
 */
@ApplicationScoped
class PageImport {
    private static final Logger LOG = Logger.getLogger(PageImport.class);
    /** Longer than any batch or any call to Salesforce with its retries; reached only if an answer never comes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Loads loads;
    private final ObjectRuns runs;
    private final Pages pages;
    private final Connections connections;
    private final RejectedConnection rejectedConnection;
    private final Controls controls;
    private final ApiBudget budget;
    private final Departure departure;
    private final ImporterConfig config;

    PageImport(Loads loads, ObjectRuns runs, Pages pages, Connections connections,
            RejectedConnection rejectedConnection, Controls controls, ApiBudget budget, Departure departure,
            ImporterConfig config) {
        this.loads = loads;
        this.runs = runs;
        this.pages = pages;
        this.connections = connections;
        this.rejectedConnection = rejectedConnection;
        this.controls = controls;
        this.budget = budget;
        this.departure = departure;
        this.config = config;
    }

    /** The run is held or cancelled, the object has moved on, or this replica ends: what is left of the page is not for now. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(ImportPage page) {
            super("page " + page.subject() + " stops", null, false, false);
        }
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
        SalesforceOrg org = connection.org().counting();
        try {
            importPage(page, run.get(), org);
            await(budget.check(run.get(), connection.org()));
        } catch (Stopped stopped) {
            LOG.debugf("Page %s waits", page.subject());
            await(pages.release(page));
        } catch (SalesforceException e) {
            LOG.warnf("Page %s will be read again: %s", page.subject(), e.failure().code());
            await(noted(page, run.get(), connection, org, e));
        } catch (RuntimeException e) {
            if (!Outage.isBehind(e) && !departure.hasBegun()) {
                // A record that can never succeed: it goes to the dead letters, and its object fails loudly.
                await(pages.failed(page, new Failure("internal_error", FailureType.INTERNAL,
                        "A page of " + page.object() + " met an error of ours.",
                        "Report it with the importer's log; the other objects go on."), org.usage().calls()));
            }
            throw e;
        }
    }

    /** What holds the whole migration is told first, so that the page is not announced before that is over. */
    private Uni<Void> noted(ImportPage page, ObjectRun run, Connections.Connection connection,
            SalesforceOrg org, SalesforceException e) {
        if (RejectedConnection.isMeantBy(e)) {
            return rejectedConnection.report(run, connection.revision()).flatMap(told -> pages.release(page));
        }
        if (ApiBudget.isMeantBy(e)) {
            return budget.reached(run, e.failure()).flatMap(told -> pages.release(page));
        }
        boolean halved = Narrowing.isTooLong(e) && page.jobId() == null && page.locator() == null
                && await(pages.tooSlow(page));
        return halved ? Uni.createFrom().voidItem() : pages.failed(page, e.failure(), org.usage().calls());
    }

    private void importPage(ImportPage page, ObjectRun run, SalesforceOrg org) {
        goOn(page);
        Pages.Source source = await(pages.source(page)).orElseThrow(() -> new Stopped(page));
        ImportObject command = run.command();
        Soql soql = Soql.of(command.configuration(), command.options());
        if (!source.ids().isEmpty()) {
            RecordPage records = await(RecordsById.of(org, soql, source.ids().stream().distinct().toList()));
            retry(page, run, records, source.ids());
            await(pages.done(page, new Pages.Result(0, false, OptionalLong.empty()), org.usage().calls()));
            return;
        }
        Extraction extraction = new Extraction(org, soql.within(source.slice().range()), run.columnGroups());
        Set<Integer> done = await(pages.doneBatches(page));
        try (RecordPage records = await(extraction.open(page, size(run, source)))) {
            boolean tellsNext = !source.listed() && records.next().isPresent();
            if (tellsNext) {
                await(pages.addNext(page, records.next().get()));
                await(pages.announce(run, config.pagePatience(), config.pagesOutstanding()));
            }
            long count = load(page, run, records, done);
            await(pages.done(page, new Pages.Result(count, !source.listed() && !tellsNext, records.total()),
                    org.usage().calls()));
        }
    }

    private static int size(ObjectRun run, Pages.Source source) {
        Long promised = source.slice().promised();
        return source.listed() ? 0 : Extraction.pageSize(promised == null ? run.recordsTotal() : promised);
    }

    /** One batch, since what Salesforce no longer delivers is known only when all is read. */
    private void retry(ImportPage page, ObjectRun run, RecordPage records, List<String> ids) {
        if (!await(pages.doneBatches(page)).contains(0)) {
            LoadPlan plan = LoadPlan.of(run.command());
            Batch content = read(records, new RowTransformer(plan, run.command(), records.header()), ids.size());
            content.rejects().addAll(unanswered(ids, content));
            goOn(page);
            await(loads.batches(plan, run.destination()).load(
                    new BatchKey(run.id(), page.attempt(), page.pageNo(), 0), content.rows(), content.rejects()));
        }
    }

    /** Every rejection that is tried again gets an answer, so that the ledger still adds up. */
    private static List<Reject> unanswered(List<String> ids, Batch content) {
        List<String> open = new ArrayList<>(ids);
        content.rows().forEach(row -> open.remove(row.sfId()));
        content.rejects().forEach(reject -> open.remove(reject.sfId()));
        Set<String> answered = new HashSet<>(ids);
        Set.copyOf(open).stream().filter(id -> Collections.frequency(open, id) == Collections.frequency(ids, id))
                .forEach(answered::remove);
        return open.stream().map(id -> answered.add(id)
                ? new Reject(id, Reject.State.SKIPPED, null, "gone_from_salesforce",
                        "Salesforce no longer delivers this record: it was deleted, or left the filter or the user's view.",
                        null)
                : new Reject(id, Reject.State.SKIPPED, "Id", "delivered_twice",
                        "Salesforce delivered this record twice; it is imported once.", null))
                .toList();
    }

    /** First says that the page is worked on, then asks: so nobody who ends the object misses the batch that follows. */
    private void goOn(ImportPage page) {
        await(pages.touch(page));
        if (departure.hasBegun() || !await(controls.letsGoOn(page))) {
            throw new Stopped(page);
        }
    }

    /** While the database loads a batch, the next one is read and transformed. */
    private long load(ImportPage page, ObjectRun run, RecordPage records, Set<Integer> done) {
        LoadPlan plan = LoadPlan.of(run.command());
        RowTransformer transformer = new RowTransformer(plan, run.command(), records.header());
        PageLoader loader = loads.page(plan, run.destination(), run.id(), page.attempt());
        CompletableFuture<Void> loading = CompletableFuture.completedFuture(null);
        long count = 0;
        try {
            for (int batch = 0;; batch++) {
                Batch content = read(records, transformer, config.batchRows());
                count += content.size();
                await(loading);
                if (content.size() > 0 && !done.contains(batch)) {
                    goOn(page);
                    loading = loader.load(new BatchKey(run.id(), page.attempt(), page.pageNo(), batch), content.rows(),
                            content.rejects()).subscribeAsCompletionStage();
                }
                if (content.size() < config.batchRows()) {
                    await(loading);
                    return count;
                }
            }
        } finally {
            // Whatever happened meanwhile, nobody goes on while a batch is on its way.
            settled(loading);
        }
    }

    /** The records of one batch, transformed. */
    private record Batch(List<LoadRow> rows, List<Reject> rejects) {
        int size() {
            return rows.size() + rejects.size();
        }
    }

    private static Batch read(RecordPage records, RowTransformer transformer, int limit) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        while (batch.size() < limit && records.advance()) {
            RowTransformer.Result result = transformer.transform(records.cells());
            if (result.row() != null) {
                batch.rows().add(result.row());
            } else {
                batch.rejects().add(result.reject());
            }
        }
        return batch;
    }

    private static <T> T await(CompletableFuture<T> future) {
        return await(Uni.createFrom().completionStage(future));
    }

    private static void settled(CompletableFuture<Void> loading) {
        await(Uni.createFrom().completionStage(loading).onFailure().recoverWithNull());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
