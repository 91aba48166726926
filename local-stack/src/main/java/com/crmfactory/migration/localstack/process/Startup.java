package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.time.Duration;

/** Waits until a child that has just been started answers. */
public final class Startup {

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

    /** Asks a child once. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Whether the child answers. To be refused a connection is {@code false}, not an error.
         *
         * @throws IOException
         *             when it can never become ready
         */
        boolean isReady() throws IOException;
    }

    private Startup() {
    }

    /**
     * Probes until the child is ready; between two probes it waits for the child's end, so a child that dies is told at
     * once.
     *
     * @throws ChildDied
     *             when it ends instead
     * @throws IOException
     *             when it is not ready within {@code limit}; it still runs then
     */
    public static void await(ChildProcess child, Duration limit, Probe probe) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!probe.isReady()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("%s (pid %d) is not ready after %d s. The end of %s:%n%s".formatted(
                        child.name(),
                        child.pid(),
                        limit.toSeconds(),
                        child.log(),
                        child.endOfLog()));
            }
            if (child.endsWithin(BETWEEN_PROBES)) {
                throw new ChildDied(child);
            }
        }
    }
}
