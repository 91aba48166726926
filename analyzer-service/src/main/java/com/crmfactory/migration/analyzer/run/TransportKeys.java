package com.crmfactory.migration.analyzer.run;

import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.crmfactory.migration.messaging.KeyRing;
import com.crmfactory.migration.messaging.TokenSealing;

/** The key that opens the tokens in commands. */
@ApplicationScoped
public class TransportKeys {

    @Produces
    @Singleton
    TokenSealing sealing(@ConfigProperty(name = "transport.key.file") Path file) {
        return new TokenSealing(KeyRing.load(file));
    }
}
