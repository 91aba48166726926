package com.crmfactory.migration.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Asks one address again and again, each connection from a thread of its own. Sockets instead of an HTTP client: what
 * measures must cost little, since it shares the machine with what is measured.
 *
 * @param address
 *            answered with 200 and a Content-Length
 * @param connections
 *            at least 1
 */
record Load(URI address, int connections) {

    private static final int TIMEOUT_MS = 30_000;

    /** One connection's answers, in milliseconds from when each was due. */
    private interface Asking {
        List<Double> on(Connection connection) throws IOException, InterruptedException;
    }

    /** Answers a second while each connection asks as soon as it was answered. */
    double throughput(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        return run(connection -> {
            List<Double> answers = new ArrayList<>();
            while (System.nanoTime() < end) {
                long asked = System.nanoTime();
                connection.ask();
                answers.add(millisSince(asked));
            }
            return answers;
        }).size() / (duration.toNanos() / 1e9);
    }

    /** Milliseconds of each answer at a fixed rate, counted from when the question was due: who waits is not left out. */
    Series latencies(double perSecond, Duration duration) throws IOException {
        long spacing = (long) (1e9 * connections / perSecond);
        long begin = System.nanoTime();
        return new Series(run(connection -> {
            List<Double> answers = new ArrayList<>();
            for (long due = begin + connection.number * spacing / connections; due < begin
                    + duration.toNanos(); due += spacing) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                connection.ask();
                answers.add(millisSince(due));
            }
            return answers;
        }));
    }

    private List<Double> run(Asking asking) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<List<Double>>> tasks = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int number = i;
                tasks.add(() -> {
                    try (Connection connection = new Connection(address, number)) {
                        return asking.on(connection);
                    }
                });
            }
            List<Double> all = new ArrayList<>();
            for (Future<List<Double>> one : threads.invokeAll(tasks)) {
                all.addAll(one.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(address + " was not answered: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] question;
        private final int number;

        Connection(URI address, int number) throws IOException {
            this.number = number;
            socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            in = new BufferedInputStream(socket.getInputStream());
            question = ("GET " + address.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        void ask() throws IOException {
            socket.getOutputStream().write(question);
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(status);
            }
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            in.skipNBytes(length);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("The connection ended");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
