package com.crmfactory.migration.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Gateway {

    private Gateway() {
    }

    public static void main(String... arguments) {
        // The framework ends a request whose address is no URI without a word; the door does so with a document.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
