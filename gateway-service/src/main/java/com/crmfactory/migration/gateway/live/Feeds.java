package com.crmfactory.migration.gateway.live;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.gateway.store.Json;
import com.crmfactory.migration.gateway.store.PresentMigrations;
import com.crmfactory.migration.gateway.view.MigrationView;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The migrations that somebody on this replica watches. However many watch one, it is read once per change. */
@ApplicationScoped
public class Feeds {
    private final Map<String, Feed> watched = new ConcurrentHashMap<>();
    private final PresentMigrations migrations;
    private final Json json;
    private final Vertx vertx;

    Feeds(PresentMigrations migrations, Json json, Vertx vertx) {
        this.migrations = migrations;
        this.json = json;
        this.vertx = vertx;
    }

    /** The present state at once, then each newer one; whoever is slow gets the newest and misses those between. */
    Multi<Told> states(String id) {
        return Multi.createFrom().deferred(() -> {
            Feed feed = watched.compute(id, (key, present) -> joined(id, present));
            return feed.states().onSubscription().invoke(feed::wake).onTermination().invoke(() -> leave(id));
        });
    }

    void wake(String id) {
        Feed feed = watched.get(id);
        if (feed != null) {
            feed.wake();
        }
    }

    void wakeAll() {
        watched.values().forEach(Feed::wake);
    }

    private Feed joined(String id, Feed present) {
        Feed feed = present == null ? new Feed(vertx, () -> read(id)) : present;
        feed.join();
        return feed;
    }

    private void leave(String id) {
        watched.computeIfPresent(id, (key, feed) -> feed.leave() ? null : feed);
    }

    private Uni<Optional<Told>> read(String id) {
        return migrations.find(id).map(found -> found.map(present -> new Told(MigrationView.of(present), json)));
    }
}
