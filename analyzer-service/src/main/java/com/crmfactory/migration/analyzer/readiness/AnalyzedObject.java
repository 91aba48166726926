package com.crmfactory.migration.analyzer.readiness;

import java.util.List;
import java.util.Map;

import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/**
 * Everything that is known about one object once it is analysed; what the conclusion is drawn from, and what a crash
 * must not lose.
 *
 * @param fieldsCounted
 *            fields that may hold data that somebody could miss
 * @param fieldsKept
 *            those of them that are migrated
 * @param measures
 *            numbers about its records that the conclusion needs, by the name of {@link Measure}
 */
public record AnalyzedObject(ObjectReport report, ObjectConfiguration suggestion,
        List<CustomFieldDefinition> customFields, List<Risk> risks, int fieldsCounted, int fieldsKept,
        Map<Measure, Long> measures) {

    public AnalyzedObject {
        customFields = List.copyOf(customFields);
        risks = List.copyOf(risks);
        measures = Map.copyOf(measures);
    }

    public String name() {
        return report.object();
    }

    /** Suggested for the import. */
    public boolean included() {
        return suggestion.include();
    }
}
