package com.crmfactory.migration.importer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.crmfactory.migration.importer.extract.Extraction;
import com.crmfactory.migration.importer.extract.RecordPage;
import com.crmfactory.migration.importer.load.Duplicates;
import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.transform.RowTransformer;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Reads ids and key columns page by page, and remembers them until the duplicates are decided. */
@ApplicationScoped
class MatchingPages {
    /** Makes the extraction cut its largest pages. */
    private static final long LARGE = Integer.MAX_VALUE;

    private final Duplicates duplicates;

    MatchingPages(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    private record Read(List<LoadRow> rows, Optional<String> next) {
    }

    /**
     * On a worker thread, since reading blocks. A page that is read again changes nothing.
     *
     * @return where the next page begins; empty if this was the last one
     */
    Uni<Optional<String>> stage(MatchingStep step) {
        ImportObject reduced = step.reduced();
        LoadPlan plan = LoadPlan.of(reduced);
        return step.extraction().open(step.page(), Extraction.pageSize(LARGE))
                .emitOn(Infrastructure.getDefaultWorkerPool()).map(records -> read(records, plan, reduced))
                .flatMap(read -> duplicates.stage(step.run().id(), plan,
                        step.run().command().configuration().dedup().matchOn(), read.rows()).replaceWith(read.next()));
    }

    /** A record that does not fit is rejected when it is loaded; it takes no part in this. */
    private static Read read(RecordPage records, LoadPlan plan, ImportObject reduced) {
        try (records) {
            RowTransformer transformer = new RowTransformer(plan, reduced, records.header());
            List<LoadRow> rows = new ArrayList<>();
            while (records.advance()) {
                RowTransformer.Result result = transformer.transform(records.cells());
                if (result.row() != null) {
                    rows.add(result.row());
                }
            }
            return new Read(rows, records.next());
        }
    }
}
