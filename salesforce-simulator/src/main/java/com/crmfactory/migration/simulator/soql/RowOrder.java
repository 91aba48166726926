package com.crmfactory.migration.simulator.soql;

import java.math.BigDecimal;
import java.util.Comparator;

/** One entry of ORDER BY. */
record RowOrder(Column column, boolean descending, boolean nullsLast) {

    boolean byAscendingId() {
        return column.type().equals("id") && column.hops().isEmpty() && !descending;
    }

    /** Compares two values of the column; nulls come first unless the query says otherwise, whatever the direction. */
    Comparator<String> comparator() {
        Comparator<String> order = values(column.type());
        Comparator<String> directed = descending ? order.reversed() : order;
        return nullsLast ? Comparator.nullsLast(directed) : Comparator.nullsFirst(directed);
    }

    static Comparator<String> values(String type) {
        if (Column.numeric(type)) {
            return Comparator.comparing(BigDecimal::new);
        }
        return switch (type) {
            case "id", "reference", "date", "datetime", "time", "boolean" -> Comparator.naturalOrder();
            default -> String.CASE_INSENSITIVE_ORDER;
        };
    }
}
