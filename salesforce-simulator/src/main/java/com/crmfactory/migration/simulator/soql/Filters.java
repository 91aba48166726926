package com.crmfactory.migration.simulator.soql;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.crmfactory.migration.simulator.soql.Soql.Operator;

/** Compiles WHERE and HAVING clauses. A null value fails every comparison but {@code = null}, {@code !=} and NOT IN. */
final class Filters {

    private final Soql query;
    private final Function<Soql.Operand, Column> columns;
    private final Function<Soql, Set<String>> subQueries;
    private final Bounds bounds;

    /** @param subQueries the distinct values of a semi-join's query */
    Filters(Soql query, Function<Soql.Operand, Column> columns, Function<Soql, Set<String>> subQueries, Clock clock) {
        this.query = query;
        this.columns = columns;
        this.subQueries = subQueries;
        this.bounds = new Bounds(query, clock);
    }

    RowFilter compile(Soql.Condition condition) {
        if (condition instanceof Soql.And and) {
            RowFilter[] parts = and.parts().stream().map(this::compile).toArray(RowFilter[]::new);
            return row -> Arrays.stream(parts).allMatch(part -> part.test(row));
        }
        if (condition instanceof Soql.Or or) {
            RowFilter[] parts = or.parts().stream().map(this::compile).toArray(RowFilter[]::new);
            return row -> Arrays.stream(parts).anyMatch(part -> part.test(row));
        }
        if (condition instanceof Soql.Not not) {
            RowFilter part = compile(not.part());
            return row -> !part.test(row);
        }
        return comparison((Soql.Comparison) condition);
    }

    private RowFilter comparison(Soql.Comparison comparison) {
        Column column = columns.apply(comparison.operand());
        int at = comparison.operand().at();
        if (!column.traits().filterable()) {
            throw new SoqlException("INVALID_FIELD", query.text(), at,
                    "field '" + column.name() + "' can not be filtered in a query call");
        }
        RowValue value = column.value();
        if (comparison.literal() instanceof Soql.Null) {
            return againstNull(comparison, value);
        }
        return switch (comparison.operator()) {
            case IN, NOT_IN -> in(comparison, column);
            case LIKE -> like(comparison, column);
            case INCLUDES, EXCLUDES -> includes(comparison, column);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                Bounds.Bound bound = bounds.of(column, at, comparison.literal());
                yield ordered(comparison.operator(), bound, value);
            }
        };
    }

    private RowFilter againstNull(Soql.Comparison comparison, RowValue value) {
        return switch (comparison.operator()) {
            case EQUAL -> row -> value.at(row) == null;
            case NOT_EQUAL -> row -> value.at(row) != null;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> row -> false;
            case LIKE, IN, NOT_IN, INCLUDES, EXCLUDES -> throw new SoqlException("MALFORMED_QUERY", query.text(),
                    comparison.operand().at(), "unexpected token: 'null'");
        };
    }

    private static RowFilter ordered(Operator operator, Bounds.Bound bound, RowValue value) {
        return row -> {
            String cell = value.at(row);
            if (cell == null) {
                return operator == Operator.NOT_EQUAL;
            }
            int place = bound.place(cell);
            return switch (operator) {
                case EQUAL -> place == 0;
                case NOT_EQUAL -> place != 0;
                case LESS -> place < 0;
                case LESS_OR_EQUAL -> place <= 0;
                case GREATER -> place > 0;
                case GREATER_OR_EQUAL -> place >= 0;
                case LIKE, IN, NOT_IN, INCLUDES, EXCLUDES -> throw new IllegalStateException(operator.name());
            };
        };
    }

    private RowFilter in(Soql.Comparison comparison, Column column) {
        boolean wanted = comparison.operator() == Operator.IN;
        RowValue value = column.value();
        if (comparison.literal() instanceof Soql.SubQuery sub) {
            Set<String> found = subQueries.apply(sub.query());
            return row -> value.at(row) != null && found.contains(value.at(row)) == wanted;
        }
        List<Soql.Literal> literals = values(comparison);
        boolean nullListed = literals.stream().anyMatch(Soql.Null.class::isInstance);
        List<Soql.Literal> filled = literals.stream().filter(literal -> !(literal instanceof Soql.Null)).toList();
        Bounds.Bound[] each = filled.stream().map(literal -> bounds.of(column, comparison.operand().at(), literal))
                .toArray(Bounds.Bound[]::new);
        if (filled.stream().allMatch(Soql.Text.class::isInstance)) {
            return membership(column, filled, nullListed, wanted);
        }
        return row -> {
            String cell = value.at(row);
            return (cell == null
                    ? nullListed
                    : Arrays.stream(each).anyMatch(bound -> bound.place(cell) == 0)) == wanted;
        };
    }

    private static RowFilter membership(Column column, List<Soql.Literal> texts, boolean nullListed, boolean wanted) {
        boolean id = column.type().equals("id") || column.type().equals("reference");
        Set<String> keys = new HashSet<>();
        texts.forEach(literal -> keys.add(key(((Soql.Text) literal).value(), id)));
        return row -> {
            String cell = column.value().at(row);
            return (cell == null ? nullListed : keys.contains(key(cell, id))) == wanted;
        };
    }

    private static String key(String text, boolean id) {
        return id ? text.length() == 18 ? text.substring(0, 15) : text : text.toLowerCase(Locale.ROOT);
    }

    private List<Soql.Literal> values(Soql.Comparison comparison) {
        if (comparison.literal() instanceof Soql.Values values) {
            return values.values();
        }
        throw new SoqlException("MALFORMED_QUERY", query.text(), comparison.operand().at(),
                "The left operand cannot have more than one level of relationships, or a list in parentheses is missing");
    }

    private RowFilter like(Soql.Comparison comparison, Column column) {
        boolean text = !Column.numeric(column.type()) && !Set
                .of("boolean", "date", "datetime", "time", "id", "reference", "multipicklist").contains(column.type());
        if (!text || !(comparison.literal() instanceof Soql.Text pattern)) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR", query.text(), comparison.operand().at(),
                    "invalid operator on " + column.type() + " field");
        }
        Pattern regex = wildcard(pattern.value());
        return row -> {
            String cell = column.value().at(row);
            return cell != null && regex.matcher(cell).matches();
        };
    }

    private static Pattern wildcard(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private RowFilter includes(Soql.Comparison comparison, Column column) {
        if (!column.type().equals("multipicklist")) {
            throw new SoqlException("INVALID_QUERY_FILTER_OPERATOR", query.text(), comparison.operand().at(),
                    "includes and excludes operators are only valid on multi-select picklist fields");
        }
        List<Set<String>> alternatives = values(comparison).stream()
                .map(literal -> parts(text(comparison, literal))).toList();
        boolean wanted = comparison.operator() == Operator.INCLUDES;
        return row -> {
            String cell = column.value().at(row);
            Set<String> chosen = cell == null ? Set.of() : parts(cell);
            return alternatives.stream().anyMatch(chosen::containsAll) == wanted;
        };
    }

    private String text(Soql.Comparison comparison, Soql.Literal literal) {
        if (literal instanceof Soql.Text text) {
            return text.value();
        }
        throw new SoqlException("MALFORMED_QUERY", query.text(), comparison.operand().at(),
                "includes and excludes take texts only");
    }

    private static Set<String> parts(String values) {
        return new HashSet<>(Arrays.asList(values.split(";")));
    }
}
