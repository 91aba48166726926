package com.crmfactory.migration.salesforce;

import java.time.Duration;

/**
 * How a Bulk job is watched: first look after {@code first}, then half as long again each time up to {@code longest}.
 *
 * @param first
 *            at least 500 ms, the house rule for asking politely
 * @param timeout
 *            give up after this; the job keeps running in Salesforce and can be awaited again by its id
 */
public record PollPolicy(Duration first, Duration longest, Duration timeout) {
    private static final Duration EARLIEST = Duration.ofMillis(500);

    public PollPolicy {
        if (first.compareTo(EARLIEST) < 0) {
            throw new IllegalArgumentException("The first poll comes after 500 ms at the earliest");
        }
        if (longest.compareTo(first) < 0 || timeout.compareTo(first) < 0) {
            throw new IllegalArgumentException("first <= longest and first <= timeout");
        }
    }

    /** First poll after 500 ms, then up to 15 s apart, for 6 hours. */
    public static PollPolicy defaults() {
        return new PollPolicy(EARLIEST, Duration.ofSeconds(15), Duration.ofHours(6));
    }

    public PollPolicy withTimeout(Duration limit) {
        return new PollPolicy(first, longest, limit);
    }

    Duration after(Duration pause) {
        Duration next = pause.multipliedBy(3).dividedBy(2);
        return next.compareTo(longest) > 0 ? longest : next;
    }
}
