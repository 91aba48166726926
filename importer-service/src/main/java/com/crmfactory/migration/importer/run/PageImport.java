package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.Answers.await;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * Takes a page and answers for its end. One that is delivered again is read again and skips the batches that are done;
 * the same row always falls into the same batch.
 */
@ApplicationScoped
class PageImport {
    private static final Logger LOG = Logger.getLogger(PageImport.class);

    private final ObjectRuns runs;
    private final Pages pages;
    private final PagePipeline pipeline;
    private final Connections connections;
    private final RejectedConnection rejectedConnection;
    private final ApiBudget budget;
    private final Departure departure;
    private final LeaseHolder leases;
    /** One that waits long, for Salesforce's answer say, is announced again: that is to be no further reader of it. */
    private final Set<ImportPage> inWork = ConcurrentHashMap.newKeySet();

    PageImport(ObjectRuns runs, Pages pages, PagePipeline pipeline, Connections connections,
            RejectedConnection rejectedConnection, ApiBudget budget, Departure departure,
            LeaseHolder leases) {
        this.runs = runs;
        this.pages = pages;
        this.pipeline = pipeline;
        this.connections = connections;
        this.rejectedConnection = rejectedConnection;
        this.budget = budget;
        this.departure = departure;
        this.leases = leases;
    }

    /** Blocks until the page is imported, or noted as one to come again. */
    void run(ImportPage page) {
        Optional<ObjectRun> run = await(runs.find(UUID.fromString(page.objectRun())));
        if (run.isEmpty() || run.get().attempt() != page.attempt()
                || run.get().status() != ObjectStatus.IMPORTING) {
            LOG.debugf("Page %s is of an attempt that is over", page.subject());
            return;
        }
        if (!inWork.add(page)) {
            LOG.debugf("Page %s is read here already", page.subject());
            return;
        }
        try {
            run(page, run.get(), opened(page, run.get()));
        } finally {
            inWork.remove(page);
        }
    }

    private Connections.Connection opened(ImportPage page, ObjectRun run) {
        try {
            return await(connections.of(run.command()));
        } catch (RuntimeException e) {
            noteErrorOfOurs(page, e, 0);
            throw e;
        }
    }

    private void run(ImportPage page, ObjectRun run, Connections.Connection connection) {
        SalesforceOrg org = connection.org().counting();
        try {
            pipeline.run(page, run, org);
            leases.wake();
            await(budget.check(run, org));
        } catch (PageStopped stopped) {
            LOG.debugf("Page %s waits", page.subject());
            await(pages.release(page));
        } catch (SalesforceException e) {
            LOG.warnf("Page %s will be read again: %s", page.subject(), e.failure().code());
            await(noted(page, run, connection, org, e));
        } catch (RuntimeException e) {
            noteErrorOfOurs(page, e, org.usage().calls());
            throw e;
        }
    }

    /** What can never succeed goes to the dead letters, and its object fails loudly. */
    private void noteErrorOfOurs(ImportPage page, RuntimeException e, long calls) {
        if (!Outage.isBehind(e) && !departure.hasBegun()) {
            await(pages.failed(page, new Failure("internal_error", FailureType.INTERNAL,
                    "A page of " + page.object() + " met an error of ours.",
                    "Report it with the importer's log; the other objects go on."), calls));
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
        boolean halved = Narrowing.isTooLong(e) && Extraction.isAskedAnew(page) && await(pages.tooSlow(page));
        return halved ? Uni.createFrom().voidItem() : pages.failed(page, e.failure(), org.usage().calls());
    }
}
