package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process holds on to: its heap right after a full garbage collection, by the JDK's own {@code jcmd}. */
final class LiveSet {

    private static final String COUNTERS = "PerfCounter.print";
    private static final String FULL_COLLECTIONS = "sun.gc.collector.1.invocations";
    /** Where a full collection of the serial collector leaves all that lives. */
    private static final String OLD_GENERATION = "sun.gc.generation.1.space.0.used";
    private static final int ATTEMPTS = 50;

    private LiveSet() {
    }

    /**
     * In megabytes of 1,024 × 1,024 bytes. Asks until a full collection has taken place: one that meets a thread within
     * native code that holds an array (unpacking does) is skipped. The JVM's own counters are those of the collection's
     * end; whatever is made afterwards does not count.
     */
    static double of(long pid) throws IOException {
        String before = jcmd(pid, COUNTERS);
        for (int i = 0; i < ATTEMPTS; i++) {
            jcmd(pid, "GC.run");
            String after = jcmd(pid, COUNTERS);
            if (number(after, FULL_COLLECTIONS) > number(before, FULL_COLLECTIONS)) {
                return number(after, OLD_GENERATION) / (1024 * 1024);
            }
        }
        throw new IOException("process " + pid + " makes no full collection");
    }

    private static double number(String counters, String name) throws IOException {
        Matcher matcher = Pattern.compile("^" + Pattern.quote(name) + "=(\\d+)$", Pattern.MULTILINE).matcher(counters);
        if (!matcher.find()) {
            throw new IOException("The JVM has no counter " + name + "; it has to use the serial collector");
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid), command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("jcmd " + pid + " " + command + ": " + answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
        return answer;
    }
}
