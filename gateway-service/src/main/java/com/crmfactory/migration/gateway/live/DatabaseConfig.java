package com.crmfactory.migration.gateway.live;

import io.smallrye.config.ConfigMapping;

/** The server whose notifications are heard; a pool cannot be used for that. */
@ConfigMapping(prefix = "gateway.database")
public interface DatabaseConfig {
    String host();

    int port();

    String name();

    String user();

    String password();
}
