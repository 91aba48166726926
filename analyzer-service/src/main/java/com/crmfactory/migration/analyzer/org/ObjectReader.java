package com.crmfactory.migration.analyzer.org;

import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.analyzer.mapping.ObjectProfile;
import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.salesforce.Conditional;
import com.crmfactory.migration.salesforce.ObjectDescribe;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Uni;

/** Reads one object: its describe, its number of records, and what its records hold, as far as that is cheap. */
public final class ObjectReader {
    /** Counting values is a full scan for Salesforce; beyond it, fields are taken to be filled. */
    private static final long PROFILED_UP_TO = 500_000;

    private final SalesforceOrg org;
    private final Earlier earlier;

    public ObjectReader(SalesforceOrg org, Earlier earlier) {
        this.org = org;
        this.earlier = earlier;
    }

    /**
     * An object as it is in the org.
     *
     * @param lastModified
     *            HTTP date of a describe that was fetched anew; null if it is an earlier one, or has no date
     */
    public record Reading(ObjectDescribe describe, String lastModified, ObjectProfile profile, DataFindings data) {
    }

    /** A describe, and its date if it was fetched anew. */
    private record Described(ObjectDescribe describe, String lastModified) {
    }

    /**
     * Fails if the describe does: without one there is nothing to say.
     *
     * @param last
     *            nobody will ask again: what else is not answered stays unknown
     */
    public Uni<Reading> read(Scope.Planned planned, boolean last) {
        return describe(planned.object()).chain(described -> profile(described.describe(), planned, last)
                .map(draft -> new Reading(described.describe(), described.lastModified(), draft.profile(),
                        draft.findings())));
    }

    private Uni<Described> describe(String object) {
        String since = earlier.lastModified().get(object);
        return org.describe(object, since).chain(answer -> answer instanceof Conditional.Modified<ObjectDescribe> anew
                ? Uni.createFrom().item(new Described(anew.value(), anew.lastModified()))
                : unchanged(object));
    }

    private Uni<Described> unchanged(String object) {
        return earlier.describe().apply(object).chain(known -> known.isPresent()
                ? Uni.createFrom().item(new Described(known.get(), null))
                : org.describe(object).map(describe -> new Described(describe, null)));
    }

    private Uni<ProfileDraft> profile(ObjectDescribe describe, Scope.Planned planned, boolean last) {
        ProfileDraft draft = new ProfileDraft(planned.size());
        Probes probes = new Probes(describe);
        Interview interview = new Interview(org, draft, last);
        if (!Targets.isKnown(describe.name())) {
            draft.records(planned.size());
            return interview.ask(probes.ofOthers()).replaceWith(draft);
        }
        // A small object is counted in the same call that asks about its fields; how large another is, comes first.
        boolean small = planned.snapshot() != null && planned.snapshot() <= PROFILED_UP_TO;
        List<Probe> opening = new ArrayList<>(List.of(probes.count()));
        opening.addAll(small ? probes.first() : List.of());
        return interview.ask(opening).chain(() -> rest(interview, probes, draft, small)).replaceWith(draft);
    }

    private Uni<Void> rest(Interview interview, Probes probes, ProfileDraft draft, boolean begun) {
        if (draft.records() == 0) {
            return Uni.createFrom().voidItem();
        }
        if (draft.records() > PROFILED_UP_TO) {
            draft.notProfiled();
            return Uni.createFrom().voidItem();
        }
        Uni<Void> first = begun ? Uni.createFrom().voidItem() : interview.ask(probes.first());
        return first.chain(() -> interview.ask(probes.second(draft)));
    }
}
