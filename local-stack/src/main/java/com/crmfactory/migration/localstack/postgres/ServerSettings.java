package com.crmfactory.migration.localstack.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings given to the server on its command line. */
final class ServerSettings {

    private ServerSettings() {
    }

    static Map<String, String> of(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", DatabaseAccess.HOST);
        // TCP with a password is the only way in.
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "200");
        settings.put("shared_buffers", "256MB");
        settings.put("max_wal_size", "2GB");
        settings.put("timezone", "UTC");
        // A commit that was confirmed survives a kill -9 of the server, so synchronous_commit stays on.
        settings.put("synchronous_commit", "on");
        settings.put("fsync", "off");
        // Lets the benchmarks tell when a batch was committed.
        settings.put("track_commit_timestamp", "on");
        return settings;
    }
}
