package com.crmfactory.migration.localstack.demo;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;

/** One bar per object, drawn over the last drawing. */
final class LiveBars implements Progress {

    private static final int WIDTH = 30;
    /** ANSI: up n lines; clear to the end of the line. */
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR = "\u001b[K";
    /** ANSI: a line that is too long is cut instead of wrapped, which would spoil the count of lines. */
    private static final String CUT = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    /** What fits on the smallest usual terminal. */
    private static final int MOST_BARS = 22;

    private final PrintWriter out;
    private int drawn;

    LiveBars(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(MigrationView migration) {
        List<MigratedObject> shown = shown(migration.objects());
        StringBuilder picture = new StringBuilder(CUT);
        if (drawn > 0) {
            picture.append(UP.formatted(drawn));
        }
        for (MigratedObject object : shown) {
            picture.append(bar(object)).append(CLEAR).append('\n');
        }
        drawn = shown.size();
        out.print(picture.append(WRAP));
        out.flush();
    }

    /** All of them, or as many as fit, with those first on which something happens. */
    private static List<MigratedObject> shown(List<MigratedObject> objects) {
        if (objects.size() <= MOST_BARS) {
            return objects;
        }
        return objects.stream().sorted(Comparator.comparing(LiveBars::isIdle)).limit(MOST_BARS).toList();
    }

    private static boolean isIdle(MigratedObject object) {
        return !Set.of("extracting", "importing", "linking").contains(object.status());
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
