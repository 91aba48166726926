package com.crmfactory.migration.importer.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import com.crmfactory.migration.importer.extract.Halving;
import com.crmfactory.migration.importer.extract.Range;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;

/** Asks Salesforce for less at a time where it gives up: for half of a slice, or for half of the columns. */
@ApplicationScoped
class Narrowing {
    private static final Logger LOG = Logger.getLogger(Narrowing.class);
    /** Far more than any object needs that can be read at all; a day allows 10,000 jobs. */
    private static final int MOST_SLICES = 1_000;
    private static final int MOST_GROUPS = 16;
    private static final Set<String> TOO_LONG = Set.of("QUERY_TIMEOUT", "OPERATION_TOO_LARGE");

    private final ObjectRuns runs;
    private final Slices slices;

    Narrowing(ObjectRuns runs, Slices slices) {
        this.runs = runs;
        this.slices = slices;
    }

    /** Salesforce's own word for it, of an answer or of a job. */
    static boolean isTooLong(String errorWord) {
        return errorWord != null && TOO_LONG.contains(errorWord);
    }

    static boolean isTooLong(Throwable failure) {
        return failure instanceof SalesforceException e && isTooLong(e.errorCode());
    }

    static boolean isTooComplicated(String errorWord) {
        return "QUERY_TOO_COMPLICATED".equals(errorWord);
    }

    static boolean isTooComplicated(Failure failure) {
        return failure.code().equals("sf_query_too_complicated");
    }

    static boolean isTooComplicated(Throwable failure) {
        return failure instanceof SalesforceException e && isTooComplicated(e.errorCode());
    }

    /** Notes that the slice is to be halved. */
    Uni<Optional<ObjectRun>> tooSlow(SliceStep step) {
        LOG.warnf("%s: a query ran too long, %s is halved", step.run(), step.slice().range());
        return runs.change(step.run(), step.change(), changed -> List.of(),
                (connection, now) -> Slices.slow(connection, now, step.slice()));
    }

    Uni<Optional<ObjectRun>> halve(SliceStep step) {
        Halving halving = new Halving(step.org(), step.soql(), step.run().command().keyPrefix());
        return slices.count(step.run()).flatMap(count -> halves(step.run(), halving, step.slice().range(), count))
                .flatMap(halves -> runs.change(step.run(), step.change(), changed -> List.of(),
                        (connection, now) -> Slices.split(connection, now, step.slice(), halves)));
    }

    /**
     * Two ranges that together are the given one; fails if there are too many, or if it is down to a single record.
     *
     * @param count
     *            how many there are
     */
    static Uni<List<Range>> halves(ObjectRun run, Halving halving, Range range, long count) {
        return (count >= MOST_SLICES
                ? Uni.createFrom().item(Optional.<List<Range>>empty())
                : halving.of(range)).map(halves -> halves.orElseThrow(() -> endless(run)));
    }

    private static SalesforceException endless(ObjectRun run) {
        return SalesforceException.of("object_too_slow", FailureType.LIMIT,
                "Salesforce gives up even on small parts of " + run.object() + ": they run too long.",
                "Give the user the View All Data permission, leave formula fields out, or simplify the filter.");
    }

    /** The object is asked for again, its columns in twice as many queries; that is no failed attempt. */
    Uni<Optional<ObjectRun>> inMoreQueries(ObjectRun run) {
        int groups = run.columnGroups() * 2;
        if (groups > MOST_GROUPS) {
            return Uni.createFrom().failure(SalesforceException.of("sf_query_too_complicated", FailureType.REQUEST,
                    "The query of " + run.object() + " is too complicated for Salesforce even with few fields.",
                    "Leave formula fields out, or simplify the filter."));
        }
        LOG.warnf("%s: the query is too complicated, its columns are read in %d queries", run, groups);
        return runs.change(run, ObjectRunner.anewForNoFault(run).set("column_groups", groups), changed -> List.of(),
                Slices::begin);
    }
}
