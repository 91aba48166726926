package com.crmfactory.migration.gateway.migration;

import java.util.List;

import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;

/** What the analysis delivered about one object. */
public record AnalyzedObject(ObjectReport report, ObjectConfiguration suggestion,
        List<CustomFieldDefinition> customFields) {

    public AnalyzedObject {
        customFields = List.copyOf(customFields);
    }

    public String name() {
        return report.object();
    }
}
