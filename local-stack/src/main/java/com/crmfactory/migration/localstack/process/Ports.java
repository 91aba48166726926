package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on 127.0.0.1. Free ones are taken below the range from which operating systems serve outgoing connections,
 * so that nobody borrows a child's port while it restarts. A port is given out once per JVM.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {
    }

    /** A port that nobody listens on at the moment. */
    public static synchronized int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "No free TCP port found between %d and %d on 127.0.0.1".formatted(LOWEST, HIGHEST));
    }

    /** {@code preferred} if it is free and was not given out before, else a free one. */
    public static synchronized int preferring(int preferred) {
        if (isFree(preferred) && GIVEN.add(preferred)) {
            return preferred;
        }
        return free();
    }

    /** Whether a listener could be opened on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
