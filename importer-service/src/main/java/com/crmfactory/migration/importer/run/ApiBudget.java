package com.crmfactory.migration.importer.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.messaging.Outbox;
import com.crmfactory.migration.messaging.OutboxEntry;
import com.crmfactory.migration.messaging.OutboxRelay;
import com.crmfactory.migration.messaging.Traceparent;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.ImportEvent.ApiLimitReached;
import com.crmfactory.migration.salesforce.ApiUsage;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * Keeps a run within its share of the org's API calls, and from asking on once Salesforce refuses. The run is held at
 * once, by whichever replica notices, and the gateway is told once; it decides when the run goes on.
 */
@ApplicationScoped
class ApiBudget {
    private static final Logger LOG = Logger.getLogger(ApiBudget.class);
    /** Limits of the org over 24 hours, which pass by themselves. */
    private static final Set<String> OF_THE_DAY = Set.of("sf_daily_limit", "bulk_daily_limit", "bulk_daily_results");
    private static final int PERCENT = 100;

    private final Pool pool;
    private final Controls controls;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ObjectMapper json;

    ApiBudget(Pool pool, Controls controls, Outbox outbox, OutboxRelay relay, ObjectMapper json) {
        this.pool = pool;
        this.controls = controls;
        this.outbox = outbox;
        this.relay = relay;
        this.json = json;
    }

    static boolean isMeantBy(SalesforceException e) {
        return OF_THE_DAY.contains(e.failure().code());
    }

    /**
     * To be asked after a call, whose answer says how many of the org's calls are used
     * ({@code Sforce-Limit-Info: api-usage=118/15000}); that counts all clients of the org over the last 24 hours.
     *
     * @param org
     *            counts the calls of the present step only, as what an earlier answer said may have passed since
     */
    Uni<Void> check(ObjectRun run, SalesforceOrg org) {
        ApiUsage usage = org.usage();
        int share = run.command().options().maxApiUsagePercent();
        return isUsedUp(usage, share)
                ? reached(run, new Failure("api_budget_used", FailureType.LIMIT,
                        usage.used().getAsLong() + " of the org's " + usage.limit().getAsLong()
                                + " API calls in 24 hours are used; the run may go up to " + share + " percent.",
                        "It goes on by itself when calls have become free, or resume it with a higher"
                                + " options.max_api_usage_percent in a new run."))
                : Uni.createFrom().voidItem();
    }

    static boolean isUsedUp(ApiUsage usage, int percent) {
        return usage.used().isPresent() && usage.limit().isPresent() && usage.limit().getAsLong() > 0
                && usage.used().getAsLong() * PERCENT >= usage.limit().getAsLong() * percent;
    }

    /** Told once per control revision, by whichever replica is first. */
    Uni<Void> reached(ObjectRun run, Failure failure) {
        return pool.withTransaction(connection -> controls.limit(connection, run)
                .call(first -> outbox.add(connection, messages(run, first, failure))))
                .invoke(first -> {
                    if (first.isPresent()) {
                        LOG.warnf("%s waits: %s", run.migrationId(), failure.message());
                        relay.wake();
                    }
                }).replaceWithVoid();
    }

    private List<OutboxEntry> messages(ObjectRun run, Optional<Long> revision, Failure failure) {
        return revision.stream().map(known -> OutboxEntry.of(Topics.IMPORT_EVENTS, Pages.SOURCE,
                new ApiLimitReached(run.migrationId(), known, failure), json,
                Traceparent.of(run.traceparent()).child())).toList();
    }
}
