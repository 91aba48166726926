package com.crmfactory.migration.analyzer.org;

import java.util.Set;
import java.util.function.Supplier;

import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Uni;

/**
 * Tells a "no" to one question, which becomes a finding, from what passes by itself and from a "no" to everything, which
 * ends the analysis.
 */
public final class Refusal {
    /** Whatever is asked next, the answer will be the same. */
    private static final Set<String> OF_EVERYTHING = Set.of("sf_session_expired", "sf_session_not_usable",
            "sf_api_disabled", "sf_daily_limit", "sf_host_not_allowed", "sf_version_unsupported", "sf_redirected",
            "sf_tls_untrusted");

    private Refusal() {
    }

    /** True if other questions may well be answered, and asking this one again would not help. */
    public static boolean concernsOneObject(Throwable thrown) {
        return thrown instanceof SalesforceException refused && !refused.isTransient()
                && !OF_EVERYTHING.contains(refused.failure().code());
    }

    /** True if it passes by itself; the client has already tried several times. */
    public static boolean passes(Throwable thrown) {
        return thrown instanceof SalesforceException failure && failure.isTransient();
    }

    /**
     * An answer that the analysis can do without.
     *
     * @param last
     *            nobody will ask again: what would pass by itself is given up, too
     */
    static <T> Uni<T> spare(Uni<T> question, boolean last, Supplier<T> otherwise) {
        return question.onFailure(failure -> concernsOneObject(failure) || last && passes(failure))
                .recoverWithItem(otherwise);
    }
}
