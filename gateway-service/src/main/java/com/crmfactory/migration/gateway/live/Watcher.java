package com.crmfactory.migration.gateway.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.gateway.view.MigrationView;
import com.crmfactory.migration.gateway.view.ObjectView;
import com.crmfactory.migration.gateway.view.ProgressView;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** One client: remembers what it was told and finds out what is new to it. */
final class Watcher {
    private final Map<String, ObjectView> told = new HashMap<>();
    private MigrationView last;

    /**
     * Something to tell.
     *
     * @param name
     *            {@code migration} or {@code object}
     * @param sequence
     *            of the record
     */
    record News(String name, long sequence, Object body) {
    }

    /** One entry of the record's objects, and the progress of all. */
    record ObjectNews(@JsonUnwrapped ObjectView entry, ProgressView progress) {
    }

    /** The whole record first, afterwards only what differs; nothing for a state that is not newer. */
    List<News> news(MigrationView state) {
        if (last != null && state.sequence() <= last.sequence()) {
            return List.of();
        }
        List<News> news = new ArrayList<>();
        List<ObjectView> changed = state.objects().stream()
                .filter(object -> !object.equals(told.put(object.object(), object))).toList();
        if (last == null) {
            news.add(new News("migration", state.sequence(), state));
        } else {
            changed.forEach(object -> news
                    .add(new News("object", state.sequence(), new ObjectNews(object, state.progress()))));
            if (differs(state)) {
                news.add(new News("migration", state.sequence(), state.withoutObjects()));
            }
        }
        last = state;
        return news;
    }

    /** Apart from what the objects tell. */
    private boolean differs(MigrationView state) {
        return state.status() != last.status() || state.pauseReason() != last.pauseReason()
                || !state.analysis().equals(last.analysis());
    }
}
