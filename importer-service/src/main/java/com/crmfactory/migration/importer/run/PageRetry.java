package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.Answers.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.load.BatchKey;
import com.crmfactory.migration.importer.load.Loads;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.model.message.ImportPage;

/** Reads rejected records again. */
@ApplicationScoped
class PageRetry {
    private final Loads loads;
    private final Pages pages;
    private final PageTurn turn;

    PageRetry(Loads loads, Pages pages, PageTurn turn) {
        this.loads = loads;
        this.pages = pages;
        this.turn = turn;
    }

    /** One batch, since what Salesforce no longer delivers is known only when all is read. */
    void run(ImportPage page, ObjectRun run, RecordPage records, List<String> ids) {
        Pages.Batches batches = await(pages.batches(page, ids.size())).orElseThrow(() -> new PageStopped(page));
        if (!batches.done().contains(0)) {
            LoadPlan plan = LoadPlan.of(run.command());
            PageBatch content = PageBatch.all(records, new RowTransformer(plan, run.command(), records.header()));
            content.rejects().addAll(unanswered(ids, content));
            turn.goOn(page);
            await(loads.batches(plan, run.destination()).load(
                    new BatchKey(run.id(), page.attempt(), page.pageNo(), 0), content.rows(), content.rejects()));
        }
    }

    /** Every rejection that is tried again gets an answer, so that the ledger still adds up. */
    private static List<Reject> unanswered(List<String> ids, PageBatch content) {
        List<String> open = new ArrayList<>(ids);
        content.rows().forEach(row -> open.remove(row.sfId()));
        content.rejects().forEach(reject -> open.remove(reject.sfId()));
        Set<String> answered = new HashSet<>(ids);
        Set.copyOf(open).stream().filter(id -> Collections.frequency(open, id) == Collections.frequency(ids, id))
                .forEach(answered::remove);
        return open.stream().map(id -> answered.add(id)
                ? new Reject(id, Reject.State.SKIPPED, null, "gone_from_salesforce",
                        "Salesforce no longer delivers this record: it was deleted, or left the filter or the user's view.",
                        null)
                : new Reject(id, Reject.State.SKIPPED, "Id", "delivered_twice",
                        "Salesforce delivered this record twice; it is imported once.", null))
                .toList();
    }
}
