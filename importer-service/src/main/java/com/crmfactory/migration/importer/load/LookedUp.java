package com.crmfactory.migration.importer.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.ReferenceSlot;

/** What the records of a first load point to by look-ups. */
final class LookedUp {
    private static final String TABLE = "crm.record_references" + LookUpSql.COLUMNS;
    private static final int COLUMNS = 6;

    private final LoadPlan plan;
    private final UUID organizationId;
    private final List<LookUp> lookUps = new ArrayList<>();

    private record LookUp(UUID record, ReferenceSlot slot, UUID parent) {
    }

    LookedUp(LoadPlan plan, UUID organizationId) {
        this.plan = plan;
        this.organizationId = organizationId;
    }

    void add(UUID record, UUID[] parent) {
        for (int i = 0; i < parent.length; i++) {
            ReferenceSlot slot = plan.slots().get(i);
            if (parent[i] != null && slot.isLookUp()) {
                lookUps.add(new LookUp(record, slot, parent[i]));
            }
        }
    }

    void write(Connection connection) throws SQLException {
        if (lookUps.isEmpty()) {
            return;
        }
        try (CopyStream stream = new CopyStream(connection, TABLE)) {
            for (LookUp lookUp : lookUps) {
                CopyBinary to = stream.row(COLUMNS);
                to.uuid(organizationId);
                to.text(plan.table().relation());
                to.uuid(lookUp.record());
                to.text(lookUp.slot().fieldKey());
                to.text(lookUp.slot().parentTarget());
                to.uuid(lookUp.parent());
            }
            stream.end();
        }
    }
}
