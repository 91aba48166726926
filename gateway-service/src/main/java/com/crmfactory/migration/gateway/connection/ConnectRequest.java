package com.crmfactory.migration.gateway.connection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code POST /connections} takes. */
@Schema(name = "ConnectRequest", description = "Where and how to log in to Salesforce.")
record ConnectRequest(
        @Schema(description = "https://login.salesforce.com, https://test.salesforce.com or the org's My Domain; for client_credentials and access_token the My Domain", examples = "https://login.salesforce.com") String loginUrl,
        @Schema(description = "How to log in", enumeration = {
                "authorization_code", "client_credentials", "jwt_bearer",
                "access_token"}, examples = "authorization_code") String grant,
        @Schema(description = "Consumer key of your own app; left out, the installation's app is used", examples = "3MVG9...") String clientId,
        @Schema(description = "Consumer secret of that app. Sealed at once, never shown again.", examples = "5A1...") String clientSecret,
        @Schema(description = "jwt_bearer: the Salesforce user to log in as", examples = "integration@yourorg.com") String username,
        @Schema(description = "access_token: a token or session id. Sealed at once, never shown again.", examples = "00D...") String sfAccessToken){

    /** Without secrets. */
    @Override
    public String toString() {
        return "ConnectRequest[" + grant + " at " + loginUrl + "]";
    }
}
