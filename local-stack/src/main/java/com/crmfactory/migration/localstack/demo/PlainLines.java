package com.crmfactory.migration.localstack.demo;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;

/** One line per change of an object, for logs: a change of status at once, others at most once a second. */
final class PlainLines implements Progress {

    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final Map<String, Printed> printed = new HashMap<>();

    private record Printed(String status, String line, long at) {
    }

    PlainLines(PrintWriter out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void show(MigrationView migration) {
        migration.objects().forEach(this::show);
    }

    private void show(MigratedObject object) {
        String line = LiveBars.bar(object);
        long now = nanoTime.getAsLong();
        Printed last = printed.get(object.object());
        boolean isDue = last == null || !last.status().equals(object.status()) || now - last.at() >= BETWEEN_LINES;
        if (isDue && (last == null || !last.line().equals(line))) {
            out.println(line);
            printed.put(object.object(), new Printed(object.status(), line, now));
        }
    }
}
