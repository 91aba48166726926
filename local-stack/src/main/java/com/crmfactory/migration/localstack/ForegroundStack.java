package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;

import com.crmfactory.migration.localstack.stack.LocalStack;
import com.crmfactory.migration.localstack.stack.StackOptions;

/** A stack that a signal to this process stops in order. */
final class ForegroundStack implements AutoCloseable {

    private final LocalStack stack;

    private ForegroundStack(LocalStack stack) {
        this.stack = stack;
    }

    static ForegroundStack start(StackOptions options, PrintWriter out) throws IOException {
        long before = System.nanoTime();
        LocalStack stack = LocalStack.prepare(options, out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeOnSignal(stack), "stop-stack"));
        ForegroundStack foreground = new ForegroundStack(stack);
        try {
            out.println("Starting Kafka, PostgreSQL, the services"
                    + (options.simulated().isPresent() ? " and the simulator …" : " …"));
            stack.startAll();
        } catch (IOException | RuntimeException e) {
            foreground.close();
            throw e;
        }
        out.printf("Started in %.1f s%n", (System.nanoTime() - before) / 1e9);
        tellOtherPort(options, out, stack);
        return foreground;
    }

    private static void tellOtherPort(StackOptions options, PrintWriter out, LocalStack stack) {
        if (options.usualPorts() && !stack.endpoints().gateway().endsWith(":" + options.port())) {
            out.println("Port " + options.port() + " is taken; the gateway is at " + stack.endpoints().gateway());
        }
    }

    private static void closeOnSignal(LocalStack stack) {
        try {
            stack.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The stack did not stop in order", e);
        }
    }

    LocalStack stack() {
        return stack;
    }

    /** Returns only by throwing the cause, when a child died for good. */
    void awaitFailure() throws IOException {
        try {
            stack.failure().get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stack.close();
    }
}
