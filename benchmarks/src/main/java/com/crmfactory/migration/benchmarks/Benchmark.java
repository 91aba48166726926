package com.crmfactory.migration.benchmarks;

import java.io.IOException;

/** One question about speed or size, answered by measuring. */
interface Benchmark {

    /** What it is called on the command line: one lower-case word. */
    String name();

    /**
     * Measures, and tells on the way what it does.
     *
     * @param rounds
     *            how often to measure each figure, at least 1
     * @throws IOException
     *             when a part of the product does not do what is measured; nothing is written then
     */
    Section run(int rounds, Workbench workbench) throws IOException;
}
