package com.crmfactory.migration.importer.transform;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.crmfactory.migration.importer.row.LoadPlan;
import com.crmfactory.migration.importer.row.LoadRow;
import com.crmfactory.migration.importer.row.ReferenceSlot;
import com.crmfactory.migration.importer.row.Reject;
import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.target.TargetCatalogue;

/**
 * Turns the cells of one source record into the row of its table, by the mapping. Pure: no clock, no network, no
 * database. A value that does not fit makes the record a {@link Reject}, never an exception. Not thread-safe: one per
 * page.
 */
public final class RowTransformer {
    private static final String USER_PREFIX = "005";
    private static final String QUEUE_PREFIX = "00G";

    private final LoadPlan plan;
    /** How PostgreSQL keeps the keys of a {@code jsonb}; it need not sort what comes in this order. */
    private static final Comparator<String> AS_JSONB = Comparator.comparing(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final List<Binding> bindings;
    private final Derivations derivations;
    private final RowHash hash;
    private final Map<String, String> queues;
    private final CustomFields custom = new CustomFields();
    private final int idCell;
    private final int queueColumn;
    private final int ownerColumn;

    private String[] values;
    private String[] references;
    private long outOfScope;
    private int repaired;
    private Reject reject;

    /** What one mapped field fills; {@code column} is -1 and {@code slots} empty where it does not apply. */
    private record Binding(FieldMapping mapping, int cell, int column, CustomFields.Key key, List<Integer> slots,
            long fieldBit) {
    }

    /**
     * @param header
     *            names of the cells that {@link #transform} will get
     */
    public RowTransformer(LoadPlan plan, ImportObject command, List<String> header) {
        this.plan = plan;
        this.queues = command.queues();
        this.idCell = cell(header, "Id");
        this.queueColumn = plan.column(TargetCatalogue.QUEUE);
        this.ownerColumn = plan.column(LoadPlan.ORIGINAL_OWNER.name());
        this.bindings = command.configuration().fields().stream().filter(this::isTaken)
                .map(mapping -> bind(mapping, header))
                .sorted(Comparator.comparing(binding -> binding.key().name(), AS_JSONB))
                .toList();
        this.derivations = new Derivations(plan, command.object(), name -> header.indexOf(name));
        this.hash = new RowHash(plan);
    }

    /** Either the row or why there is none. */
    public record Result(LoadRow row, Reject reject) {
    }

    /**
     * @param cells
     *            in the order of the header; null for no value
     */
    public Result transform(String[] cells) {
        String sfId = SalesforceId.normal(cells[idCell]);
        if (sfId == null) {
            return new Result(null, Reject.failed("(none)", "Id", "id_malformed",
                    "A record came without a well-formed Salesforce id.", "Run the object again."));
        }
        begin();
        for (Binding binding : bindings) {
            String cell = cells[binding.cell()];
            if (Cells.isBlank(cell)) {
                repaired += cell == null || cell.isEmpty() ? 0 : 1;
                standIn(binding, sfId);
            } else {
                apply(binding, cell, sfId);
            }
            if (reject != null) {
                return new Result(null, reject);
            }
        }
        derivations.apply(cells, values, references);
        String customFields = custom.json();
        return new Result(new LoadRow(sfId, values, references, outOfScope, customFields,
                hash.of(values, references, customFields), repaired), null);
    }

    /** Counted, so that a migration can say how many texts it had to change. */
    private String storable(String text) {
        String storable = Cells.storable(text);
        repaired += storable.equals(text) ? 0 : 1;
        return storable;
    }

    private void begin() {
        repaired = 0;
        values = new String[plan.columns().size()];
        references = new String[plan.slots().size()];
        outOfScope = 0;
        reject = null;
        custom.reset();
    }

    /** The default of a blank value. That of a picklist is a value of the CRM, which no value map is for. */
    private void standIn(Binding binding, String sfId) {
        String value = binding.mapping().defaultValue();
        if (value == null || value.isEmpty()) {
            return;
        }
        switch (binding.mapping().transform()) {
            case PICKLIST, CASE_STATUS -> put(binding, value);
            case TEXT, NUMBER, BOOLEAN, DATE, TIMESTAMP, MULTI_PICKLIST, REFERENCE, OWNER -> apply(binding, value,
                    sfId);
        }
    }

    private void apply(Binding binding, String cell, String sfId) {
        switch (binding.mapping().transform()) {
            case REFERENCE -> refer(binding, cell);
            case OWNER -> own(binding, cell);
            case PICKLIST, CASE_STATUS -> put(binding, mapped(binding.mapping(), cell, sfId));
            case TEXT, NUMBER, BOOLEAN, DATE, TIMESTAMP, MULTI_PICKLIST -> put(binding, converted(binding, cell, sfId));
        }
    }

    private String converted(Binding binding, String cell, String sfId) {
        Transform transform = binding.mapping().transform();
        String value = isText(transform) ? storable(cell) : Cells.canonical(cell, transform);
        if (value == null) {
            // What no text can hold may be all that is wrong with it.
            value = Cells.canonical(storable(cell), transform);
        }
        if (value == null) {
            String field = binding.mapping().field();
            reject = Reject.failed(sfId, field, "value_malformed",
                    "The value of " + field + " is no " + transform.wire() + ".",
                    "Correct it in Salesforce, or map " + field + " with the transform 'text' to a custom field.");
        }
        return value;
    }

    private static boolean isText(Transform transform) {
        return transform == Transform.TEXT || transform == Transform.MULTI_PICKLIST;
    }

    private String mapped(FieldMapping mapping, String cell, String sfId) {
        String source = storable(cell);
        String value = mapping.values().get(source);
        if (value != null) {
            return value;
        }
        if (mapping.onUnmapped() == OnUnmapped.FAIL) {
            reject = Reject.failed(sfId, mapping.field(), "picklist_value_unmapped",
                    "A value of " + mapping.field() + " is not in its value map.",
                    "Add the value to the mapping of " + mapping.field() + " and retry.");
            return null;
        }
        // Without a map there is nothing that a default could stand in for.
        return mapping.onUnmapped() == OnUnmapped.DEFAULT && !mapping.values().isEmpty()
                ? mapping.defaultValue()
                : source;
    }

    private void put(Binding binding, String value) {
        if (value == null) {
            return;
        }
        if (binding.column() >= 0) {
            values[binding.column()] = value;
            return;
        }
        switch (binding.mapping().transform()) {
            case NUMBER, BOOLEAN -> custom.putLiteral(binding.key(), value);
            case MULTI_PICKLIST -> custom.putList(binding.key(), value);
            case TEXT, DATE, TIMESTAMP, PICKLIST, CASE_STATUS, REFERENCE, OWNER -> custom.putText(binding.key(),
                    value);
        }
    }

    private void refer(Binding binding, String id) {
        String full = SalesforceId.normal(id);
        // What is no id points to nothing that could ever come.
        boolean placed = full != null && place(binding, full);
        if (!placed) {
            outOfScope |= binding.fieldBit();
        }
        // The id itself is kept if it points to something that is not migrated, and of a look-up in any case.
        if (!placed || binding.mapping().isCustom()) {
            custom.putText(binding.key(), storable(full == null ? id : full));
        }
    }

    private boolean place(Binding binding, String id) {
        for (int slot : binding.slots()) {
            if (plan.slots().get(slot).takes(id)) {
                references[slot] = id;
                return true;
            }
        }
        return false;
    }

    private static String normal(String id) {
        String normal = SalesforceId.normal(id);
        return normal == null ? id : normal;
    }

    private void own(Binding binding, String id) {
        if (ownerColumn >= 0) {
            values[ownerColumn] = storable(normal(id));
        }
        if (id.startsWith(USER_PREFIX)) {
            refer(binding, id);
        } else if (id.startsWith(QUEUE_PREFIX) && queueColumn >= 0) {
            values[queueColumn] = storable(queues.getOrDefault(id, id));
        } else {
            custom.putText(binding.key(), storable(queues.getOrDefault(id, id)));
        }
    }

    /** Dates are left to the database where the configuration does not preserve them. */
    private boolean isTaken(FieldMapping mapping) {
        return mapping.isCustom() || isReference(mapping) || plan.column(mapping.target()) >= 0;
    }

    private static boolean isReference(FieldMapping mapping) {
        return mapping.transform() == Transform.REFERENCE || mapping.transform() == Transform.OWNER;
    }

    private Binding bind(FieldMapping mapping, List<String> header) {
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < plan.slots().size(); i++) {
            ReferenceSlot slot = plan.slots().get(i);
            // One field may fill several columns (WhoId), and be kept as a look-up besides.
            boolean ofMapping = mapping.isCustom() ? slot.column().equals(mapping.target()) : !slot.isLookUp();
            if (slot.counted() && slot.field().equals(mapping.field()) && ofMapping) {
                slots.add(i);
            }
        }
        int field = plan.referenceFields().indexOf(mapping.field());
        return new Binding(mapping, cell(header, mapping.field()),
                mapping.isCustom() || isReference(mapping) ? -1 : plan.column(mapping.target()),
                CustomFields.Key.of(mapping.isCustom() ? mapping.customKey() : snakeCase(mapping.field())), slots,
                field < 0 ? 0 : 1L << field);
    }

    private static int cell(List<String> header, String field) {
        int cell = header.indexOf(field);
        if (cell < 0) {
            throw new IllegalArgumentException("the extract lacks the field " + field);
        }
        return cell;
    }

    private static String snakeCase(String field) {
        return field.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
