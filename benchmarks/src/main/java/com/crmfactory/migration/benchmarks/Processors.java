package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.localstack.stack.LocalStack;

/** How much processor time the parts of a stack have taken, as Linux counts it: a hundredth of a second is one tick. */
final class Processors {

    private static final double TICKS = 100;
    /** Fields of /proc/PID/stat behind the name: own time in user and kernel mode, then that of children that ended. */
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    private final Map<String, Double> start;
    private final long startedAt = System.nanoTime();
    private final LocalStack stack;

    Processors(LocalStack stack) throws IOException {
        this.stack = stack;
        this.start = seconds(stack);
    }

    /** Seconds of processor time by part, per second that has passed since the beginning. */
    Map<String, Double> shares() throws IOException {
        double passed = (System.nanoTime() - startedAt) / 1e9;
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, Double> part : seconds(stack).entrySet()) {
            shares.put(part.getKey(), (part.getValue() - start.getOrDefault(part.getKey(), 0.0)) / passed);
        }
        return shares;
    }

    /** For example {@code postgres 1.21, importer 0.45}. */
    static String text(Map<String, Double> shares) {
        return shares.entrySet().stream().filter(part -> part.getValue() >= 0.005)
                .map(part -> "%s %.2f".formatted(part.getKey(), part.getValue())).collect(Collectors.joining(", "));
    }

    private static Map<String, Double> seconds(LocalStack stack) throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, List<Long>> part : stack.endpoints().pids().entrySet()) {
            double sum = 0;
            for (long pid : part.getValue()) {
                sum += seconds(pid);
                for (ProcessHandle child : ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                        .toList()) {
                    sum += seconds(child.pid());
                }
            }
            seconds.put(part.getKey(), sum);
        }
        return seconds;
    }

    private static double seconds(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
                ticks += Double.parseDouble(fields[i]);
            }
            return ticks / TICKS;
        } catch (NoSuchFileException e) {
            // It ended meanwhile, and its time went to its parent; or this is no Linux.
            return 0;
        }
    }
}
