package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import com.crmfactory.migration.messaging.Departure;
import com.crmfactory.migration.messaging.Outage;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Holds the leases of this replica: takes over objects that nobody drives, keeps their leases alive and lets the
 * {@link ObjectRunner} take a step on each at every tick. A replica that dies simply stops renewing.
 */
@ApplicationScoped
class LeaseHolder {
    private static final Logger LOG = Logger.getLogger(LeaseHolder.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int RENEWALS_PER_LEASE = 4;

    private final String owner = UUID.randomUUID().toString();
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ObjectRuns runs;
    private final ObjectRunner runner;
    private final Controls controls;
    private final Cancellation cancellation;
    private final ApiBudget budget;
    private final Connections connections;
    private final RejectedConnection rejectedConnection;
    private final ImporterConfig config;
    private final Departure departure;
    private final Vertx vertx;

    LeaseHolder(ObjectRuns runs, ObjectRunner runner, Controls controls, Cancellation cancellation, ApiBudget budget,
            Connections connections, RejectedConnection rejectedConnection,
            ImporterConfig config, Departure departure, Vertx vertx) {
        this.runs = runs;
        this.runner = runner;
        this.controls = controls;
        this.cancellation = cancellation;
        this.budget = budget;
        this.connections = connections;
        this.rejectedConnection = rejectedConnection;
        this.config = config;
        this.departure = departure;
        this.vertx = vertx;
    }

    /** An object that this replica drives. Touched by one step at a time, and by none once it is let go of. */
    private static final class Held {
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile ObjectRun run;
        /** After a failure: it may have come when a change was stored, so what is known of the object may be old. */
        private volatile boolean inDoubt;
        /** What was read of it may be older than what the CRM has from another migration by now. */
        private volatile boolean outdated;
        private volatile long notBefore;
        private volatile int setbacks;

        private Held(ObjectRuns.Claimed claimed) {
            this.run = claimed.run();
            this.outdated = claimed.outdated();
        }
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.tick().toMillis(), timer -> wake());
        vertx.setPeriodic(config.lease().toMillis() / RENEWALS_PER_LEASE, timer -> renew());
    }

    /** Lets go of everything, so that another replica need not wait for the leases to run out. */
    void stop(@Observes ShutdownEvent stopped) {
        try {
            Multi.createFrom().iterable(held.values()).onItem()
                    .transformToUniAndMerge(object -> runs.release(object.run))
                    .onItem().ignoreAsUni().await().atMost(LAST_WORDS);
        } catch (RuntimeException e) {
            LOG.warnf("Leases were not released, they run out: %s", e.toString());
        }
    }

    /** Looks after the objects now rather than at the next tick, since something has come for them. */
    void wake() {
        if (departure.hasBegun()) {
            return;
        }
        look();
        int room = config.objectsInAll() - held.size();
        if (room > 0 && claiming.compareAndSet(false, true)) {
            // An answer that never comes would keep this replica from all objects for ever.
            runs.claim(owner, config.lease(), config.objectsAtOnce(), room).ifNoItem().after(config.lease()).fail()
                    .onTermination()
                    .invoke(() -> claiming.set(false)).subscribe()
                    .with(this::hold,
                            failure -> LOG.warnf("No objects can be taken over: %s", failure.toString()));
        }
    }

    private void hold(List<ObjectRuns.Claimed> claimed) {
        claimed.forEach(object -> held.put(object.run().id(), new Held(object)));
        if (!claimed.isEmpty()) {
            look();
        }
    }

    /** Before anything else: whether the gateway, or Salesforce's limit, lets the objects go on. */
    private void look() {
        Map<UUID, Held> now = Map.copyOf(held);
        if (!now.isEmpty() && looking.compareAndSet(false, true)) {
            controls.notFree(now.keySet()).ifNoItem().after(config.lease()).fail().onTermination()
                    .invoke(() -> looking.set(false)).subscribe().with(
                            standings -> now.forEach((id, object) -> take(object,
                                    standings.getOrDefault(id, Standing.FREE))),
                            failure -> LOG.warnf("Objects wait: %s", failure.toString()));
        }
    }

    /** A setback delays the next step, but neither a pause nor a cancellation. */
    private void take(Held object, Standing standing) {
        boolean due = standing != Standing.FREE || System.nanoTime() - object.notBefore >= 0;
        if (due && object.busy.compareAndSet(false, true)) {
            step(object, standing);
        }
    }

