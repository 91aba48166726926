package com.crmfactory.migration.simulator.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import com.crmfactory.migration.simulator.org.Ids;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.crmfactory.migration.simulator.soql.RowResult.Position;
import com.crmfactory.migration.simulator.stats.Stats;

/** Open REST query cursors. A user has ten; the oldest dies when an eleventh is opened. Source: facts §3. */
final class Cursors {

    private static final int OPEN_AT_MOST = 10;
    private static final int POLITE = 8;
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    /** A cursor untouched for so long was left by a client that died: it no longer counts against good manners. */
    private static final Duration ABANDONED = Duration.ofSeconds(30);
    private static final int REMEMBERED_PAGES = 64;

    /** One query being paged; positions of the latest pages are remembered so that they need no new scan. */
    static final class Cursor {

        private final String id;
        private final Query query;
        private final RowResult rows;
        private final int batchSize;
        private final boolean tooling;
        private final TreeMap<Long, Position> positions = new TreeMap<>();
        private Instant used;
        private boolean finished;

        private Cursor(String id, Query query, RowResult rows, int batchSize, boolean tooling) {
            this.id = id;
            this.query = query;
            this.rows = rows;
            this.batchSize = batchSize;
            this.tooling = tooling;
            positions.put(0L, RowResult.START);
        }

        String id() {
            return id;
        }

        Query query() {
            return query;
        }

        RowResult rows() {
            return rows;
        }

        int batchSize() {
            return batchSize;
        }

        boolean tooling() {
            return tooling;
        }

        synchronized Position at(long offset) {
            Position known = positions.floorEntry(offset).getValue();
            return known.delivered() == offset ? known : rows.page(known, offset - known.delivered()).next();
        }

        synchronized void remember(Position next, boolean last) {
            positions.put(next.delivered(), next);
            if (positions.size() > REMEMBERED_PAGES) {
                positions.remove(positions.higherKey(0L));
            }
            finished |= last;
        }
    }

    private final Stats stats;
    private final Clock clock;
    private final Map<String, Cursor> open = new LinkedHashMap<>();
    private long opened;

    Cursors(Stats stats, Clock clock) {
        this.stats = stats;
        this.clock = clock;
    }

    synchronized Cursor open(Query query, RowResult rows, int batchSize, boolean tooling) {
        Instant now = clock.instant();
        open.values().removeIf(cursor -> cursor.used.isBefore(now.minus(LIFETIME)));
        Cursor cursor = new Cursor(Ids.of("0r8xx5", opened++), query, rows, batchSize, tooling);
        cursor.used = now;
        open.put(cursor.id, cursor);
        while (open.size() > OPEN_AT_MOST) {
            open.remove(open.values().stream().filter(each -> each.finished).findFirst()
                    .orElse(open.values().iterator().next()).id);
        }
        long busy = open.values().stream().filter(each -> !each.finished && each.used.isAfter(now.minus(ABANDONED)))
                .count();
        if (busy > POLITE) {
            stats.misuse("too_many_cursors", "more than " + POLITE + " query cursors open at once");
        }
        return cursor;
    }

    /** @throws ApiError INVALID_QUERY_LOCATOR when it is not open any more */
    synchronized Cursor use(String id) {
        Cursor cursor = open.get(id);
        if (cursor == null) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        cursor.used = clock.instant();
        return cursor;
    }

    /** The object that a locator's query reads, or null. */
    synchronized String object(String locator) {
        Cursor cursor = open.get(locator.split("-", 2)[0]);
        return cursor == null ? null : cursor.query.table().describe().name();
    }

    synchronized void expire(String locator) {
        open.remove(locator.split("-", 2)[0]);
    }
}
