package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the same addresses again and again, each connection one of them and from a thread of its own. Sockets instead of an HTTP client: what
 * measures must cost little, since it shares the machine with what is measured.
 *
 * @param addresses
 *            at least 1, each answered with 200 and a Content-Length
 * @param connections
 *            at least 1
 */
record Load(List<URI> addresses, int connections) {

    private static final int TIMEOUT_MS = 30_000;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

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
                    try (Connection connection = new Connection(addresses.get(number % addresses.size()), number)) {
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
            throw new IOException(addresses.get(0) + " was not answered: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final byte[] question;
        private final int number;
        private byte[] answer = new byte[16 * 1024];
        private int received;

        Connection(URI address, int number) throws IOException {
            this.number = number;
            socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            question = ("GET " + address.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        void ask() throws IOException {
            socket.getOutputStream().write(question);
            int end = header();
            String header = new String(answer, 0, end, StandardCharsets.ISO_8859_1);
            if (!header.startsWith("HTTP/1.1 200")) {
                throw new IOException(header.lines().findFirst().orElseThrow());
            }
            Matcher length = LENGTH.matcher(header);
            int whole = end + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            while (received < whole) {
                receive();
            }
            received = 0;
        }

        /** Where the body begins, once that much has arrived. */
        private int header() throws IOException {
            for (int i = 0;; i++) {
                while (i + END.length > received) {
                    receive();
                }
                if (Arrays.equals(answer, i, i + END.length, END, 0, END.length)) {
                    return i + END.length;
                }
            }
        }

        private void receive() throws IOException {
            if (received == answer.length) {
                answer = Arrays.copyOf(answer, 2 * received);
            }
            int more = socket.getInputStream().read(answer, received, answer.length - received);
            if (more < 0) {
                throw new IOException("The connection ended");
            }
            received += more;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
