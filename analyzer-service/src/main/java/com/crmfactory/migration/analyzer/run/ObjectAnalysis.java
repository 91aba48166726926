package com.crmfactory.migration.analyzer.run;

import java.util.Collection;

import com.crmfactory.migration.analyzer.mapping.ObjectMapping;
import com.crmfactory.migration.analyzer.org.ObjectReader.Reading;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.ObjectVerdict;
import com.crmfactory.migration.analyzer.risk.ObjectRisks;
import com.crmfactory.migration.model.report.ObjectReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/** From what was read to what is reported: mapping, verdict and risks of one object. Pure. */
public final class ObjectAnalysis {
    private ObjectAnalysis() {
    }

    /**
     * @param siblings
     *            custom fields that other objects already have in the same table
     */
    public static AnalyzedObject of(Reading reading, Collection<CustomFieldDefinition> siblings) {
        ObjectDescribe describe = reading.describe();
        ObjectMapping mapping = ObjectMapping.suggest(describe, reading.profile(), siblings);
        ObjectVerdict verdict = ObjectVerdict.on(describe.name(), mapping, reading.profile());
        ObjectReport report = new ObjectReport(describe.name(), describe.label(), describe.custom(),
                describe.keyPrefix(), reading.profile().records(), mapping.table().name(), verdict.compatibility(),
                verdict.score(), verdict.reasons(), mapping.fields(), mapping.relationships());
        return new AnalyzedObject(report, mapping.suggestion(), mapping.customFields(),
                ObjectRisks.of(describe, mapping, reading.profile()), verdict.fieldsCounted(), verdict.fieldsKept(),
                reading.measures());
    }
}
