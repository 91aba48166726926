package com.crmfactory.migration.analyzer.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.analyzer.org.OrgConnections;
import com.crmfactory.migration.analyzer.store.Findings;
import com.crmfactory.migration.analyzer.store.KnownDescribes;
import com.crmfactory.migration.analyzer.store.Lease;
import com.crmfactory.migration.analyzer.store.LeaseLost;
import com.crmfactory.migration.analyzer.store.Runs;
import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.TokenSealing;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisFailed;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Takes up analyses and carries them through. Whatever happens, an analysis ends: completed, failed with a reason, or
 * left to the next holder of its lease.
 */
@ApplicationScoped
public class AnalysisWorker {
    private static final Logger LOG = Logger.getLogger(AnalysisWorker.class);
    /** So often an analysis may be taken up without getting on before it is given up. */
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Runs runs;
    private final Findings findings;
    private final KnownDescribes describes;
    private final OrgConnections orgs;
    private final TokenSealing sealing;
    private final OutboxRelay relay;
    private final WorkConfig config;
    private final Departure departure;
    private final AtomicInteger underWay = new AtomicInteger();

    public AnalysisWorker(Runs runs, Findings findings, KnownDescribes describes, OrgConnections orgs,
            TokenSealing sealing, OutboxRelay relay, WorkConfig config, Departure departure) {
        this.runs = runs;
        this.findings = findings;
        this.describes = describes;
        this.orgs = orgs;
        this.sealing = sealing;
        this.relay = relay;
        this.config = config;
        this.departure = departure;
    }

    /** There may be work; returns at once. When this process is to end, what is under way is left to the next holder. */
    public void wake() {
        if (departure.hasBegun()) {
            return;
        }
        if (underWay.incrementAndGet() > config.analysesAtOnce()) {
            underWay.decrementAndGet();
            return;
        }
        runs.take(config.lease()).chain(taken -> taken.map(lease -> carryThrough(lease).replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false))).subscribe().with(worked -> {
                    underWay.decrementAndGet();
                    if (worked) {
                        wake();
                    }
                }, failure -> {
                    underWay.decrementAndGet();
                    LOG.warnf("No work can be taken up: %s", failure.toString());
                });
    }

    @Scheduled(every = "${analyzer.tick}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookAgain() {
        wake();
    }

    private Uni<Void> carryThrough(Lease lease) {
        LOG.infof("Analysis %s begins", lease);
        return Uni.join().first(ending(lease), lost(lease)).toTerminate()
                .chain(event -> runs.end(lease, event)).invoke(() -> LOG.infof("Analysis %s ends", lease))
                .onFailure().recoverWithUni(failure -> leave(lease, failure)).invoke(relay::wake);
    }

    /** The event to end with: the conclusion, or why there is none. */
    private Uni<AnalysisEvent> ending(Lease lease) {
        return Uni.createFrom().deferred(() -> lease.attempts() > MOST_ATTEMPTS
                ? Uni.createFrom().<AnalysisEvent>failure(new IllegalStateException("The analysis was taken up "
                        + MOST_ATTEMPTS + " times without getting on"))
                : perform(lease)).onFailure(failure -> !departure.hasBegun() && isForGood(failure))
                .recoverWithItem(failure -> new AnalysisFailed(lease.migrationId(), lease.analysis(),
                        explain(lease, failure)));
    }

    private Uni<AnalysisEvent> perform(Lease lease) {
        String token = sealing.unseal(lease.sealedToken(), lease.organizationId(), lease.migrationId());
        Patience patience = new Patience(config.pauses());
        // A host that nobody reaches is told at once: most often its name is wrong.
        return patience.persist(last -> orgs.open(lease.instanceUrl(), token), AnalysisWorker::isReached)
                .chain(open -> new Analysis(lease, open, findings, describes, patience, config.objectsAtOnce())
                        .perform())
                .map(completed -> (AnalysisEvent) completed);
    }

    private static boolean isReached(Throwable failure) {
        return !(failure instanceof SalesforceException refused
                && refused.failure().code().equals("sf_unreachable"));
    }

    /** Never an item: fails once the lease is lost. */
    private Uni<AnalysisEvent> lost(Lease lease) {
        return Multi.createFrom().ticks().every(config.lease().dividedBy(3)).onOverflow().drop().onItem()
                .transformToUniAndConcatenate(tick -> runs.renew(lease, config.lease()).onFailure(Outage::isBehind)
                        .recoverWithNull())
                .onItem().<AnalysisEvent>transformToMultiAndConcatenate(renewed -> Multi.createFrom().empty())
                .collect().last();
    }

    private static boolean isForGood(Throwable failure) {
        return !(failure instanceof LeaseLost)
                && (failure instanceof SalesforceException || !Outage.isBehind(failure));
    }

    private static Failure explain(Lease lease, Throwable failure) {
        if (failure instanceof SalesforceException salesforce) {
            LOG.warnf("Analysis %s fails: %s", lease, salesforce.failure().code());
            return salesforce.failure();
        }
        if (failure instanceof SecurityException) {
            LOG.errorf("Analysis %s fails: %s", lease, failure.getMessage());
            return new Failure("token_unreadable", FailureType.ACCESS,
                    "The access token could not be opened with this installation's keys.",
                    "Connect to Salesforce again; if it lasts, check that all services mount the same transport key.");
        }
        LOG.errorf(failure, "Analysis %s fails", lease);
        return new Failure("internal_error", FailureType.INTERNAL, "The analysis stopped at an error of its own.",
                "Analyse again; if it lasts, report it with the analyzer's log.");
    }

    /** The next holder goes on: after a pause if the database is in trouble, at once if there is one already. */
    private Uni<Void> leave(Lease lease, Throwable failure) {
        LOG.warnf("Analysis %s is left to the next holder: %s", lease, failure.toString());
        return failure instanceof LeaseLost
                ? Uni.createFrom().voidItem()
                : runs.release(lease, PAUSE).onFailure().invoke(e -> LOG.debugf("The lease of %s expires: %s", lease,
                        e.toString())).onFailure().recoverWithNull();
    }
}
