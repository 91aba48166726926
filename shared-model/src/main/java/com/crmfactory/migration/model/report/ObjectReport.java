package com.crmfactory.migration.model.report;

import java.util.List;

import com.crmfactory.migration.model.Compatibility;

/**
 * What the analyzer found out about one object.
 *
 * @param object
 *            API name
 * @param keyPrefix
 *            first three characters of its ids; null where Salesforce gives none
 * @param recordCount
 *            exact number of records visible to the integration user, archived activities included
 * @param target
 *            CRM table that it would go to, {@code custom_objects.<key>} for a proposed custom object
 * @param score
 *            0 (nothing fits) to 100
 * @param fields
 *            every field of the describe, once, in its order
 */
public record ObjectReport(String object, String label, boolean custom, String keyPrefix, long recordCount,
        String target, Compatibility compatibility, int score, List<String> reasons, List<FieldReport> fields,
        List<RelationshipReport> relationships) {

    public ObjectReport {
        reasons = List.copyOf(reasons);
        fields = List.copyOf(fields);
        relationships = List.copyOf(relationships);
    }
}
