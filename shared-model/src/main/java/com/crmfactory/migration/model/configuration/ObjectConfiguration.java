package com.crmfactory.migration.model.configuration;

import java.util.List;

/**
 * One object.
 *
 * @param target
 *            CRM table
 * @param filter
 *            null: everything
 * @param fields
 *            only the fields that are migrated
 */
public record ObjectConfiguration(String object, boolean include, String target, RecordFilter filter,
        List<FieldMapping> fields, Deduplication dedup) {

    public ObjectConfiguration {
        fields = fields == null ? List.of() : List.copyOf(fields);
        filter = filter == null ? RecordFilter.NONE : filter;
        dedup = dedup == null ? Deduplication.NONE : dedup;
    }
}
