package com.crmfactory.migration.analyzer.org;

import java.util.List;
import java.util.stream.IntStream;

import com.crmfactory.migration.salesforce.Reply;
import com.crmfactory.migration.salesforce.SalesforceException;
import com.crmfactory.migration.salesforce.SalesforceOrg;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Asks an object's questions, five for one API call, and enters the answers. */
final class Interview {
    static final int AT_ONCE = 5;

    private final SalesforceOrg org;
    private final ProfileDraft draft;
    private final boolean last;

    /**
     * @param last
     *            nobody will ask again: what is not answered now stays unknown
     */
    Interview(SalesforceOrg org, ProfileDraft draft, boolean last) {
        this.org = org;
        this.draft = draft;
        this.last = last;
    }

    /** Fails only with what concerns every question, or with what passes by itself if there will be another attempt. */
    Uni<Void> ask(List<Probe> probes) {
        return Multi.createFrom().iterable(fives(probes)).onItem().transformToUniAndConcatenate(this::together)
                .collect().last().replaceWithVoid();
    }

    private static List<List<Probe>> fives(List<Probe> probes) {
        return IntStream.iterate(0, i -> i < probes.size(), i -> i + AT_ONCE)
                .mapToObj(i -> probes.subList(i, Math.min(probes.size(), i + AT_ONCE))).toList();
    }

    private Uni<Void> together(List<Probe> probes) {
        Uni<List<Reply>> replies = org.queryTogether(probes.stream().map(Probe::question).toList());
        return Refusal.spare(replies, last, List::<Reply>of).invoke(answers -> enter(probes, answers))
                .replaceWithVoid();
    }

    /** No answers at all: the call as a whole was refused. */
    private void enter(List<Probe> probes, List<Reply> replies) {
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            Reply reply = i < replies.size() ? replies.get(i) : null;
            if (reply instanceof Reply.Answered answered) {
                probe.reading().accept(draft, answered.page());
            } else {
                unanswered(probe, reply);
            }
        }
    }

    private void unanswered(Probe probe, Reply reply) {
        SalesforceException refusal = reply instanceof Reply.Refused refused ? refused.refusal() : null;
        if (refusal != null && !Refusal.concernsOneObject(refusal) && !(last && Refusal.passes(refusal))) {
            throw refusal;
        }
        draft.unanswered(probe.about());
    }
}
