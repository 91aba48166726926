package com.crmfactory.migration.salesforce;

import java.time.Duration;
import java.util.Optional;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;

/**
 * Every failure of this module. Its texts come from the {@link ErrorTable}; neither they nor the cause ever hold a
 * response body, customer data or a token.
 */
public final class SalesforceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final int httpStatus;
    private final String errorCode;
    private final Duration retryAfter;
    private final Retry retry;
    private final boolean endsToken;

    SalesforceException(Failure failure, int httpStatus, String errorCode, Duration retryAfter, Throwable cause,
            Retry retry, boolean endsToken) {
        super(failure.code() + ": " + failure.message(), cause);
        this.failure = failure;
        this.httpStatus = httpStatus;
        this.errorCode = errorCode;
        this.retryAfter = retryAfter;
        this.retry = retry;
        this.endsToken = endsToken;
    }

    /** Not repeated by the client. */
    public static SalesforceException of(String code, FailureType type, String message, String hint) {
        return new SalesforceException(new Failure(code, type, message, hint), 0, null, null, null, Retry.NEVER,
                false);
    }

    /** The same failure in words that the caller knows better, since it knows what was asked. */
    public SalesforceException explained(Failure better) {
        return new SalesforceException(better, httpStatus, errorCode, retryAfter, getCause(), retry,
                endsToken);
    }

    public Failure failure() {
        return failure;
    }

    /** The answer's HTTP status, or 0 if there was no answer. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Passes by itself: worth another attempt later, by the caller if the client has used up its own. */
    public boolean isTransient() {
        return failure.type() == FailureType.TRANSIENT;
    }

    /** Salesforce's own word ({@code QUERY_TIMEOUT}), or null if the answer had none. */
    public String errorCode() {
        return errorCode;
    }

    /** How long Salesforce asked to be left alone, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Retry retry() {
        return retry;
    }

    /** Whether the token that met this failure is dead. */
    boolean endsToken() {
        return endsToken;
    }
}
