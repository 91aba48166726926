package com.crmfactory.migration.simulator.soql;

import java.util.List;

import com.crmfactory.migration.simulator.org.Table;

/**
 * A selected field, resolved.
 *
 * @param heading the path as typed in the query
 * @param hops the relationships on the way, outermost first; empty for the object's own field
 * @param name the field's API name, as describe spells it
 * @param type the field's describe type
 */
public record Column(String heading, List<Hop> hops, String name, String type, Traits traits, RowValue value) {

    /** The flags of the field's describe that a query must respect. */
    public record Traits(boolean filterable, boolean groupable, boolean sortable, boolean aggregatable) {
    }

    /** One relationship of a dotted path; {@code name} as describe spells it. */
    public record Hop(String name, Target target) {
    }

    /** Finds a row's parent. */
    @FunctionalInterface
    public interface Target {

        /** The parent of the query's row {@code row}, or null where it has none. */
        Parent of(long row);
    }

    /** A parent record; {@code table} is null where the row only embeds its parent's values. */
    public record Parent(Table table, long row) {
    }

    /** True for a type that is stored as text and compared without regard to case. */
    static boolean numeric(String type) {
        return switch (type) {
            case "int", "long", "double", "currency", "percent" -> true;
            default -> false;
        };
    }
}
