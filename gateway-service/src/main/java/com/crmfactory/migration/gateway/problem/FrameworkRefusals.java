package com.crmfactory.migration.gateway.problem;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.Response.Status;

/** What the framework refuses by itself, in our words. */
public final class FrameworkRefusals {
    private static final Map<Integer, Refusal> BY_STATUS = Stream.of(
            Refusal.malformed("The request cannot be read."),
            Refusal.of(Status.UNAUTHORIZED, "unauthorized", "A valid bearer token is needed.",
                    "Send the header Authorization: Bearer <token> of your identity provider."),
            Refusal.of(Status.FORBIDDEN, "forbidden", "Your role does not allow this.",
                    "Ask an administrator for the role that the API's documentation names."),
            Refusal.of(Status.NOT_FOUND, "not_found", "There is nothing at this address.",
                    "The API's documentation is at /q/openapi."),
            Refusal.of(Status.METHOD_NOT_ALLOWED, "method_not_allowed",
                    "This address does not take that method.", "The header Allow names those that it takes."),
            Refusal.of(Status.NOT_ACCEPTABLE, "not_acceptable",
                    "This address has no answer of the media type that Accept asks for.",
                    "Leave Accept out, or ask for what the API's documentation at /q/openapi names."),
            Refusal.of(Status.REQUEST_URI_TOO_LONG, "address_too_long",
                    "The address is longer than 8,192 characters.", null),
            Refusal.of(Status.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large",
                    "The headers are longer than 16,384 characters together.", null),
            Refusal.of(Status.REQUEST_ENTITY_TOO_LARGE, "body_too_large", "The body is larger than 2 MB.", null),
            Refusal.of(Status.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
                    "The body has to be application/json.", "Send the header Content-Type: application/json."),
            Refusal.of(Status.INTERNAL_SERVER_ERROR, "internal_error", "A fault of ours ended the request.",
                    "Try again; if it stays, report the time of the request."))
            .collect(Collectors.toMap(Refusal::status, Function.identity()));

    private FrameworkRefusals() {
    }

    /** A status that is not listed is one that nothing here gives: a fault of ours, unless the caller made it. */
    public static Refusal of(int status) {
        Refusal listed = BY_STATUS.get(status);
        if (listed != null) {
            return listed;
        }
        return status < 500 ? BY_STATUS.get(400) : BY_STATUS.get(500);
    }
}
