package com.crmfactory.migration.simulator.api;

import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.simulator.soql.Column;
import com.crmfactory.migration.simulator.soql.Query;
import com.crmfactory.migration.simulator.soql.Soql;
import com.crmfactory.migration.simulator.stats.Stats;

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
    static void check(Query query, Stats stats) {
        String object = query.table().describe().name();
        if (UNSUPPORTED.contains(object)) {
            throw new ApiError(400, "INVALIDENTITY", "Entity '" + object + "' is not supported by the Bulk API.");
        }
        // Unlike the objects above, this the describe and the documentation tell: asking is bad manners.
        refusal(query).ifPresent(message -> {
            stats.misuse("unsupported_in_bulk", message);
            throw new ApiError(400, "API_ERROR", message);
        });
    }

    private static Optional<String> refusal(Query query) {
        Soql soql = query.soql();
        if (soql.countOnly() || soql.aggregated()) {
            return Optional.of("Aggregate Relationships not supported in Bulk Query");
        }
        if (soql.offset().isPresent()) {
            return Optional.of("OFFSET clause not supported in Bulk Query");
        }
        if (soql.select().stream().anyMatch(Soql.AllFields.class::isInstance)) {
            return Optional.of("The SOQL FIELDS function is not supported in Bulk Query");
        }
        for (Column column : query.columns()) {
            if (column.type().equals("address") || column.type().equals("location")) {
                return Optional.of("Selecting compound data not supported in Bulk Query");
            }
            if (column.type().equals("base64")) {
                return Optional.of("Selecting binary data not supported in Bulk Query");
            }
        }
        return Optional.empty();
    }
}
