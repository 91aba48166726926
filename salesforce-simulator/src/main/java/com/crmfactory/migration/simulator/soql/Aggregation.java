package com.crmfactory.migration.simulator.soql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.crmfactory.migration.simulator.org.Table;

/** Evaluates GROUP BY, aggregate functions and HAVING. */
public final class Aggregation {

    /** One column of an aggregate row; {@code type} as in describes. */
    public record Value(String name, String type, String value) {
    }

    public record Group(List<Value> values) {
    }

    /** A distinct expression of the query: something grouped by, or an aggregate of it. */
    private record Expression(Soql.Operand operand, Column column) {

        boolean same(Soql.Operand other) {
            return operand.function().equals(other.function()) && operand.path().equalsIgnoreCase(other.path());
        }

        String type() {
            return switch (operand.aggregate() ? operand.function().orElseThrow() : "") {
                case "COUNT", "COUNT_DISTINCT" -> "int";
                case "SUM", "AVG" -> "double";
                default -> column.type();
            };
        }
    }

    private final Soql soql;
    private final Table table;
    private final Paths paths;
    private final RowFilter filter;
    private final Function<Function<Soql.Operand, Column>, Filters> filters;
    private final List<Expression> keys = new ArrayList<>();
    private final List<Expression> aggregates = new ArrayList<>();

    Aggregation(Soql soql, Table table, Paths paths, RowFilter filter,
            Function<Function<Soql.Operand, Column>, Filters> filters) {
        this.soql = soql;
        this.table = table;
        this.paths = paths;
        this.filter = filter;
        this.filters = filters;
    }

    List<Group> groups() {
        soql.groupBy().forEach(operand -> keys.add(key(operand)));
        List<Function<String[], Value>> outputs = outputs();
        List<String[]> rows = new ArrayList<>();
        RowFilter having = having(rows);
        List<RowOrder> order = order(rows);
        rows.addAll(accumulate());
        List<Integer> kept = new ArrayList<>(IntStream.range(0, rows.size()).filter(having::test).boxed().toList());
        kept.sort(comparator(order));
        Stream<Integer> limited = kept.stream().skip(soql.offset().orElse(0))
                .limit(soql.limit().orElse(Integer.MAX_VALUE));
        return limited.map(index -> new Group(outputs.stream().map(output -> output.apply(rows.get(index))).toList()))
                .toList();
    }

    private Expression key(Soql.Operand operand) {
        Column column = DateFunctions.column(soql, operand, paths);
        if (!column.traits().groupable()) {
            throw new SoqlException("INVALID_FIELD", soql.text(), operand.at(),
                    "field '" + column.name() + "' can not be grouped in a query call");
        }
        return new Expression(operand, column);
    }

    private List<Function<String[], Value>> outputs() {
        List<Function<String[], Value>> outputs = new ArrayList<>();
        int unnamed = 0;
        for (Soql.Item item : soql.select()) {
            if (!(item instanceof Soql.Selected selected)) {
                throw new SoqlException("MALFORMED_QUERY", "Grouped queries select fields and aggregates only");
            }
            int place = place(selected.operand());
            Expression expression = expression(place);
            boolean function = selected.operand().function().isPresent();
            String name = selected.alias() != null
                    ? selected.alias()
                    : function ? "expr" + unnamed++ : expression.column().name();
            String type = expression.type();
            outputs.add(row -> new Value(name, type, row[place]));
        }
        return outputs;
    }

    /** Where the operand's value stands in a group's row: the keys first, then the aggregates as they are met. */
    private int place(Soql.Operand operand) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).same(operand)) {
                return i;
            }
        }
        if (!operand.aggregate()) {
            throw new SoqlException("MALFORMED_QUERY", soql.text(), operand.at(),
                    "Field must be grouped or aggregated: " + operand.path());
        }
        for (int i = 0; i < aggregates.size(); i++) {
            if (aggregates.get(i).same(operand)) {
                return keys.size() + i;
            }
        }
        aggregates.add(new Expression(operand, aggregated(operand)));
        return keys.size() + aggregates.size() - 1;
    }

    private Expression expression(int place) {
        return place < keys.size() ? keys.get(place) : aggregates.get(place - keys.size());
    }

    private Column aggregated(Soql.Operand operand) {
        if (operand.path().isEmpty()) {
            throw new SoqlException("MALFORMED_QUERY", soql.text(), operand.at(),
                    "Grouped query cannot select COUNT()");
        }
        Column column = paths.resolve(operand);
        String function = operand.function().orElseThrow();
        boolean sums = function.equals("SUM") || function.equals("AVG");
        if (!column.traits().aggregatable() || sums && !Column.numeric(column.type())) {
            throw new SoqlException("INVALID_FIELD", soql.text(), operand.at(),
                    "field " + column.name() + " does not support aggregate operator " + function);
        }
        return column;
    }

    private RowFilter having(List<String[]> rows) {
        return soql.having() == null
                ? row -> true
                : filters.apply(operand -> ofGroup(operand, rows)).compile(soql.having());
    }

    private List<RowOrder> order(List<String[]> rows) {
        return soql.orderBy().stream()
                .map(order -> new RowOrder(ofGroup(alias(order.operand()), rows), order.descending(),
                        order.nullsLast()))
                .toList();
    }

    /** ORDER BY may name an aggregate by its alias. */
    private Soql.Operand alias(Soql.Operand operand) {
        return soql.select().stream().filter(Soql.Selected.class::isInstance).map(Soql.Selected.class::cast)
                .filter(item -> operand.function().isEmpty() && operand.path().equalsIgnoreCase(item.alias()))
                .findFirst()
                .map(Soql.Selected::operand).orElse(operand);
    }

    private Column ofGroup(Soql.Operand operand, List<String[]> rows) {
        int place = place(operand);
        Expression expression = expression(place);
        return new Column(operand.path(), List.of(), expression.column().name(), expression.type(),
                new Column.Traits(true, true, true, true), row -> rows.get((int) row)[place]);
    }

    private static Comparator<Integer> comparator(List<RowOrder> order) {
        Comparator<Integer> comparator = (a, b) -> 0;
        for (RowOrder by : order) {
            Comparator<String> values = by.comparator();
            comparator = comparator
                    .thenComparing((a, b) -> values.compare(by.column().value().at(a), by.column().value().at(b)));
        }
        return comparator;
    }

    private List<String[]> accumulate() {
        Map<List<String>, List<Accumulator>> groups = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            groups.put(List.of(), accumulators());
        }
        for (long row = 0; row < table.size(); row++) {
            if (!filter.test(row)) {
                continue;
            }
            List<String> key = new ArrayList<>(keys.size());
            for (Expression expression : keys) {
                key.add(expression.column().value().at(row));
            }
            List<Accumulator> group = groups.computeIfAbsent(key, absent -> accumulators());
            for (int i = 0; i < aggregates.size(); i++) {
                group.get(i).add(aggregates.get(i).column().value().at(row));
            }
        }
        List<String[]> rows = new ArrayList<>();
        groups.forEach((key, values) -> rows
                .add(Stream.concat(key.stream(), values.stream().map(Accumulator::result)).toArray(String[]::new)));
        return rows;
    }

    private List<Accumulator> accumulators() {
        return aggregates.stream().map(
                aggregate -> new Accumulator(aggregate.operand().function().orElseThrow(), aggregate.column().type()))
                .toList();
    }
}
