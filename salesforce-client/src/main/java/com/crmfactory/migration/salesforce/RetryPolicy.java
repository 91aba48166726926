package com.crmfactory.migration.salesforce;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how patiently a transient failure is tried again.
 *
 * @param attempts
 *            how often a call is made at most, the first time included; 1 to 10
 * @param first
 *            longest pause before the second attempt; doubles from there
 * @param longest
 *            no pause is longer; a {@code Retry-After} beyond it ends the retries and is handed to the caller
 */
public record RetryPolicy(int attempts, Duration first, Duration longest) {

    public RetryPolicy {
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("attempts must be 1 to 10");
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("0 < first <= longest");
        }
    }

    /** Five attempts, pauses up to 0.5, 1, 2 and 4 s; {@code Retry-After} is honoured up to 30 s. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /** One attempt, no second. */
    public static RetryPolicy never() {
        return new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));
    }

    /**
     * Pause after the given failed attempt: between half of and the full exponential step, so that replicas that failed
     * together do not return together.
     *
     * @param failedAttempt
     *            counted from 1
     */
    Duration pauseAfter(int failedAttempt, RandomGenerator random) {
        long step = Math.min(first.toMillis() << (failedAttempt - 1), longest.toMillis());
        return Duration.ofMillis(Math.max(1, step / 2 + random.nextLong(step / 2 + 1)));
    }
}
