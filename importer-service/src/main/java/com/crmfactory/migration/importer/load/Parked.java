package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;

/** References whose parent is not there yet. */
final class Parked {
    private static final String SQL = UpsertSql.PARK + " SELECT ?, ?, v.* FROM unnest(?::text[], ?::text[],"
            + " ?::text[], ?::text[]) v" + UpsertSql.PARKED_ALREADY;

    private final LoadPlan plan;
    private final UUID organizationId;
    private final List<List<String>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
            new ArrayList<>());

    Parked(LoadPlan plan, UUID organizationId) {
        this.plan = plan;
        this.organizationId = organizationId;
    }

    void add(LoadRow row, UUID[] parent) {
        for (int i = 0; i < parent.length; i++) {
            if (row.references()[i] != null && parent[i] == null) {
                columns.get(0).add(plan.slots().get(i).column());
                columns.get(1).add(row.sfId());
                columns.get(2).add(plan.slots().get(i).parentTarget());
                columns.get(3).add(row.references()[i]);
            }
        }
    }

    void write(Connection connection) throws SQLException {
        if (columns.get(0).isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setObject(1, organizationId);
            statement.setString(2, plan.table().relation());
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 3, connection.createArrayOf("text", columns.get(i).toArray()));
            }
            statement.executeUpdate();
        }
    }
}
