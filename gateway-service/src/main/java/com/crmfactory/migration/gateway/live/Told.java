package com.crmfactory.migration.gateway.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.crmfactory.migration.gateway.store.Json;
import com.crmfactory.migration.gateway.view.MigrationView;

/** A state with what is told of it: written as JSON once, however many clients hear it. */
final class Told {
    private final MigrationView state;
    private final Json json;
    private final Map<Object, String> written = new ConcurrentHashMap<>();

    Told(MigrationView state, Json json) {
        this.state = state;
        this.json = json;
    }

    MigrationView state() {
        return state;
    }

    String json(Watcher.News news) {
        return written.computeIfAbsent(news.body(), json::write);
    }
}
