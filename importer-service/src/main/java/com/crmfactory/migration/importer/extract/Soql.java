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

    public static Soql of(ObjectConfiguration object, RunOptions options) {
        Set<String> fields = new LinkedHashSet<>(List.of("Id"));
        object.fields().stream().map(FieldMapping::field).forEach(fields::add);
        boolean all = options.importDeleted() || options.importArchived() && ARCHIVED.contains(object.object());
        List<String> conditions = conditions(object.filter());
        if (all && !options.importDeleted()) {
            conditions.add("IsDeleted = false");
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return new Soql(List.copyOf(fields), "SELECT " + String.join(",", fields) + " FROM " + object.object() + where,
                all, isConditioned(object.filter()));
    }

    private static boolean isConditioned(RecordFilter filter) {
        return filter.where() != null && !filter.where().isBlank();
    }

    /** The same query for certain records only, as far as its conditions still hold for them. */
    public Soql of(List<String> ids) {
        String among = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "Id IN (", ")"));
        return new Soql(fields, text + (text.contains(" WHERE ") ? " AND " : " WHERE ") + among, all, conditioned);
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
