package com.crmfactory.migration.gateway.store;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;

/** Where the keys are mounted. */
@ConfigMapping(prefix = "gateway.keys")
public interface KeyConfig {

    /** Seals the credentials at rest; only the gateway has it. */
    Path storageKeyFile();

    /** Seals the access token on the command topics; analyzer and importer have it too. */
    Path transportKeyFile();
}
