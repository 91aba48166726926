package com.crmfactory.migration.simulator.soql;

import java.util.List;
import java.util.stream.LongStream;

import com.crmfactory.migration.simulator.org.Table;

/**
 * The rows a filter on Id can leave, so that a look-up or the next slice of a large object does not read it all.
 *
 * @param rows the only possible rows, ascending, or null for all of them from {@code first} on
 * @param first the first possible row
 */
record Candidates(long[] rows, long first) {

    private static final Candidates ALL = new Candidates(null, 0);

    static Candidates of(Soql soql, Table table) {
        List<Soql.Condition> parts = soql.where() instanceof Soql.And and
                ? and.parts()
                : soql.where() == null ? List.of() : List.of(soql.where());
        for (Soql.Condition part : parts) {
            if (part instanceof Soql.Comparison comparison && comparison.operand().path().equalsIgnoreCase("Id")
                    && comparison.operand().function().isEmpty()) {
                Candidates found = of(comparison, table);
                if (found != ALL) {
                    return found;
                }
            }
        }
        return ALL;
    }

    private static Candidates of(Soql.Comparison comparison, Table table) {
        return switch (comparison.operator()) {
            case EQUAL -> comparison.literal() instanceof Soql.Text text ? only(List.of(text), table) : ALL;
            case IN -> comparison.literal() instanceof Soql.Values values ? only(values.values(), table) : ALL;
            case GREATER, GREATER_OR_EQUAL -> comparison.literal() instanceof Soql.Text text && table.orderedById()
                    ? new Candidates(null, Math.max(0, table.find(text.value())))
                    : ALL;
            case NOT_EQUAL, LESS, LESS_OR_EQUAL, LIKE, NOT_IN, INCLUDES, EXCLUDES -> ALL;
        };
    }

    private static Candidates only(List<Soql.Literal> ids, Table table) {
        LongStream rows = ids.stream().filter(Soql.Text.class::isInstance)
                .mapToLong(id -> table.find(((Soql.Text) id).value())).filter(row -> row >= 0);
        return new Candidates(rows.sorted().distinct().toArray(), 0);
    }
}
