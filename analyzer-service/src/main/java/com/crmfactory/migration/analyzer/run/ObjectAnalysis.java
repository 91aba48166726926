package com.crmfactory.migration.analyzer.run;

import java.util.Collection;
import java.util.List;

import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.org.ObjectReader.Reading;
import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.FieldCounts;
import com.crmfactory.migration.analyzer.readiness.ObjectVerdict;
import com.crmfactory.migration.analyzer.risk.DataFindings;
import com.crmfactory.migration.analyzer.risk.ObjectRisks;
import com.crmfactory.migration.analyzer.risk.RiskCode;
import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/**
 * From what was read to what is told of one object, and what is kept of it for the conclusion. Pure.
 *
 * @param kept
 *            small; the report, suggestion and custom fields are told and forgotten
 */
public record ObjectAnalysis(ObjectReport report, ObjectConfiguration suggestion,
        List<CustomFieldDefinition> customFields, AnalyzedObject kept) {
    private static final String CURRENCY = "CurrencyIsoCode";

    /**
     * @param siblings
     *            custom fields that other objects already have in the same table
     */
    public static ObjectAnalysis of(Reading reading, Collection<CustomFieldDefinition> siblings) {
        return of(reading, siblings, Targets.of(reading.describe().name()));
    }

    /**
     * @param table
     *            where its records would go
     */
    static ObjectAnalysis of(Reading reading, Collection<CustomFieldDefinition> siblings, TargetTable table) {
        ObjectDescribe describe = reading.describe();
        ObjectMapping mapping = ObjectMapping.suggest(describe, reading.profile(), siblings, table);
        ObjectVerdict verdict = ObjectVerdict.on(describe.name(), mapping, reading.profile());
        ObjectReport report = new ObjectReport(describe.name(), describe.label(), describe.custom(),
                describe.keyPrefix(), reading.profile().records(), mapping.table().name(), verdict.compatibility(),
                verdict.score(), verdict.reasons(), mapping.fields(), mapping.relationships());
        AnalyzedObject kept = new AnalyzedObject(describe.name(), describe.custom(), reading.profile().records(),
                mapping.suggestion().include(), verdict.compatibility(), verdict.score(),
                FieldCounts.of(mapping.fields(), verdict),
                mapping.relationships().stream().filter(link -> link.target() != null).toList(),
                mapping.table().objects().size() > 1 ? mapping.customFields() : List.of(),
                ObjectRisks.of(describe, mapping, reading.profile(), reading.data()), reading.data(),
                describe.field(CURRENCY).isPresent());
        return new ObjectAnalysis(report, mapping.suggestion(), mapping.customFields(), kept);
    }

    /** An object that Salesforce lists but does not let this user read, or that it failed to deliver again and again. */
    static ObjectAnalysis unreadable(Planned planned, Failure failure, TargetTable table) {
        String name = planned.object();
        String reason = "could not be read: " + failure.message();
        ObjectReport report = new ObjectReport(name, planned.label(), planned.custom(), planned.keyPrefix(),
                planned.size(), table.name(), Compatibility.MANUAL_REVIEW, 0, List.of(reason), List.of(), List.of());
        AnalyzedObject kept = new AnalyzedObject(name, planned.custom(), planned.snapshot(), false,
                Compatibility.MANUAL_REVIEW, 0, FieldCounts.NONE, List.of(), List.of(),
                List.of(RiskCode.OBJECT_UNREADABLE.risk(name, null, 1, name + " " + reason, failure.hint())),
                DataFindings.NONE, false);
        return new ObjectAnalysis(report, new ObjectConfiguration(name, false, table.name(), null, List.of(),
                Targets.deduplication(table)), List.of(), kept);
    }
}
