package com.crmfactory.migration.messaging;

import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The Vert.x context that something is being handled on, for going on there later. */
public final class PresentContext {

    private PresentContext() {
    }

    /** Runs tasks on the context on which this is called; where they are given, if there is none. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
    }
}
