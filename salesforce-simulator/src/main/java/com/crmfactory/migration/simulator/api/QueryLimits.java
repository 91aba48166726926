package com.crmfactory.migration.simulator.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.RowResult;
import com.crmfactory.migration.simulator.soql.SoqlException;
import com.crmfactory.migration.simulator.stats.Stats;

/**
 * Queries that are too much for the org: without a LIMIT and over so many rows of an object they run too long, with so many columns they are
 * too complicated. Salesforce has no such round figures; these make its refusals happen when a test wants them.
 */
public final class QueryLimits {

    static final String RAN_TOO_LONG = "Your query request was running for too long.";

    private record Limit(long rows, long columns) {
    }

    private final Map<String, Limit> limits = new ConcurrentHashMap<>();
    private final Stats stats;

    QueryLimits(Stats stats) {
        this.stats = stats;
    }

    /** From now on; larger figures allow more, an earlier limit of the object is forgotten. */
    public void set(String object, long rows, long columns) {
        limits.put(object.toLowerCase(Locale.ROOT), new Limit(rows, columns));
    }

    public void clear() {
        limits.clear();
    }

    /** @throws SoqlException QUERY_TIMEOUT or QUERY_TOO_COMPLICATED */
    void check(Query query) {
        requireSimple(query);
        if (runsTooLong(query)) {
            throw new SoqlException("QUERY_TIMEOUT", RAN_TOO_LONG);
        }
    }

    /** A Bulk job is accepted first and ends as failed: its message, empty if it will not fail. */
    Optional<String> failureOfJob(Query query) {
        requireSimple(query);
        return runsTooLong(query) ? Optional.of("QUERY_TIMEOUT: " + RAN_TOO_LONG) : Optional.empty();
    }

    private void requireSimple(Query query) {
        Limit limit = limit(query);
        if (limit != null && query.columns().size() > limit.columns()) {
            stats.fault();
            throw new SoqlException("QUERY_TOO_COMPLICATED",
                    "Query is either selecting too many fields or the filter conditions are too complicated.");
        }
    }

    private boolean runsTooLong(Query query) {
        Limit limit = limit(query);
        boolean tooLong = limit != null && query.soql().limit().isEmpty() && !query.soql().aggregated()
                && !query.soql().countOnly()
                && query.rows().page(RowResult.START, limit.rows() + 1)
                        .count() > limit.rows();
        if (tooLong) {
            stats.fault();
        }
        return tooLong;
    }

    private Limit limit(Query query) {
        return limits.get(query.table().describe().name().toLowerCase(Locale.ROOT));
    }
}
