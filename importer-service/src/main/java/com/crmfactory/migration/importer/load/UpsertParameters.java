package com.crmfactory.migration.importer.load;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.crmfactory.migration.importer.row.LoadPlan;

import io.vertx.mutiny.sqlclient.Tuple;

/** What {@link UpsertSql} asks for, in its order. */
final class UpsertParameters {
    private final LoadPlan plan;
    private final Destination destination;
    private final Siblings siblings;

    UpsertParameters(LoadPlan plan, Destination destination) {
        this.plan = plan;
        this.destination = destination;
        this.siblings = Siblings.ofUpsert(plan);
    }

    /** @param linked whether the rows may point to each other */
    Tuple of(BatchKey key, List<NewRow> rows, boolean linked) {
        Tuple tuple = Tuple.tuple().addUUID(destination.organizationId()).addString(destination.migrationId())
                .addString(destination.sfOrgId()).addBoolean(destination.replaceOtherOrg())
                .addUUID(key.objectRun()).addInteger(key.attempt());
        tuple.addArrayOfString(texts(rows, row -> row.source().sfId()));
        tuple.addArrayOfUUID(rows.stream().map(NewRow::id).toArray(UUID[]::new));
        tuple.addArrayOfLong(rows.stream().map(row -> row.source().hash()).toArray(Long[]::new));
        tuple.addArrayOfString(texts(rows, row -> row.source().customFields()));
        for (int i = 0; i < plan.slots().size(); i++) {
            int slot = i;
            tuple.addArrayOfString(texts(rows, row -> row.source().references()[slot]));
            tuple.addArrayOfUUID(rows.stream().map(row -> row.parent()[slot]).toArray(UUID[]::new));
        }
        for (int i = 0; i < plan.columns().size(); i++) {
            int column = i;
            tuple.addArrayOfString(texts(rows, row -> row.source().values()[column]));
        }
        for (int slot : siblings.slots()) {
            tuple.addArrayOfUUID(linked ? siblings.named(slot, rows) : new UUID[rows.size()]);
        }
        return tuple;
    }

    private static String[] texts(List<NewRow> rows, Function<NewRow, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
