package com.crmfactory.migration.gateway.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A problem document (RFC 9457).
 *
 * @param type
 *            relative reference into the documentation of the codes
 * @param instance
 *            the path that was called
 * @param error
 *            same as {@code detail}, for clients of the CRM
 * @param hint
 *            what the caller can do about it; not written if there is none
 * @param violations
 *            only for 422, where not written otherwise
 */
public record Problem(String type, String title, int status, String detail, String instance, String code, String error,
        @JsonInclude(JsonInclude.Include.NON_NULL) String hint,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Refusal refusal, String path) {
        return new Problem("/docs/errors#" + refusal.code(), refusal.title(), refusal.status(), refusal.detail(), path,
                refusal.code(), refusal.detail(), refusal.hint(), refusal.violations());
    }
}
