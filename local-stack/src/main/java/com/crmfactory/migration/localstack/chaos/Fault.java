package com.crmfactory.migration.localstack.chaos;

import java.time.Duration;

/** Something that goes wrong during a migration and must not be seen in its result. */
sealed interface Fault {

    /** A process dies as with {@code kill -9} and is started again after a while. */
    record Kill(String child, Duration downtime) implements Fault {
        @Override
        public String toString() {
            return "kill -9 " + child + " for " + downtime.toMillis() + " ms";
        }
    }

    /**
     * Salesforce misbehaves for some requests.
     *
     * @param kind
     *            the simulator's name of it
     * @param pathRegex
     *            which requests
     * @param after
     *            how many of them pass first
     * @param times
     *            how many are then disturbed
     */
    record Misbehaviour(String kind, String pathRegex, int after, int times) implements Fault {
        String rule() {
            return """
                   {"match": {"pathRegex": "%s"}, "fault": "%s", "after": %d, "times": %d}"""
                    .formatted(pathRegex, kind, after, times);
        }

        @Override
        public String toString() {
            return times + " × " + kind + " after " + after + " of " + pathRegex;
        }
    }

    /** Every message of the migration so far comes once more, in a random order. */
    record Replay(long seed) implements Fault {
        @Override
        public String toString() {
            return "all messages again, shuffled";
        }
    }
}
