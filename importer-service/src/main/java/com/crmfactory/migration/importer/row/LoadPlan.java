package com.crmfactory.migration.importer.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.Transform;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.target.ColumnType;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetColumn;
import com.crmfactory.migration.model.target.TargetTable;

/**
 * What a command means for its table: which value columns a row has, and which slots for parents. Transform fills rows
 * by it and load writes them by it.
 *
 * @param columns
 *            value columns, in the order of {@link LoadRow#values}
 * @param slots
 *            in the order of {@link LoadRow#references}
 * @param referenceFields
 *            the source fields that are references, in the order of {@link LoadRow#outOfScope}; at most 64
 * @param settling
 *            the records waited for a parent of their own kind and are loaded now, with it or before it
 */
public record LoadPlan(TargetTable table, List<TargetColumn> columns, List<ReferenceSlot> slots,
        List<String> referenceFields, LoadRules rules, boolean settling) {
    /** Salesforce's id of the owner, a user or a queue, whoever owns the row in the CRM. */
    public static final TargetColumn ORIGINAL_OWNER = new TargetColumn("sf_owner_id", ColumnType.TEXT);
    /** Columns that a rule fills beside those that are mapped, when its own column is there. */
    private static final Map<String, List<String>> DERIVED = Map.of("accounts", List.of("domain", "country"),
            "opportunities", List.of("won_at"), "cases", List.of("priority", TargetCatalogue.QUEUE), "leads",
            List.of(TargetCatalogue.QUEUE), "activities", List.of("type"), "case_comments", List.of("kind"),
            TargetCatalogue.CUSTOM_RECORDS, List.of(TargetCatalogue.QUEUE));

    /** A thread is in the order of its dates, so its comments keep the time when they were written. */
    private static final String THREADS = "case_comments";

    public static LoadPlan of(ImportObject command) {
        TargetTable table = TargetCatalogue.table(command.configuration().target())
                .orElseThrow(
                        () -> new IllegalArgumentException("no table is called " + command.configuration().target()));
        List<ReferenceSlot> slots = slots(command, table);
        return new LoadPlan(table, columns(command, table), slots,
                command.references().stream().map(ReferenceMapping::field).distinct().limit(Long.SIZE).toList(),
                LoadRules.of(command), false);
    }

    /** For the records that waited for others of their own kind. */
    public LoadPlan forSettling() {
        return new LoadPlan(table, columns, slots, referenceFields, rules, true);
    }

    /** Records that point to one of their own kind wait until all are read, since their parent may come later. */
    public boolean waitsForItsOwn() {
        return rules.parentsNeeded() && slots.stream().anyMatch(this::isToItsOwn);
    }

    /** Each record that comes is a row of its own at once: none waits, is recognised by its values or shares a table. */
    public boolean isPlain() {
        return !isUsers() && !table.isCustomObject() && !rules.deduplicated() && !waitsForItsOwn() && !settling;
    }

    public boolean isToItsOwn(ReferenceSlot slot) {
        return slot.deferred() && slot.own();
    }

    public boolean isUsers() {
        return table.name().equals(TargetCatalogue.USERS);
    }

    /** Position of a value column; -1 if the plan has none of that name. */
    public int column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Columns that hold the parents of a field, and the look-ups that do. */
    public List<String> columnsOf(String field) {
        return slots.stream().filter(slot -> slot.counted() && slot.field().equals(field)).map(ReferenceSlot::column)
                .distinct().toList();
    }

    public boolean hasLookUps() {
        return slots.stream().anyMatch(ReferenceSlot::isLookUp);
    }

    /** Reference columns with the slots that fill each. */
    public Map<String, List<ReferenceSlot>> slotsByColumn() {
        return slots.stream().filter(slot -> !slot.isLookUp())
                .collect(Collectors.groupingBy(ReferenceSlot::column, LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static List<TargetColumn> columns(ImportObject command, TargetTable table) {
        Set<String> names = command.configuration().fields().stream()
                .filter(field -> !field.isCustom() && !isReference(field)).map(FieldMapping::target)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        names.addAll(DERIVED.getOrDefault(table.relation(), List.of()));
        if (!command.options().preserveDates()) {
            names.removeAll(table.name().equals(THREADS) ? List.of("updated_at") : List.of("created_at", "updated_at"));
        }
        Map<String, TargetColumn> known = table.columns().stream()
                .collect(Collectors.toMap(TargetColumn::name, Function.identity()));
        List<TargetColumn> columns = new ArrayList<>();
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw new IllegalArgumentException(table.name() + " has no column " + name);
            }
            columns.add(known.get(name));
        }
        if (command.configuration().fields().stream().anyMatch(field -> field.transform() == Transform.OWNER)) {
            columns.add(ORIGINAL_OWNER);
        }
        return List.copyOf(columns);
    }

    private static boolean isReference(FieldMapping field) {
        return field.transform() == Transform.REFERENCE || field.transform() == Transform.OWNER;
    }

    private static List<ReferenceSlot> slots(ImportObject command, TargetTable table) {
        List<ReferenceSlot> slots = new ArrayList<>();
        for (ReferenceMapping mapping : command.references()) {
            // The objects of one table share a slot: an activity may be about any of hundreds of custom objects.
            Map<Kin, List<ReferenceMapping.Parent>> kin = mapping.parents().stream()
                    .collect(Collectors.groupingBy(parent -> new Kin(parent.target(),
                            parent.object().equals(command.object()), parent.isLeftOut()), LinkedHashMap::new,
                            Collectors.toList()));
            kin.forEach((common, parents) -> slots.add(slot(table, mapping, common, parents)));
        }
        addAccountOfActivity(table, slots);
        return List.copyOf(slots);
    }

    /** What parents have in common that share a slot. */
    private record Kin(String target, boolean own, boolean leftOut) {
    }

    private static ReferenceSlot slot(TargetTable table, ReferenceMapping mapping, Kin common,
            List<ReferenceMapping.Parent> parents) {
        ReferenceColumn column = table.referenceTo(common.target(), mapping.column())
                .orElseThrow(() -> new IllegalArgumentException(
                        table.name() + "." + mapping.column() + " cannot point to " + common.target()));
        Set<String> prefixes = parents.stream().map(ReferenceMapping.Parent::keyPrefix).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        boolean every = mapping.parents().size() == 1 || prefixes.size() < parents.size();
        return new ReferenceSlot(mapping.field(), column.name(), column.typeColumn(), common.target(),
                every ? Set.of() : prefixes, mapping.required(), mapping.deferred(), common.own(), common.leftOut(),
                true);
    }

    /** An activity about an account belongs to that account, even where Salesforce's AccountId is not mapped. */
    private static void addAccountOfActivity(TargetTable table, List<ReferenceSlot> slots) {
        boolean missing = slots.stream().noneMatch(slot -> slot.column().equals("account_id"));
        slots.stream().filter(slot -> table.name().equals("activities") && missing && slot.typeColumn() != null
                && slot.parentTarget().equals("accounts")).findFirst()
                .ifPresent(what -> slots.add(new ReferenceSlot(what.field(), "account_id", null, "accounts",
                        what.keyPrefixes(), false, what.deferred(), false, what.leftOut(), false)));
    }
}
