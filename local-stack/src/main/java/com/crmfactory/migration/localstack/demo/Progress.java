package com.crmfactory.migration.localstack.demo;

import java.io.PrintWriter;

/** Shows how far each object is. */
sealed interface Progress permits LiveBars, PlainLines {

    /** Bars in place on a terminal, lines elsewhere. */
    static Progress on(PrintWriter out, boolean terminal) {
        return terminal ? new LiveBars(out) : new PlainLines(out, System::nanoTime);
    }

    /** Takes the present state. */
    void show(MigrationView migration);
}
