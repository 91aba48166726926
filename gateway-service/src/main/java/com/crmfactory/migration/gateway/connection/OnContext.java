package com.crmfactory.migration.gateway.connection;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings answers of Salesforce back to the Vert.x context that asked, on which alone the database session may be used. */
@ApplicationScoped
class OnContext {

    <T> Uni<T> here(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return call.emitOn(task -> context.runOnContext(ready -> task.run()));
        });
    }
}
