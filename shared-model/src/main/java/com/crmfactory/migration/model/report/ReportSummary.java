package com.crmfactory.migration.model.report;

import java.util.Map;

/** The report in a few numbers. */
public record ReportSummary(int objectsTotal, int objectsWithRecords, int standardObjects, int customObjects,
        long recordsTotal, int fieldsTotal, int fieldsMapped, int fieldsCustom, int fieldsNeedingReview,
        Map<String, Integer> byCompatibility) {
}
