package com.crmfactory.migration.simulator.soql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** One aggregate of one group. Nulls count for nothing, as in Salesforce. */
final class Accumulator {

    private final String function;
    private final Comparator<String> order;
    private final Set<String> distinct = new HashSet<>();
    private long count;
    private String extreme;
    private BigDecimal sum = BigDecimal.ZERO;

    Accumulator(String function, String type) {
        this.function = function;
        this.order = RowOrder.values(type);
    }

    void add(String value) {
        if (value == null) {
            return;
        }
        count++;
        switch (function) {
            case "COUNT_DISTINCT" -> distinct.add(value);
            case "MIN" -> extreme = extreme == null || order.compare(value, extreme) < 0 ? value : extreme;
            case "MAX" -> extreme = extreme == null || order.compare(value, extreme) > 0 ? value : extreme;
            case "SUM", "AVG" -> sum = sum.add(new BigDecimal(value));
            default -> {
                // COUNT needs the number alone.
            }
        }
    }

    String result() {
        return switch (function) {
            case "COUNT" -> String.valueOf(count);
            case "COUNT_DISTINCT" -> String.valueOf(distinct.size());
            case "MIN", "MAX" -> extreme;
            case "SUM" -> count == 0 ? null : sum.toPlainString();
            case "AVG" ->
                count == 0 ? null : sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64).toPlainString();
            default -> throw new IllegalStateException(function);
        };
    }
}
