package com.crmfactory.migration.gateway.connection;

import java.util.Optional;

/** The fixed pages on which a log-in ends. Nothing that came from the browser goes into their addresses. */
final class EndPages {
    private static final String CONNECTED = "/connected.html";
    private static final String NOT_CONNECTED = "/not-connected.html#";
    private static final String UNKNOWN_STATE = "login_state_unknown";

    private EndPages() {
    }

    static String of(Optional<Connection> ended) {
        return ended.map(connection -> connection.isUsable()
                ? CONNECTED
                : NOT_CONNECTED + connection.error().code()).orElse(NOT_CONNECTED + UNKNOWN_STATE);
    }
}
