package com.crmfactory.migration.gateway.live;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;

/** Hears which migrations changed. After a lost connection everything is read again, since notifications are not kept. */
@ApplicationScoped
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final String CHANNEL = "migration_changed";
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final int DOUBLINGS = 6;

    private final PgSubscriber subscriber;
    private final Feeds feeds;

    Notifications(Vertx vertx, DatabaseConfig database, Feeds feeds) {
        this.feeds = feeds;
        PgConnectOptions options = new PgConnectOptions().setHost(database.host()).setPort(database.port())
                .setDatabase(database.name()).setUser(database.user()).setPassword(database.password());
        options.setTcpKeepAlive(true);
        subscriber = PgSubscriber.subscriber(vertx, options);
        subscriber.reconnectPolicy(attempts -> Math.min(LONGEST_PAUSE_MS,
                FIRST_PAUSE_MS << Math.min(attempts, DOUBLINGS)));
    }

    @Startup
    void listen() {
        subscriber.closeHandler(closed -> LOG.info("No longer listening for changes"));
        subscriber.channel(CHANNEL)
                .subscribeHandler(listening -> feeds.wakeAll())
                .exceptionHandler(failure -> LOG.warnf("Listening for changes is disturbed: %s", failure.toString()))
                .handler(change -> feeds.wake(change.substring(0, Math.max(0, change.indexOf(',')))));
        subscriber.connect().onFailure(failure -> LOG.errorf(failure, "Changes cannot be listened for"));
    }

    @Shutdown
    void stop() {
        subscriber.close();
    }
}
