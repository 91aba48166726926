package com.crmfactory.migration.messaging;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The W3C Trace Context header that ties together what one call of a user set in motion.
 *
 * @param value
 *            version 00, e.g. {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}
 */
public record Traceparent(String value) {
    public static final String HEADER = "traceparent";

    private static final Pattern SHAPE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_START = 3;
    private static final int TRACE_END = 35;

    /** Continues the given trace, or starts a new one if the text is none. */
    public static Traceparent of(String text) {
        return text != null && SHAPE.matcher(text).matches() ? new Traceparent(text) : start();
    }

    /** The trace of the message or request that is being handled, as a new span; a new trace outside of one. */
    public static Traceparent current() {
        Context context = Vertx.currentContext();
        String active = context == null ? null : context.getLocal(HEADER);
        return active == null ? start() : of(active).child();
    }

    /** Makes this the trace of what is being handled on the current Vert.x context. */
    public void activate() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(HEADER, value);
        }
    }

    /** The 32 hexadecimal digits that all spans of the trace share. */
    public String traceId() {
        return value.substring(TRACE_START, TRACE_END);
    }

    public Traceparent child() {
        return new Traceparent(value.substring(0, TRACE_END + 1) + random() + "-01");
    }

    private static Traceparent start() {
        return new Traceparent("00-" + random() + random() + "-" + random() + "-01");
    }

    /** Told apart from others, not kept from anybody: so it need not cost what a secret does. */
    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
