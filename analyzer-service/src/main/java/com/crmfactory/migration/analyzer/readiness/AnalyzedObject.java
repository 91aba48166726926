package com.crmfactory.migration.analyzer.readiness;

import java.util.List;

import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/**
 * What the conclusion needs to know of one finished object: its fields have been told already and are not kept, so that
 * an org of any width fits into memory. Stored, so that a crash does not lose it.
 *
 * @param records
 *            null if the object could not be read and no snapshot names its number
 * @param included
 *            suggested for the import
 * @param links
 *            the references that become links
 * @param customFields
 *            only of objects that share their table with others
 * @param currencies
 *            each record has a currency of its own
 */
public record AnalyzedObject(String name, boolean custom, Long records, boolean included, Compatibility compatibility,
        int score, FieldCounts fields, List<RelationshipReport> links, List<CustomFieldDefinition> customFields,
        List<Risk> risks, DataFindings data, boolean currencies) {

    public AnalyzedObject {
        links = List.copyOf(links);
        customFields = List.copyOf(customFields);
        risks = List.copyOf(risks);
    }

    /** 0 if nobody knows. */
    public long recordCount() {
        return records == null ? 0 : records;
    }
}
