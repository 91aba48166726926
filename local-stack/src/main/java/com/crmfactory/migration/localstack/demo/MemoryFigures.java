package com.crmfactory.migration.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much memory the services took at most, as Linux counts it. */
final class MemoryFigures {

    private static final String PEAK = "VmHWM:";

    private MemoryFigures() {
    }

    /** For example {@code gateway 231 MB, importer 402 MB}; empty where the system does not tell. */
    static String of(Map<String, List<Long>> pids) throws IOException {
        List<String> figures = new ArrayList<>();
        for (var role : pids.entrySet()) {
            for (long pid : role.getValue()) {
                peakMegabytes(pid).ifPresent(megabytes -> figures.add(role.getKey() + " " + megabytes + " MB"));
            }
        }
        return String.join(", ", figures);
    }

    private static java.util.OptionalLong peakMegabytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))
                    .stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (NoSuchFileException noLinux) {
            return java.util.OptionalLong.empty();
        }
    }
}
