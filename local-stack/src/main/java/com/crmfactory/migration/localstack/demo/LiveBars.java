package com.crmfactory.migration.localstack.demo;

import java.io.PrintWriter;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;

/** One bar per object, drawn over the last drawing. */
final class LiveBars implements Progress {

    private static final int WIDTH = 30;
    /** ANSI: up n lines; clear to the end of the line. */
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR = "\u001b[K";

    private final PrintWriter out;
    private int drawn;

    LiveBars(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(MigrationView migration) {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append(UP.formatted(drawn));
        }
        for (MigratedObject object : migration.objects()) {
            picture.append(bar(object)).append(CLEAR).append('\n');
        }
        drawn = migration.objects().size();
        out.print(picture);
        out.flush();
    }

    static String bar(MigratedObject object) {
        int filled = (int) (WIDTH * share(object));
        return "  %-24s %s%s %3d%%  %,12d / %,d  %s".formatted(
                object.object(),
                "█".repeat(filled),
                "░".repeat(WIDTH - filled),
                (int) (100 * share(object)),
                object.recordsProcessed(),
                object.recordsTotal(),
                object.status());
    }

    /** 0 to 1. The total is an estimate until the extraction ends, so more can be processed than was expected. */
    private static double share(MigratedObject object) {
        if (object.status().startsWith("completed")) {
            return 1;
        }
        return object.recordsTotal() == 0
                ? 0
                : Math.min(1, (double) object.recordsProcessed() / object.recordsTotal());
    }
}
