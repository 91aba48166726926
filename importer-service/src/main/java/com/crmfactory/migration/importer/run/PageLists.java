package com.crmfactory.migration.importer.run;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.salesforce.ResultPages;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/**
 * Asks for the lists of Bulk jobs' pages. Such a list comes call by call, each telling where the next begins, and sets the
 * pace where pages are small and answers slow: so the next call is on its way while what the one before told is stored,
 * and the object is looked after.
 */
@ApplicationScoped
class PageLists {

    /** At most one an object. */
    private final Map<UUID, Asked> ahead = new ConcurrentHashMap<>();

    /**
     * A call on its way, or over.
     *
     * @param pageList
     *            where in the list; null at its beginning
     * @param org
     *            counts the call
     * @param answer
     *            empty if the org offers no such list, or none that goes on
     */
    record Asked(String jobId, String pageList, SalesforceOrg org, Uni<Optional<ResultPages>> answer) {

        private static Asked by(SliceStep step) {
            Slice slice = step.slice();
            return new Asked(slice.jobId(), slice.pageList(), step.org(),
                    step.extraction().listPages(slice.jobId(), slice.pageList()));
        }

        private Asked atOnce() {
            return new Asked(jobId, pageList, org,
                    Uni.createFrom().completionStage(answer.subscribeAsCompletionStage()));
        }

        private boolean isFor(Slice slice) {
            return jobId.equals(slice.jobId()) && pageList.equals(slice.pageList());
        }
    }

    /** What was asked ahead for the step, else a call that is made when its answer is wanted. */
    Asked ask(SliceStep step) {
        Asked asked = ahead.remove(step.run().id());
        return asked != null && asked.isFor(step.slice()) ? asked : Asked.by(step);
    }

    /** Makes the call that the next step will want. */
    void askAhead(SliceStep next) {
        ahead.put(next.run().id(), Asked.by(next).atOnce());
    }

    /** Forgets an object that is no longer driven here. */
    void forget(UUID run) {
        ahead.remove(run);
    }
}