    private Uni<Optional<ObjectRun>> next(Held object, ObjectRun run, Standing standing) {
        return switch (standing) {
            case FREE -> object.outdated
                    ? runner.readAnew(run).invoke(() -> object.outdated = false)
                    : runner.advance(run);
            case HELD -> runs.release(run).replaceWith(Optional.empty());
            case CANCELLED -> cancellation.of(run);
        };
    }

    private void renew() {
        if (!held.isEmpty() && !departure.hasBegun()) {
            runs.renew(owner, config.lease(), held.keySet()).subscribe().with(renewed -> {
            }, failure -> LOG.warnf("Leases were not renewed: %s", failure.toString()));
        }
    }

    /** @return empty if another replica holds it now */
    private Uni<Optional<ObjectRun>> present(Held object) {
        return object.inDoubt
                ? runs.find(object.run.id())
                        .map(stored -> stored.filter(run -> run.epoch() == object.run.epoch()))
                        .invoke(stored -> {
                            stored.ifPresent(run -> object.run = run);
                            object.inDoubt = false;
                        })
                : Uni.createFrom().item(Optional.of(object.run));
    }

    private void step(Held object, Standing standing) {
        Uni.createFrom().deferred(() -> present(object))
                .flatMap(run -> run.isEmpty() ? Uni.createFrom().item(run) : next(object, run.get(), standing))
                .onFailure()
                .invoke(failure -> object.inDoubt = true).onItem().invoke(now -> {
                    object.notBefore = System.nanoTime();
                    object.setbacks = 0;
                }).onFailure().recoverWithUni(failure -> setBack(object, failure)).subscribe()
                .with(now -> after(object, now),
                        failure -> {
                            // Not even noting the failure worked: the database is away. The next tick tries again.
                            LOG.warnf("%s waits: %s", object.run, failure.toString());
                            pause(object);
                            object.busy.set(false);
                        });
    }

    private void after(Held object, Optional<ObjectRun> now) {
        boolean moved = now.isPresent() && hasMoved(object.run, now.get());
        if (now.isEmpty() || now.get().status().isFinal()) {
            // It stays busy: a look that began before may still hand it to a step.
            held.remove(object.run.id(), object);
            runner.forget(object.run.id());
        } else {
            object.run = now.get();
            object.busy.set(false);
        }
        if (moved) {
            // The next step waits for nothing; an object that is done makes room for another.
            wake();
        }
    }

    /** Salesforce's list of pages comes call by call; what has to be waited for, a job, says when it may be asked again. */
    private static boolean hasMoved(ObjectRun before, ObjectRun now) {
        return now.status() != before.status() || now.apiCalls() != before.apiCalls();
    }

    /** What passes by itself is waited for; refused credentials are reported; anything else ends the object. */
    private Uni<Optional<ObjectRun>> setBack(Held object, Throwable failure) {
        ObjectRun run = object.run;
        if (failure instanceof SalesforceException e) {
            if (RejectedConnection.isMeantBy(e)) {
                return connections.of(run.command()).flatMap(connection -> rejected(object, connection));
            }
            if (ApiBudget.isMeantBy(e)) {
                return budget.reached(run, e.failure()).replaceWith(Optional.of(run));
            }
            if (!e.isTransient()) {
                return runner.fail(run, e.failure());
            }
        } else if (!Outage.isBehind(failure) && !departure.hasBegun()) {
            LOG.errorf(failure, "%s cannot go on", run);
            return runner.fail(run, new Failure("internal_error", FailureType.INTERNAL,
                    "The import of " + run.object() + " met an error of ours.",
                    "Report it with the importer's log; the other objects go on."));
        }
        LOG.warnf("%s waits: %s", run, failure.toString());
        pause(object);
        return Uni.createFrom().item(Optional.of(run));
    }

    /** Unless the credentials that were refused have been renewed meanwhile. */
    private Uni<Optional<ObjectRun>> rejected(Held object, Connections.Connection present) {
        if (!present.org().isRefused()) {
            pause(object);
            return Uni.createFrom().item(Optional.of(object.run));
        }
        return rejectedConnection.report(object.run, present.revision())
                .flatMap(reported -> runs.release(object.run)).replaceWith(Optional.empty());
    }

    private static void pause(Held object) {
        object.setbacks = Math.min(object.setbacks + 1, 8);
        long pause = Math.min(LONGEST_PAUSE.toNanos(), Duration.ofMillis(250).toNanos() << object.setbacks);
        object.notBefore = System.nanoTime() + pause;
    }
}
