package com.crmfactory.migration.simulator.api;

/** The connected app that may ask for tokens. */
public record OAuthClient(String id, String secret, String refreshToken) {

    public static final OAuthClient DEFAULT = new OAuthClient("simulator-client", "simulator-secret",
            "simulator-refresh-token");

    @Override
    public String toString() {
        return "OAuthClient[" + id + ", redacted]";
    }
}
