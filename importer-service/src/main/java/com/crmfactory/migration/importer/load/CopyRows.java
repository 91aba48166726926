package com.crmfactory.migration.importer.load;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.model.target.TargetColumn;

/** The columns of a table as {@link FirstLoad} fills them, and a new row's values in their order. */
final class CopyRows {
    private static final List<String> OWN = List.of("id", "organization_id", "sf_id", "sf_org_id", "migration_id",
            "imported_at", "import_hash", "custom_fields");

    private final LoadPlan plan;
    private final Destination destination;
    private final List<Reference> references = new ArrayList<>();
    private final int modified;
    private final boolean[] isDate;
    private final int width;

    CopyRows(LoadPlan plan, Destination destination) {
        this.plan = plan;
        this.destination = destination;
        plan.slotsByColumn().forEach((column, slots) -> references.add(Reference.of(column, slots, plan)));
        this.modified = plan.column("updated_at");
        this.width = OWN.size() + plan.columns().size()
                + references.stream().mapToInt(reference -> (int) reference.columns().count()).sum();
        this.isDate = new boolean[plan.columns().size()];
        for (String name : List.of("created_at", "updated_at")) {
            if (plan.column(name) >= 0) {
                isDate[plan.column(name)] = true;
            }
        }
    }

    /** The table with its columns. */
    String table() {
        return "crm." + plan.table().relation() + " (" + Stream.of(OWN.stream(),
                plan.columns().stream().map(TargetColumn::name), references.stream().flatMap(Reference::columns))
                .flatMap(names -> names).collect(joining(", ")) + ")";
    }

    /**
     * A reference column with the slots that fill it.
     *
     * @param type
     *            the column that takes the parent's table name; null if there is none
     */
    private record Reference(String column, String type, int[] slots, boolean owner) {

        private static Reference of(String column, List<ReferenceSlot> slots, LoadPlan plan) {
            return new Reference(column, slots.get(0).typeColumn(),
                    slots.stream().mapToInt(plan.slots()::indexOf).toArray(), slots.get(0).isOwner());
        }

        /** The slot whose parent is there; -1 if none is. */
        private int found(UUID[] parent) {
            for (int slot : slots) {
                if (parent[slot] != null) {
                    return slot;
                }
            }
            return -1;
        }

        private Stream<String> columns() {
            return Stream.of(column, type).filter(Objects::nonNull);
        }
    }

    /**
     * Writes one row.
     *
     * @param id
     *            of its own
     * @param parent
     *            what was found of its references, by slot
     * @throws SQLException
     *             for a value that only PostgreSQL can judge, or from the database
     */
    void put(CopyStream stream, UUID id, LoadRow row, UUID[] parent, ImportedAt importedAt) throws SQLException {
        CopyBinary to = stream.row(width);
        to.uuid(id);
        to.uuid(destination.organizationId());
        to.text(row.sfId());
        to.text(destination.sfOrgId());
        to.text(destination.migrationId());
        to.timestamp(importedAt.of(modified < 0 ? null : row.values()[modified]));
        to.bigint(row.hash());
        to.jsonb(row.customFields());
        for (int i = 0; i < isDate.length; i++) {
            if (isDate[i] && row.values()[i] == null) {
                to.timestamp(importedAt.now());
            } else {
                to.value(row.values()[i], plan.columns().get(i).type());
            }
        }
        for (Reference reference : references) {
            put(to, reference, row, parent);
        }
    }

    /** The first parent that is there, or who takes the place of an owner who is not. */
    private void put(CopyBinary to, Reference reference, LoadRow row, UUID[] parent) {
        int found = reference.found(parent);
        boolean replaced = found < 0 && reference.owner() && row.references()[reference.slots()[0]] != null;
        to.uuid(found >= 0 ? parent[found] : replaced ? plan.rules().fallbackOwner() : null);
        if (reference.type() != null) {
            to.text(found < 0 ? null : plan.slots().get(found).parentTarget());
        }
    }
}
