package com.crmfactory.migration.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A refusal as OAuth words it: HTTP 400 and an object, not REST's array. Texts as in facts §1. */
final class OAuthError extends RuntimeException {

    static final String GRANT = "invalid_grant";
    static final String REQUEST = "invalid_request";
    private static final long serialVersionUID = 1L;

    private final String error;

    OAuthError(String error, String description) {
        super(description, null, false, false);
        this.error = error;
    }

    static OAuthError expired() {
        return new OAuthError(GRANT, "expired access/refresh token");
    }

    static OAuthError client() {
        return new OAuthError("invalid_client", "invalid client credentials");
    }

    String error() {
        return error;
    }

    ApiResponse response() {
        return ApiResponse.json(400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description",
                getMessage()));
    }
}
