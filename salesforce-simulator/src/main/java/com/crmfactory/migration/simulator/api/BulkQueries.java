package com.crmfactory.migration.simulator.api;

import java.util.Set;

import com.crmfactory.migration.simulator.soql.Column;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.Soql;

/** What Bulk API 2.0 refuses although SOQL allows it. Source: facts §4. */
final class BulkQueries {

    private static final Set<String> UNSUPPORTED = Set.of("AcceptedEventRelation", "DeclinedEventRelation",
            "UndecidedEventRelation", "EventWhoRelation", "TaskWhoRelation", "CaseStatus", "ContractStatus",
            "OrderStatus",
            "SolutionStatus", "TaskStatus", "TaskPriority", "PartnerRole", "RecentlyViewed",
            "FieldSecurityClassification",
            "QuoteTemplateRichTextData", "AttachedContentNote", "Attachment", "AssetTokenEvent",
            "ServiceAppointmentStatus",
            "WorkOrderStatus", "WorkOrderLineItemStatus", "WorkStepStatus", "ShiftStatus");

    private BulkQueries() {
    }

    /** @throws ApiError 400 as the Bulk API words it */
    static void check(Query query) {
        String object = query.table().describe().name();
        if (UNSUPPORTED.contains(object)) {
            throw new ApiError(400, "INVALIDENTITY", "Entity '" + object + "' is not supported by the Bulk API.");
        }
        Soql soql = query.soql();
        if (soql.countOnly() || soql.aggregated()) {
            throw refused("Aggregate Relationships not supported in Bulk Query");
        }
        if (soql.offset().isPresent()) {
            throw refused("OFFSET clause not supported in Bulk Query");
        }
        if (soql.select().stream().anyMatch(Soql.AllFields.class::isInstance)) {
            throw refused("The SOQL FIELDS function is not supported in Bulk Query");
        }
        for (Column column : query.columns()) {
            if (column.type().equals("address") || column.type().equals("location")) {
                throw refused("Selecting compound data not supported in Bulk Query");
            }
            if (column.type().equals("base64")) {
                throw refused("Selecting binary data not supported in Bulk Query");
            }
        }
    }

    private static ApiError refused(String message) {
        return new ApiError(400, "API_ERROR", message);
    }
}
