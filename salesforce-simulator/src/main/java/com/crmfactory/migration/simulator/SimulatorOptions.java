package com.crmfactory.migration.simulator;

import java.nio.file.Path;

/**
 * What a simulator serves and how.
 *
 * @param org an org folder, or null for a generated org
 * @param scale thousands of accounts of the generated org, 0.001 to 10,000
 * @param seed same seed, same org
 * @param port 0 for any free one
 * @param accessToken accepted from the start, or null for {@code <first 15 characters of the org id>!simulator}
 * @param latencyMillis waited before each answer
 * @param pageSize most rows per page of REST (which has 2,000 at most) and Bulk results
 * @param objects a generated org is filled up to so many objects with custom ones, 0 to 5,000; 0 adds none
 */
public record SimulatorOptions(Path org, double scale, long seed, int port, String accessToken, long latencyMillis,
        int pageSize, int objects) {

    public SimulatorOptions {
        require(scale >= 0.001 && scale <= 10_000, "scale must be from 0.001 to 10000, in thousands of accounts");
        require(port >= 0 && port <= 65_535, "port must be from 0 to 65535");
        require(latencyMillis >= 0 && latencyMillis <= 60_000, "latency must be from 0 to 60000 ms");
        require(pageSize >= 1, "page size must be at least 1");
        require(objects >= 0 && objects <= 5_000, "objects must be from 0 to 5000");
        require(accessToken == null || !accessToken.isBlank(), "the access token must not be blank");
    }

    public SimulatorOptions(Path org, double scale, long seed, int port, String accessToken, long latencyMillis,
            int pageSize) {
        this(org, scale, seed, port, accessToken, latencyMillis, pageSize, 0);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Serves an org folder. */
    public static SimulatorOptions org(Path folder) {
        return new SimulatorOptions(folder, 1, 1, 0, null, 0, Integer.MAX_VALUE);
    }

    /** Serves a generated org. */
    public static SimulatorOptions generated(double scale, long seed) {
        return new SimulatorOptions(null, scale, seed, 0, null, 0, Integer.MAX_VALUE);
    }

    public SimulatorOptions withPort(int port) {
        return new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize, objects);
    }

    public SimulatorOptions withAccessToken(String accessToken) {
        return new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize, objects);
    }

    public SimulatorOptions withLatencyMillis(long latencyMillis) {
        return new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize, objects);
    }

    public SimulatorOptions withPageSize(int pageSize) {
        return new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize, objects);
    }

    public SimulatorOptions withObjects(int objects) {
        return new SimulatorOptions(org, scale, seed, port, accessToken, latencyMillis, pageSize, objects);
    }

    @Override
    public String toString() {
        return "SimulatorOptions[" + (org == null ? "scale " + scale + ", seed " + seed : org) + ", port " + port + "]";
    }
}
