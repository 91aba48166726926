package com.crmfactory.migration.importer.run;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.crmfactory.migration.importer.extract.Range;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.Ledger;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

/** Values that several of the importer's tables hold in the same form. */
final class Columns {
    private Columns() {
    }

    /** The form of a {@code failure} column. */
    static JsonObject json(Failure failure) {
        return new JsonObject().put("code", failure.code()).put("type", failure.type().wire())
                .put("message", failure.message()).put("hint", failure.hint());
    }

    /** @return null if the column {@code failure} is */
    static Failure failure(Row row) {
        JsonObject failure = row.getJsonObject("failure");
        return failure == null
                ? null
                : new Failure(failure.getString("code"),
                        FailureType.valueOf(failure.getString("type").toUpperCase(Locale.ROOT)),
                        failure.getString("message"), failure.getString("hint"));
    }

    /** From the columns of a slice. */
    static Range range(Row row) {
        return new Range(instant(row.getOffsetDateTime("created_from")),
                instant(row.getOffsetDateTime("created_until")),
                row.getString("id_from"), row.getString("id_until"));
    }

    /** The texts of the first column. */
    static List<String> texts(RowSet<Row> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** From one column per state. */
    static Ledger ledger(Row row) {
        return new Ledger(row.getLong("imported"), row.getLong("updated"), row.getLong("unchanged"),
                row.getLong("merged"), row.getLong("skipped"), row.getLong("failed"));
    }
}
