package com.crmfactory.migration.simulator.soql;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

import com.crmfactory.migration.simulator.org.FieldDescribe;
import com.crmfactory.migration.simulator.org.Table;

/** A query, checked against the objects that an API shows, ready to be evaluated. */
public final class Query {

    private static final int LARGEST_FIELDS_LIMIT = 200;
    private static final int LARGEST_OFFSET = 2000;
    private static final Set<String> LINK_KEYS = Set.of("id", "contentdocumentid", "linkedentityid");
    private static final Set<String> IDENTITIES = Set.of("TOLABEL", "FORMAT", "CONVERTCURRENCY");

    private final Soql soql;
    private final Table table;
    private final boolean hiddenToo;
    private final Function<String, Table> tables;
    private final Clock clock;
    private final Paths paths;
    private final List<Column> columns = new ArrayList<>();

    private Query(Soql soql, Table table, boolean hiddenToo, Function<String, Table> tables, Clock clock) {
        this.soql = soql;
        this.table = table;
        this.hiddenToo = hiddenToo || soql.allRows();
        this.tables = tables;
        this.clock = clock;
        this.paths = new Paths(soql, table, tables);
    }

    /**
     * @param queryAll deleted records and archived activities too
     * @param tables the object of a name that the API shows, or null
     * @throws SoqlException as Salesforce would refuse it
     */
    public static Query of(String text, boolean queryAll, Function<String, Table> tables, Clock clock) {
        Soql soql = SoqlParser.parse(text);
        return of(soql, queryAll, tables, clock);
    }

    private static Query of(Soql soql, boolean queryAll, Function<String, Table> tables, Clock clock) {
        Table table = tables.apply(soql.object().text());
        if (table == null || !table.describe().queryable()) {
            throw new SoqlException("INVALID_TYPE", soql.text(), soql.object().at(), "sObject type '"
                    + soql.object().text()
                    + "' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the "
                    + "entity name. Please reference your WSDL or the describe call for the appropriate names.");
        }
        Query query = new Query(soql, table, queryAll, tables, clock);
        query.check();
        return query;
    }

    private void check() {
        if (soql.offset().orElse(0) > LARGEST_OFFSET) {
            throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + LARGEST_OFFSET);
        }
        if (table.describe().name().equals("ContentDocumentLink") && !filteredByKey()) {
            throw new SoqlException("MALFORMED_QUERY",
                    "Implementation restriction: ContentDocumentLink requires a filter by a "
                            + "single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.");
        }
        if (soql.countOnly() || soql.aggregated()) {
            return;
        }
        for (Soql.Item item : soql.select()) {
            if (item instanceof Soql.Selected selected) {
                columns.add(plain(selected));
            } else if (item instanceof Soql.AllFields all) {
                columns.addAll(fields(all));
            } else if (item instanceof Soql.Unevaluated unevaluated) {
                throw new SoqlException("MALFORMED_QUERY", soql.text(), unevaluated.at(),
                        "the simulator does not evaluate " + unevaluated.what());
            }
        }
    }

    /** Source: facts §3, objects that need a filter of their own. */
    private boolean filteredByKey() {
        List<Soql.Condition> parts = soql.where() instanceof Soql.And and
                ? and.parts()
                : soql.where() == null ? List.of() : List.of(soql.where());
        return parts.stream().anyMatch(part -> part instanceof Soql.Comparison comparison
                && LINK_KEYS.contains(comparison.operand().path().toLowerCase(Locale.ROOT))
                && (comparison.operator() == Soql.Operator.EQUAL || comparison.operator() == Soql.Operator.IN));
    }

    private Column plain(Soql.Selected selected) {
        if (selected.operand().function().filter(name -> !IDENTITIES.contains(name)).isPresent()
                || selected.alias() != null && selected.operand().function().isEmpty()) {
            throw new SoqlException("MALFORMED_QUERY", soql.text(), selected.operand().at(),
                    "only aggregate expressions use field aliasing");
        }
        return paths.resolve(selected.operand());
    }

    private List<Column> fields(Soql.AllFields all) {
        if (!all.kind().equals("STANDARD") && soql.limit().orElse(Integer.MAX_VALUE) > LARGEST_FIELDS_LIMIT) {
            throw new SoqlException("MALFORMED_QUERY", soql.text(), all.at(),
                    "The SOQL FIELDS function must have a LIMIT of at most " + LARGEST_FIELDS_LIMIT);
        }
        return table.describe().fields().stream()
                .filter(field -> all.kind().equals("ALL") || field.custom() == all.kind().equals("CUSTOM"))
                .map(FieldDescribe::name)
                .map(name -> paths.resolve(new Soql.Operand(Optional.empty(), name, all.at()))).toList();
    }

    public Soql soql() {
        return soql;
    }

    public Table table() {
        return table;
    }

    /** The selected fields; empty for a query of aggregates. */
    public List<Column> columns() {
        return columns;
    }

    /** The rows in the result's order. */
    public RowResult rows() {
        return new RowResult(table, filter(), Candidates.of(soql, table), order(), soql.limit(), soql.offset());
    }

    /** The groups of an aggregate query, in the result's order. */
    public List<Aggregation.Group> groups() {
        return new Aggregation(soql, table, paths, filter(), this::filters).groups();
    }

    private Filters filters(Function<Soql.Operand, Column> operands) {
        return new Filters(soql, operands, this::values, clock);
    }

    private RowFilter filter() {
        RowFilter visible = hiddenToo ? row -> true : visible(table);
        if (soql.where() == null) {
            return visible;
        }
        RowFilter where = filters(operand -> DateFunctions.column(soql, operand, paths)).compile(soql.where());
        return row -> visible.test(row) && where.test(row);
    }

    /** What {@code query} hides: deleted records, and archived tasks and events. Source: facts §7. */
    private static RowFilter visible(Table table) {
        FieldDescribe deleted = table.describe().field("IsDeleted");
        Set<String> archivable = Set.of("Task", "Event");
        FieldDescribe archived = archivable.contains(table.describe().name())
                ? table.describe().field("IsArchived")
                : null;
        return row -> (deleted == null || !"true".equals(table.value(row, deleted.index())))
                && (archived == null || !"true".equals(table.value(row, archived.index())));
    }

    /** How many of an object's rows {@code query} shows. */
    public static long visibleRows(Table table) {
        RowFilter visible = visible(table);
        return LongStream.range(0, table.size()).filter(visible::test).count();
    }

    private Set<String> values(Soql sub) {
        Query query = of(sub, hiddenToo, tables, clock);
        RowResult rows = query.rows();
        Set<String> values = new HashSet<>();
        rows.forEach(rows.page(RowResult.START, Integer.MAX_VALUE),
                row -> values.add(query.columns().get(0).value().at(row)));
        return values;
    }

    private List<RowOrder> order() {
        List<RowOrder> orders = new ArrayList<>();
        for (Soql.Order order : soql.orderBy()) {
            Column column = paths.resolve(order.operand());
            if (!column.traits().sortable()) {
                throw new SoqlException("INVALID_FIELD", soql.text(), order.operand().at(),
                        "field '" + column.name() + "' can not be sorted in a query call");
            }
            orders.add(new RowOrder(column, order.descending(), order.nullsLast()));
        }
        return orders;
    }
}
