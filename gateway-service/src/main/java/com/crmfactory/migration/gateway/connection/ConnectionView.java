package com.crmfactory.migration.gateway.connection;

import java.net.URI;
import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.crmfactory.migration.model.Failure;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A connection without its secrets. */
@Schema(name = "Connection", description = "A way into one Salesforce org. Tokens and secrets are never shown.")
record ConnectionView(@Schema(examples = "con_01KAS8Y2N9Q4V7T3M5R6W8X0ZB") String connectionId, Grant grant,
        ConnectionStatus status, @Schema(examples = "https://login.salesforce.com") String loginUrl,
        @Schema(description = "Where its tokens are good; null until somebody has logged in", examples = "https://yourorg.my.salesforce.com") String sfInstanceUrl,
        @Schema(examples = "00D5g000009GenAEAS") String sfOrgId,
        @Schema(description = "The Salesforce user", examples = "integration@yourorg.com") String sfUsername,
        @Schema(description = "Whether an expired token is renewed without a person", examples = "true") boolean renewable,
        Instant createdAt, Instant connectedAt,
        @Schema(description = "When the present access token was issued") Instant renewedAt, Failure error,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Where to send the user's browser; only in the answer that begins authorization_code") URI authorizeUrl) {

    static ConnectionView of(Connection connection) {
        return of(connection, null);
    }

    static ConnectionView of(Connection connection, URI authorizeUrl) {
        return new ConnectionView(connection.id(), connection.grant(), connection.status(),
                connection.loginUrl().toString(),
                connection.instanceUrl() == null ? null : connection.instanceUrl().toString(), connection.sfOrgId(),
                connection.username(), connection.isUsable() && connection.isRenewable(), connection.createdAt(),
                connection.connectedAt(), connection.renewedAt(), connection.error(), authorizeUrl);
    }
}
