package com.crmfactory.migration.gateway.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code POST /analyze} takes. */
@Schema(name = "AnalyzeRequest", description = "Where the org is and how to get in. Nothing is written to Salesforce.")
record AnalyzeRequest(
        @Schema(description = "My Domain URL of the org", examples = "https://yourorg.my.salesforce.com") String sfInstanceUrl,
        @Schema(description = "Access token or session id. Sealed at once, never shown again.", examples = "00D...") String sfAccessToken,
        @Schema(description = "A connection, instead of address and token", examples = "con_01KAS8Y2N9Q4V7T3M5R6W8X0ZB") String connectionId,
        @Schema(description = "A name for people, at most 200 characters", examples = "Acme to CRM") String name) {

    /** Without the token. */
    @Override
    public String toString() {
        return "AnalyzeRequest[" + (connectionId == null ? sfInstanceUrl : connectionId) + "]";
    }
}
