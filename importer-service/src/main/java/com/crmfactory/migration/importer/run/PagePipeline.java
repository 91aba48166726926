package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.Answers.await;
import static com.crmfactory.migration.importer.run.Answers.settled;

import java.util.OptionalLong;
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
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceOrg;

/** What becomes of a page: its records are extracted, transformed and loaded, batch by batch. */
@ApplicationScoped
class PagePipeline {
    private static final Logger LOG = Logger.getLogger(PagePipeline.class);

    private final Loads loads;
    private final Pages pages;
    private final PageTurn turn;
    private final PageRetry retry;
    private final ImporterConfig config;

    PagePipeline(Loads loads, Pages pages, PageTurn turn, PageRetry retry, ImporterConfig config) {
        this.loads = loads;
        this.pages = pages;
        this.turn = turn;
        this.retry = retry;
        this.config = config;
    }

    /**
     * Blocks until the page is done.
     *
     * @throws PageStopped
     *             if what is left of it is not for now
     */
    void run(ImportPage page, ObjectRun run, SalesforceOrg org) {
        turn.goOn(page);
        Pages.Source source = await(pages.source(page)).orElseThrow(() -> new PageStopped(page));
        ImportObject command = run.command();
        Soql soql = Soql.of(command.configuration(), command.options());
        if (!source.ids().isEmpty()) {
            RecordPage records = await(RecordsById.of(org, soql, source.ids().stream().distinct().toList()));
            retry.run(page, run, records, source.ids());
            await(pages.done(page, new Pages.Result(0, false, OptionalLong.empty()), org.usage().calls()));
            return;
        }
        Extraction extraction = new Extraction(org, soql.within(source.slice().range()), run.columnGroups());
        Pages.Batches batches = await(pages.batches(page, config.batchRows()))
                .orElseThrow(() -> new PageStopped(page));
        if (Extraction.isAskedAnew(page) && batches.begun()) {
            throw BulkJobs.brokenOff(page, batches.failures() > 0);
        }
        try (RecordPage records = await(extraction.open(page, size(run, source)))) {
            boolean tellsNext = !source.listed() && records.next().isPresent();
            if (tellsNext) {
                if (!await(pages.addNext(page, records.next().get()))) {
                    if (Extraction.isAskedAnew(page)) {
                        LOG.infof("Page %s is read elsewhere", page.subject());
                        return;
                    }
                    throw BulkJobs.brokenOff(page, true);
                }
                await(pages.announce(run, config.pagePatience(), config.pagesOutstanding()));
            }
            long count = load(page, run, records, batches);
            await(pages.done(page, new Pages.Result(count, !source.listed() && !tellsNext, records.total()),
                    org.usage().calls()));
        }
    }

    /** While the database loads a batch, the next one is read and transformed. */
    private long load(ImportPage page, ObjectRun run, RecordPage records, Pages.Batches batches) {
        LoadPlan plan = LoadPlan.of(run.command());
        RowTransformer transformer = new RowTransformer(plan, run.command(), records.header());
        PageLoader loader = loads.page(plan, run.destination(), run.id(), page.attempt());
        CompletableFuture<Void> loading = CompletableFuture.completedFuture(null);
        long count = 0;
        try {
            for (int batch = 0;; batch++) {
                PageBatch content = PageBatch.read(records, transformer, batches.size());
                count += content.size();
                await(loading);
                if (content.size() > 0 && !batches.done().contains(batch)) {
                    turn.goOn(page);
                    loading = loader.load(new BatchKey(run.id(), page.attempt(), page.pageNo(), batch), content.rows(),
                            content.rejects()).onTermination().invoke(content::clear).subscribeAsCompletionStage();
                }
                if (content.isLast()) {
                    await(loading);
                    return count;
                }
            }
        } finally {
            // Whatever happened meanwhile, nobody goes on while a batch is on its way.
            settled(loading);
        }
    }

    private static int size(ObjectRun run, Pages.Source source) {
        Long promised = source.slice().promised();
        return source.listed() ? 0 : Extraction.pageSize(promised == null ? run.recordsTotal() : promised);
    }
}
