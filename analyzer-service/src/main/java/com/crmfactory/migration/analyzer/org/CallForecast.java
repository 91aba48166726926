package com.crmfactory.migration.analyzer.org;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.org.Scope.Planned;

/** How many API calls an analysis will still take once its scope is known; the report shows it beside the real number. */
final class CallForecast {
    private static final long DESCRIBE = 1;
    /** One or two for the count and what is filled, one or two for values, orphans and texts. */
    private static final long QUESTIONS = 3;
    private static final Map<String, Long> OF_FEWER_QUESTIONS = Map.of("User", 2L, "Product2", 2L, "Opportunity", 2L,
            "OpportunityLineItem", 2L, "CaseComment", 2L, "EmailMessage", 2L, "Event", 2L);
    /** The Tooling API's objects, four kinds of automation from it, users, limits. */
    private static final long CONCLUSION = 7;
    private static final List<String> AUTOMATION = List.of("FlowDefinitionView", "ProcessDefinition");
    private static final long QUEUES = 2;

    private CallForecast() {
    }

    static long rest(OpenOrg open, Inventory inventory, Collection<Planned> objects) {
        long files = inventory.files().isEmpty() ? 0 : 1;
        return objects.stream().mapToLong(CallForecast::object).sum() + CONCLUSION + files
                + AUTOMATION.stream().filter(open::shows).count() + (open.shows("Group") ? QUEUES : 0);
    }

    private static long object(Planned planned) {
        if (!Targets.isKnown(planned.object())) {
            return Targets.isReadAlong(planned.object()) ? DESCRIBE + 1 : DESCRIBE;
        }
        return DESCRIBE + (planned.size() == 0 ? 1 : OF_FEWER_QUESTIONS.getOrDefault(planned.object(), QUESTIONS));
    }
}
