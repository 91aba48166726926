package com.crmfactory.migration.analyzer.risk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Timeline;

/** The risks of the org as a whole. */
public final class OrgRisks {
    private static final long MANY_RECORDS = 5_000_000;
    private static final Set<String> NOTES = Set.of("Note", "ContentNote");

    private final OrgFacts facts;
    private final List<Risk> risks = new ArrayList<>();

    private OrgRisks(OrgFacts facts) {
        this.facts = facts;
    }

    /**
     * In a fixed order.
     *
     * @param included
     *            the objects that are suggested for the import
     * @param others
     *            the objects that were analysed besides
     */
    public static List<Risk> of(OrgFacts facts, Collection<ObjectReport> included, Collection<ObjectReport> others,
            MigrationPlan plan, Timeline timeline) {
        OrgRisks found = new OrgRisks(facts);
        found.scope(included);
        found.budget(included.size(), timeline);
        found.access();
        found.owners();
        found.data();
        found.automation();
        found.references(included, others, plan);
        return found.risks;
    }

    private void scope(Collection<ObjectReport> included) {
        long records = included.stream().mapToLong(ObjectReport::recordCount).sum();
        if (included.isEmpty()) {
            add(RiskCode.NOTHING_TO_MIGRATE, 0, "This user sees none of the objects that the CRM has a table for.");
        }
        if (records >= MANY_RECORDS) {
            add(RiskCode.LARGE_VOLUME, records, records + " records are to be moved.");
        }
        if (facts.org().isSandbox()) {
            add(RiskCode.SANDBOX, 1, "The org is a sandbox.");
        }
        facts.files().forEach((kind, count) -> {
            if (count > 0) {
                RiskCode code = NOTES.contains(kind) ? RiskCode.NOTES_NOT_MIGRATED : RiskCode.FILES_NOT_MIGRATED;
                risks.add(code.risk(kind, null, count, count + " records of " + kind + " are not migrated yet."));
            }
        });
        long history = facts.leftOut().stream().filter(left -> left.object().endsWith("History")).count();
        if (history > 0) {
            add(RiskCode.HISTORY_NOT_MIGRATED, history, "Field history stays in Salesforce; objects with one: "
                    + history + ".");
        }
    }

    private void budget(int objects, Timeline timeline) {
        Long remaining = facts.callsRemaining();
        if (remaining != null && timeline.apiCallsEstimated() > remaining) {
            add(RiskCode.API_BUDGET_EXCEEDED, timeline.apiCallsEstimated(), "The import needs about "
                    + timeline.apiCallsEstimated() + " API requests; the org has " + remaining + " left today.");
        } else if (remaining != null && timeline.apiCallsEstimated() > remaining / 2) {
            add(RiskCode.API_BUDGET_TIGHT, timeline.apiCallsEstimated(), "The import needs about "
                    + timeline.apiCallsEstimated() + " of the " + remaining
                    + " API requests that the org has left today.");
        }
        if (facts.bulkJobsRemaining() != null && facts.bulkJobsRemaining() < 2L * objects) {
            add(RiskCode.BULK_JOBS_TIGHT, facts.bulkJobsRemaining(), "The org has " + facts.bulkJobsRemaining()
                    + " Bulk query jobs left today.");
        }
    }

    private void access() {
        facts.hiddenObjects().forEach(object -> risks.add(RiskCode.OBJECT_HIDDEN.risk(object, null, 1,
                object + " is switched off in the org or hidden from this user.")));
        facts.refused().forEach((object, answer) -> risks.add(RiskCode.OBJECT_UNREADABLE.risk(object, null, 1,
                object + " cannot be read: " + answer)));
        if (!facts.automation().unavailable().isEmpty()) {
            add(RiskCode.AUTOMATION_UNREADABLE, facts.automation().unavailable().size(),
                    "Some automation could not be counted: "
                            + String.join("; ", facts.automation().unavailable()) + ".");
        }
        if (facts.countsRefused()) {
            add(RiskCode.COUNTS_UNAVAILABLE, 1, "This user may not read Salesforce's snapshot of record counts.");
        }
    }

    private void owners() {
        if (facts.owners().inactive() > 0) {
            add(RiskCode.INACTIVE_OWNERS, facts.owners().inactive(), facts.owners().inactive() + " of "
                    + facts.owners().total() + " users are inactive and may own records.");
        }
        if (facts.ownersWithoutEmail() > 0) {
            add(RiskCode.OWNERS_WITHOUT_EMAIL, facts.ownersWithoutEmail(),
                    facts.ownersWithoutEmail() + " users have no e-mail address.");
        }
        if (!facts.queues().isEmpty()) {
            add(RiskCode.QUEUE_OWNERS, facts.queues().size(), facts.queues().size()
                    + " queues may own cases and leads: "
                    + facts.queues().values().stream().sorted().limit(5).collect(Collectors.joining(", ")) + ".");
        }
    }

    private void data() {
        if (facts.multiCurrency()) {
            add(RiskCode.MULTI_CURRENCY, 1, "The org keeps amounts in several currencies.");
        }
        facts.archived().forEach((object, count) -> {
            if (count > 0) {
                risks.add(RiskCode.ARCHIVED_ACTIVITIES.risk(object, null, count,
                        count + " records of " + object + " are archived."));
            }
        });
        facts.duplicateEmails().forEach((object, count) -> {
            if (count > 0) {
                risks.add(RiskCode.DUPLICATE_EMAILS.risk(object, "Email", count,
                        count + " e-mail addresses stand on more than one record of " + object + "."));
            }
        });
    }

    private void automation() {
        if (facts.automation().score() > 0) {
            RiskCode code = facts.automation().complexity().equals("high")
                    ? RiskCode.COMPLEX_AUTOMATION
                    : RiskCode.AUTOMATION_TO_REBUILD;
            add(code, facts.automation().score(), "What runs by itself in Salesforce is of "
                    + facts.automation().complexity() + " complexity and does not move with the data.");
        }
    }

    private void references(Collection<ObjectReport> included, Collection<ObjectReport> others, MigrationPlan plan) {
        Set<String> outOfScope = others.stream().filter(object -> object.recordCount() > 0).map(ObjectReport::object)
                .collect(Collectors.toSet());
        for (ObjectReport object : included) {
            for (RelationshipReport relationship : object.relationships()) {
                Set<String> missing = new TreeSet<>(relationship.references());
                missing.retainAll(outOfScope);
                if (relationship.target() != null && !missing.isEmpty()) {
                    risks.add(RiskCode.REFERENCES_OUT_OF_SCOPE.risk(object.object(), relationship.field(),
                            missing.size(), relationship.field() + " may point to objects that are not included: "
                                    + String.join(", ", missing.stream().limit(5).toList()) + "."));
                }
            }
        }
        if (!plan.cycles().isEmpty()) {
            add(RiskCode.REFERENCE_CYCLE, plan.cycles().size(), "These objects require one another: "
                    + String.join(", ", plan.cycles()) + ".");
        }
    }

    private void add(RiskCode code, long count, String message) {
        risks.add(code.risk(count, message));
    }
}
