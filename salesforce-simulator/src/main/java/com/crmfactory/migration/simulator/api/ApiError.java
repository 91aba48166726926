package com.crmfactory.migration.simulator.api;

import com.crmfactory.migration.simulator.soql.SoqlException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A refusal as the REST API words it: an HTTP status and a JSON array with one {@code errorCode} and message. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorCode;

    public ApiError(int status, String errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static ApiError notFound() {
        return new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static ApiError of(SoqlException refusal) {
        return new ApiError(400, refusal.errorCode(), refusal.getMessage());
    }

    static ApiError methodNotAllowed(String method, String allowed) {
        return new ApiError(405, "METHOD_NOT_ALLOWED",
                "HTTP Method '" + method + "' not allowed. Allowed are " + allowed);
    }

    public int status() {
        return status;
    }

    public String errorCode() {
        return errorCode;
    }

    ArrayNode json() {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        errors.addObject().put("message", getMessage()).put("errorCode", errorCode);
        return errors;
    }

    public ApiResponse response() {
        return ApiResponse.json(status, json());
    }
}
