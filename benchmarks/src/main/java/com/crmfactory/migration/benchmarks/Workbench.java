package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

import com.crmfactory.migration.localstack.process.TemporaryFolders;
import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;

/**
 * What a benchmark measures on.
 *
 * @param root
 *            folder of the repository, built
 * @param out
 *            for what is told on the way
 * @param size
 *            share of the usual number of records, to try a benchmark out; 1 is usual
 */
record Workbench(Path root, PrintWriter out, double size) {

    /** Something to do with a running stack. */
    interface Measurement<T> {
        T on(LocalStack stack) throws IOException;
    }

    /** A stack on a throw-away folder: one replica of each service, a generated org of so many thousand accounts. */
    <T> T withStack(double scale, Measurement<T> measurement) throws IOException {
        Optional<StackOptions.Simulated> org = Optional.of(new StackOptions.Simulated(Optional.empty(), scale));
        return withStack(folder -> StackOptions.in(root, folder).withSimulated(org), measurement);
    }

    /** A stack on a throw-away folder, as {@code options} of that folder say. */
    <T> T withStack(java.util.function.Function<Path, StackOptions> options, Measurement<T> measurement)
            throws IOException {
        Path folder = TemporaryFolders.create(Path.of(System.getProperty("java.io.tmpdir")), "migrate-benchmark");
        T result;
        try (LocalStack stack = LocalStack.start(options.apply(folder), this::tell)) {
            result = measurement.on(stack);
        }
        // Only after a success: the logs of a failure are worth more than the space.
        TemporaryFolders.delete(folder);
        return result;
    }

    void tell(String line) {
        out.println("  " + line);
    }
}
