package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * References whose parent is not there yet, of records that are new. If one is parked already, as of a record that was
 * deleted in the CRM, the batch is given up like any other that is not new.
 */
final class Parked {
    private static final String TABLE = "import.unlinked" + UpsertSql.PARKED_COLUMNS;
    private static final int COLUMNS = 6;
    /** Looked up first, since a conflict locks the row, which is as good as writing it. */
    private static final String NEW = " FROM unnest($3::text[], $4::text[], $5::text[], $6::text[])"
            + " v(col, sf_id, parent, ref) WHERE (SELECT u.parent_sf_id FROM import.unlinked u WHERE u.organization_id = $1"
            + " AND u.target = $2 AND u.column_name = v.col AND u.sf_id = v.sf_id) IS DISTINCT FROM v.ref";

    private final LoadPlan plan;
    private final UUID organizationId;
    private final List<Reference> references = new ArrayList<>();

    private record Reference(ReferenceSlot slot, String sfId, String parent) {
    }

    Parked(LoadPlan plan, UUID organizationId) {
        this.plan = plan;
        this.organizationId = organizationId;
    }

    void add(NewRow row) {
        for (int i = 0; i < row.parent().length; i++) {
            if (row.lacksParent(i)) {
                references.add(new Reference(plan.slots().get(i), row.source().sfId(), row.source().references()[i]));
            }
        }
    }

    void write(Connection connection) throws SQLException {
        if (references.isEmpty()) {
            return;
        }
        try (CopyStream stream = new CopyStream(connection, TABLE)) {
            for (Reference reference : references) {
                CopyBinary to = stream.row(COLUMNS);
                to.uuid(organizationId);
                to.text(plan.table().relation());
                to.text(reference.slot().column());
                to.text(reference.sfId());
                to.text(reference.slot().parentTarget());
                to.text(reference.parent());
            }
            stream.end();
        }
    }

    /** The same for records of which some are parked already. */
    Uni<Void> writeNew(SqlClient connection) {
        if (references.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection.preparedQuery(UpsertSql.park("$2", NEW))
                .execute(Tuple.of(organizationId, plan.table().relation())
                        .addArrayOfString(texts(reference -> reference.slot().column()))
                        .addArrayOfString(texts(Reference::sfId))
                        .addArrayOfString(texts(reference -> reference.slot().parentTarget()))
                        .addArrayOfString(texts(Reference::parent)))
                .replaceWithVoid();
    }

    private String[] texts(Function<Reference, String> text) {
        return references.stream().map(text).toArray(String[]::new);
    }
}
