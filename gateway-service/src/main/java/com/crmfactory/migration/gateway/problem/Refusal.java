package com.crmfactory.migration.gateway.problem;

import java.time.Duration;
import java.util.List;

import jakarta.ws.rs.core.Response.Status;

import com.crmfactory.migration.model.Failure;

/** The end of a request that is not answered as asked. Its texts never hold a token, customer data or a stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final String title;
    private final String code;
    private final String detail;
    private final String hint;
    private final transient List<Violation> violations;
    private final Duration retryAfter;

    private Refusal(int status, String title, String code, String detail, String hint, List<Violation> violations,
            Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
        this.violations = violations;
        this.retryAfter = retryAfter;
    }

    public static Refusal of(Status status, String code, String detail, String hint) {
        return new Refusal(status.getStatusCode(), status.getReasonPhrase(), code, detail, hint, null, null);
    }

    public static Refusal malformed(String detail) {
        return of(Status.BAD_REQUEST, "malformed_request", detail, null);
    }

    public static Refusal unknownMigration() {
        return of(Status.NOT_FOUND, "migration_not_found", "There is no such migration.",
                "Check the id; GET the list of migrations to see all of yours.");
    }

    public static Refusal conflict(Failure failure) {
        return of(Status.CONFLICT, failure.code(), failure.message(), failure.hint());
    }

    public static Refusal unprocessable(String code, String detail, String hint, List<Violation> violations) {
        return new Refusal(UNPROCESSABLE, "Unprocessable Content", code, detail, hint, violations, null);
    }

    public static Refusal invalid(List<Violation> violations) {
        return unprocessable("invalid_request", violations.size() == 1
                ? violations.get(0).field() + ": " + violations.get(0).message()
                : violations.size() + " fields are not valid.", null, violations);
    }

    /** Not now; {@code retryAfter} tells when to ask again. */
    public static Refusal later(Status status, String code, String detail, Duration retryAfter) {
        return new Refusal(status.getStatusCode(), status.getReasonPhrase(), code, detail,
                "Ask again after the time in Retry-After.", null, retryAfter);
    }

    public static Refusal unavailable(String code, String detail, Duration retryAfter) {
        return later(Status.SERVICE_UNAVAILABLE, code, detail, retryAfter);
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }

    String hint() {
        return hint;
    }

    List<Violation> violations() {
        return violations;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
