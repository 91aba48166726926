package com.crmfactory.migration.localstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own it sees itself as nobody, while its files stay root's;
 * {@code unshare} becomes the server (exec), so the process id stays the server's own.
 */
final class RootAccess {

    private static final List<String> AS_NOBODY = List.of("unshare", "--user");

    private RootAccess() {
    }

    /** What goes in front of a command: nothing unless this JVM runs as root on Linux. */
    static List<String> dropped() {
        return isRoot() ? AS_NOBODY : List.of();
    }

    private static boolean isRoot() {
        Path self = Path.of("/proc/self");
        if (Files.notExists(self)) {
            return false;
        }
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot tell whose process this is", e);
        }
    }
}
