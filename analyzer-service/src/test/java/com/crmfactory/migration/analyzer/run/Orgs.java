package com.crmfactory.migration.analyzer.run;

import java.nio.file.Path;
import java.util.UUID;

import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

/** Simulated orgs, each with a token of its own: the client never sends one again that was refused once. */
final class Orgs {
    private Orgs() {
    }

    static Simulator generated(double scale) {
        return start(null, scale);
    }

    static Simulator of(Path folder) {
        return start(folder, 1);
    }

    private static Simulator start(Path folder, double scale) {
        return Simulator.start(new SimulatorOptions(folder, scale, 7, 0, "00D000000000001!" + UUID.randomUUID(), 0,
                Integer.MAX_VALUE));
    }
}
