package com.crmfactory.migration.analyzer.org;

import java.util.Set;

import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.salesforce.SalesforceException;

/** Tells a "no" to one question, which becomes a finding, from one to everything, which ends the analysis. */
public final class Refusal {
    private static final Set<String> OF_ONE_OBJECT = Set.of("sf_insufficient_access", "sf_view_all_data_needed",
            "sf_feature_off", "sf_transaction_security", "sf_forbidden", "sf_answer_too_large");
    /** Requests that no org answers, whatever is asked. */
    private static final Set<String> OF_EVERYTHING = Set.of("sf_host_not_allowed", "sf_version_unsupported",
            "sf_redirected");

    private Refusal() {
    }

    /** True if other questions may well be answered. */
    public static boolean concernsOneObject(Throwable thrown) {
        return thrown instanceof SalesforceException refused && (OF_ONE_OBJECT.contains(refused.failure().code())
                || refused.failure().type() == FailureType.REQUEST
                        && !OF_EVERYTHING.contains(refused.failure().code()));
    }
}
