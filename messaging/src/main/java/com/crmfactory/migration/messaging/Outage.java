package com.crmfactory.migration.messaging;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;

/** Tells failures that pass when the database or the network returns from those that do not. */
public final class Outage {
    /**
     * SQLSTATE classes: connection, resources, operator intervention (restart), and transactions that have to be
     * repeated.
     */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "40");
    private static final int CAUSES = 16;

    private Outage() {
    }

    public static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES; depth++, cause = cause.getCause()) {
            if (passes(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable cause) {
        if (cause instanceof PgException pg) {
            return pg.getSqlState() != null && PASSING.contains(pg.getSqlState().substring(0, 2));
        }
        if (cause instanceof JsonProcessingException) {
            // An IOException by descent alone; reading the same text again changes nothing.
            return false;
        }
        // The SQL pool reports an exhausted or refused connection by these, without a class of its own.
        return cause instanceof IOException || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException || cause instanceof VertxException
                || cause instanceof NoStackTraceThrowable;
    }
}
