package com.crmfactory.migration.importer.extract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RunOptions;

/**
 * The query that extracts an object.
 *
 * @param fields
 *            what it selects, the id first
 * @param all
 *            asks for archived (and deleted) records too: {@code queryAll}
 * @param conditioned
 *            holds a condition of the user's
 */
public record Soql(List<String> fields, String text, boolean all, boolean conditioned) {
    /** Salesforce archives activities after about a year; a plain query does not return them. */
    private static final Set<String> ARCHIVED = Set.of("Task", "Event");

    private static final String WHERE = " WHERE ";

    public static Soql of(ObjectConfiguration object, RunOptions options) {
        Set<String> fields = new LinkedHashSet<>(List.of("Id"));
        object.fields().stream().map(FieldMapping::field).forEach(fields::add);
        boolean all = options.importDeleted() || options.importArchived() && ARCHIVED.contains(object.object());
        List<String> conditions = conditions(object.filter());
        if (all && !options.importDeleted()) {
            conditions.add("IsDeleted = false");
        }
        return new Soql(List.copyOf(fields), "SELECT " + String.join(",", fields) + " FROM " + object.object(), all,
                isConditioned(object.filter())).and(conditions);
    }

    private static boolean isConditioned(RecordFilter filter) {
        return filter.where() != null && !filter.where().isBlank();
    }

    /** The same query for certain records only, as far as its conditions still hold for them. */
    public Soql of(List<String> ids) {
        return and(List.of(ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "Id IN (", ")"))));
    }

    /** The same query for a part of its records. */
    public Soql within(Range range) {
        return and(range.conditions());
    }

    private Soql and(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        return new Soql(fields, text + (text.contains(WHERE) ? " AND " : WHERE) + String.join(" AND ", more), all,
                conditioned);
    }

    /**
     * The query of the whole and, for the columns that it leaves to others, queries of certain records: each has the id
     * and about as many columns. Those others find deleted records, too, since a record may go while it is read.
     *
     * @param groups
     *            1 upwards
     */
    List<Soql> inGroups(int groups) {
        List<String> columns = fields.subList(1, fields.size());
        String rest = text.substring(text.indexOf(" FROM "));
        String source = rest.contains(WHERE) ? rest.substring(0, rest.indexOf(WHERE)) : rest;
        List<Soql> queries = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            List<String> some = new ArrayList<>(List.of(fields.get(0)));
            some.addAll(columns.subList(columns.size() * i / groups, columns.size() * (i + 1) / groups));
            queries.add(new Soql(List.copyOf(some), "SELECT " + String.join(",", some) + (i == 0 ? rest : source),
                    i > 0 || all, conditioned));
        }
        return queries;
    }

    /** The query for one value: the first in the order of that field. */
    String first(String field, String direction) {
        return "SELECT " + field + text.substring(text.indexOf(" FROM ")) + " ORDER BY " + field + direction
                + " LIMIT 1";
    }

    private static List<String> conditions(RecordFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (filter.modifiedAfter() != null) {
            conditions.add("LastModifiedDate > " + filter.modifiedAfter());
        }
        if (filter.createdAfter() != null) {
            conditions.add("CreatedDate > " + filter.createdAfter());
        }
        if (isConditioned(filter)) {
            conditions.add("(" + filter.where() + ")");
        }
        return conditions;
    }
}
