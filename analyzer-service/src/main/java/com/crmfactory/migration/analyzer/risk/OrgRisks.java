package com.crmfactory.migration.analyzer.risk;

import static com.crmfactory.migration.analyzer.risk.Phrases.count;
import static com.crmfactory.migration.analyzer.risk.Phrases.named;
import static com.crmfactory.migration.analyzer.risk.Phrases.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Timeline;

/** The risks of the org as a whole. */
public final class OrgRisks {
    /** Between the 430 bytes of a usual contact and the 2,000 of a wide account. */
    private static final long RECORDS_PER_MEGABYTE = 1_000;
    private static final long USUAL_SESSION_SECONDS = 7_200;
    /** Before it, describes do not tell which objects only accompany others. */
    private static final double OLD_VERSION = 57;
    private static final long MANY_RECORDS = 5_000_000;
    private static final Set<String> NOTES = Set.of("Note", "ContentNote");

    private final OrgFacts facts;
    private final List<Risk> risks = new ArrayList<>();

    /**
     * An object as far as the org's risks depend on it.
     *
     * @param links
     *            the references that become links
     */
    public record Summary(String object, long records, List<RelationshipReport> links) {
    }

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
    public static List<Risk> of(OrgFacts facts, Collection<Summary> included, Collection<Summary> others,
            MigrationPlan plan, Timeline timeline) {
        OrgRisks found = new OrgRisks(facts);
        found.scope(included);
        found.budget(included, timeline);
        found.access();
        found.owners();
        found.data();
        found.automation();
        found.references(included, others, plan);
        return found.risks;
    }

    private void scope(Collection<Summary> included) {
        long records = included.stream().mapToLong(Summary::records).sum();
        if (included.isEmpty()) {
            add(RiskCode.NOTHING_TO_MIGRATE, 0, "This user sees none of the objects that the CRM has a table for.");
        }
        if (records >= MANY_RECORDS) {
            add(RiskCode.LARGE_VOLUME, records, number(records) + " records are to be moved.");
        }
        if (facts.org().isSandbox()) {
            add(RiskCode.SANDBOX, 1, "The org is a sandbox.");
        }
        facts.files().forEach((kind, files) -> {
            if (files > 0) {
                RiskCode code = NOTES.contains(kind) ? RiskCode.NOTES_NOT_MIGRATED : RiskCode.FILES_NOT_MIGRATED;
                risks.add(code.risk(kind, null, files, count(files, "record of " + kind
                        + " is not migrated yet.", "records of " + kind + " are not migrated yet.")));
            }
        });
        long history = facts.leftOut().stream().filter(left -> left.object().endsWith("History")).count();
        if (history > 0) {
            add(RiskCode.HISTORY_NOT_MIGRATED, history, "The field history of " + count(history, "object")
                    + " stays in Salesforce.");
        }
    }

    private void budget(Collection<Summary> included, Timeline timeline) {
        Long remaining = facts.budget().apiCalls();
        if (remaining != null && timeline.apiCallsEstimated() > remaining) {
            add(RiskCode.API_BUDGET_EXCEEDED, timeline.apiCallsEstimated(), "The import needs about "
                    + number(timeline.apiCallsEstimated()) + " API requests; the org has " + number(remaining)
                    + " left today.");
        } else if (remaining != null && timeline.apiCallsEstimated() > remaining / 2) {
            add(RiskCode.API_BUDGET_TIGHT, timeline.apiCallsEstimated(), "The import needs about "
                    + number(timeline.apiCallsEstimated()) + " of the " + number(remaining)
                    + " API requests that the org has left today.");
        }
        Long jobs = facts.budget().bulkJobs();
        if (jobs != null && jobs < 2L * included.size()) {
            add(RiskCode.BULK_JOBS_TIGHT, jobs, "The org has "
                    + count(jobs, "Bulk query job") + " left today.");
        }
        long megabytes = included.stream().mapToLong(Summary::records).sum() / RECORDS_PER_MEGABYTE;
        Long left = facts.budget().bulkMegabytes();
        if (left != null && megabytes > left) {
            add(RiskCode.BULK_VOLUME_TIGHT, megabytes, "The records are about "
                    + number(megabytes) + " MB; the org delivers " + number(left)
                    + " MB more of Bulk results today.");
        }
        if (timeline.estimatedSeconds() > USUAL_SESSION_SECONDS) {
            add(RiskCode.SESSION_MAY_END, timeline.estimatedSeconds(), "The import takes longer than the two hours"
                    + " after which an idle Salesforce session usually ends.");
        }
    }

    private void access() {
        facts.hiddenObjects().forEach(object -> risks.add(RiskCode.OBJECT_HIDDEN.risk(object, null, 1,
                object + " is switched off in the org or hidden from this user.")));
        String version = facts.org().apiVersion();
        if (version != null && Double.parseDouble(version) < OLD_VERSION) {
            add(RiskCode.API_VERSION_OLD, 1, "The org offers no newer version of the API than " + version
                    + "; Salesforce retires old ones.");
        }
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
        Ownership owned = facts.ownership();
        if (owned.inactiveOwners() > 0) {
            add(RiskCode.INACTIVE_OWNERS, owned.inactiveOwners(), count(owned.inactiveOwners(),
                    "inactive user still owns", "inactive users still own") + " "
                    + count(owned.recordsOfInactive(), "record") + ".");
        }
        if (owned.unknownOwners() > 0) {
            add(RiskCode.OWNERS_UNKNOWN, owned.unknownOwners(), count(owned.unknownOwners(),
                    "owner of records has no e-mail address or is hidden from this user.",
                    "owners of records have no e-mail address or are hidden from this user."));
        }
        if (owned.recordsOfQueues() > 0) {
            add(RiskCode.QUEUE_OWNERS, facts.queues().size(),
                    count(owned.recordsOfQueues(), "record belongs to a queue", "records belong to a queue")
                            + "; the org has "
                            + count(facts.queues().size(), "queue") + ": "
                            + named(facts.queues().values().stream().sorted().toList()));
        }
    }

    private void data() {
        if (facts.multiCurrency()) {
            add(RiskCode.MULTI_CURRENCY, 1, "The org keeps amounts in several currencies.");
        }
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

    private void references(Collection<Summary> included, Collection<Summary> others, MigrationPlan plan) {
        Set<String> outOfScope = others.stream().filter(object -> object.records() > 0).map(Summary::object)
                .collect(Collectors.toSet());
        for (Summary object : included) {
            for (RelationshipReport relationship : object.links()) {
                Set<String> missing = new TreeSet<>(relationship.references());
                missing.retainAll(outOfScope);
                if (!missing.isEmpty()) {
                    risks.add(RiskCode.REFERENCES_OUT_OF_SCOPE.risk(object.object(), relationship.field(),
                            missing.size(), relationship.field() + " may point to objects that are not included: "
                                    + named(List.copyOf(missing))));
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
