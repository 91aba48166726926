package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

/** What the records of a first load point to by look-ups. */
final class LookedUp {
    private static final String SQL = LookUpSql.INSERT
            + " SELECT ?, ?, v.* FROM unnest(?::uuid[], ?::text[], ?::text[],"
            + " ?::uuid[]) v";

    private final LoadPlan plan;
    private final UUID organizationId;
    private final List<UUID> records = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final List<UUID> parents = new ArrayList<>();

    LookedUp(LoadPlan plan, UUID organizationId) {
        this.plan = plan;
        this.organizationId = organizationId;
    }

    void add(UUID record, UUID[] parent) {
        for (int i = 0; i < parent.length; i++) {
            ReferenceSlot slot = plan.slots().get(i);
            if (parent[i] != null && slot.isLookUp()) {
                records.add(record);
                keys.add(slot.fieldKey());
                targets.add(slot.parentTarget());
                parents.add(parent[i]);
            }
        }
    }

    void write(Connection connection) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setObject(1, organizationId);
            statement.setString(2, plan.table().relation());
            statement.setArray(3, connection.createArrayOf("uuid", records.toArray()));
            statement.setArray(4, connection.createArrayOf("text", keys.toArray()));
            statement.setArray(5, connection.createArrayOf("text", targets.toArray()));
            statement.setArray(6, connection.createArrayOf("uuid", parents.toArray()));
            statement.executeUpdate();
        }
    }
}
