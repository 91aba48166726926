package com.crmfactory.migration.simulator.soql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A parsed query.
 *
 * @param text the query as sent, for error pictures
 * @param alias the object's alias after FROM, or null
 * @param where the filter, or null
 */
public record Soql(String text, List<Item> select, Name object, String alias, Condition where, List<Operand> groupBy,
        Condition having, List<Order> orderBy, OptionalInt limit, OptionalInt offset, boolean allRows) {

    /** Text of the query with its place in it, from 0. */
    public record Name(String text, int at) {
    }

    /** One entry of the select list. */
    public sealed interface Item {
    }

    /** A field, or a function of one, with its alias or null. */
    public record Selected(Operand operand, String alias) implements Item {
    }

    /** {@code FIELDS(ALL | STANDARD | CUSTOM)}. */
    public record AllFields(String kind, int at) implements Item {
    }

    /** What the grammar allows and this simulator does not evaluate: {@code TYPEOF} or a child sub-query. */
    public record Unevaluated(String what, int at) implements Item {
    }

    /**
     * A field path, or a function over one.
     *
     * @param function upper-case name, or empty for a plain field
     * @param path dotted path; empty for {@code COUNT()}
     */
    public record Operand(Optional<String> function, String path, int at) {

        public boolean aggregate() {
            return function
                    .filter(name -> List.of("COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM", "AVG").contains(name))
                    .isPresent();
        }
    }

    /** A node of a WHERE or HAVING clause. */
    public sealed interface Condition {
    }

    public record And(List<Condition> parts) implements Condition {
    }

    public record Or(List<Condition> parts) implements Condition {
    }

    public record Not(Condition part) implements Condition {
    }

    public record Comparison(Operand operand, Operator operator, Literal literal) implements Condition {
    }

    public enum Operator {
        EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE, IN, NOT_IN, INCLUDES, EXCLUDES
    }

    /** The right-hand side of a comparison. */
    public sealed interface Literal {
    }

    public record Null() implements Literal {
    }

    public record Bool(boolean value) implements Literal {
    }

    public record Number(String digits) implements Literal {
    }

    public record Text(String value) implements Literal {
    }

    /** A date, date-time or time as written. */
    public record Moment(String text) implements Literal {
    }

    /** {@code TODAY}, {@code LAST_N_DAYS:30} …, in upper case. */
    public record DateFormula(String text) implements Literal {
    }

    public record Values(List<Literal> values) implements Literal {
    }

    public record SubQuery(Soql query) implements Literal {
    }

    public record Order(Operand operand, boolean descending, boolean nullsLast) {
    }

    public boolean aggregated() {
        return !groupBy.isEmpty() || select.stream().anyMatch(
                item -> item instanceof Selected selected && selected.operand().aggregate() && !countOnly(selected));
    }

    /** {@code SELECT COUNT() FROM …}: the answer is the result's size. */
    public boolean countOnly() {
        return select.size() == 1 && select.get(0) instanceof Selected selected && countOnly(selected);
    }

    private static boolean countOnly(Selected selected) {
        return selected.operand().function().filter("COUNT"::equals).isPresent() && selected.operand().path().isEmpty();
    }
}
