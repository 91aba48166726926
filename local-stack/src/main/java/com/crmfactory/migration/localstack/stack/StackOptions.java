package com.crmfactory.migration.localstack.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.localstack.process.Ports;

/**
 * What to start.
 *
 * @param root
 *            folder of the repository, with the built services in it
 * @param data
 *            folder for data, keys and logs; made when missing
 * @param port
 *            preferred port of the first gateway
 * @param usualPorts
 *            whether the other children prefer their usual ports too, or take any free ones
 * @param simulated
 *            the org that the simulator serves; empty when a real Salesforce is the source
 * @param gateways
 *            replicas, 1 to 16
 * @param importers
 *            replicas, 1 to 16
 * @param restart
 *            whether a child that dies is started again
 */
public record StackOptions(Path root, Path data, int port, boolean usualPorts, Optional<Simulated> simulated,
        int gateways,
        int importers, boolean restart) {

    public static final int MOST_REPLICAS = 16;

    /**
     * The simulator.
     *
     * @param org
     *            folder of a recorded org, else one is generated
     * @param scale
     *            size of a generated org in thousands of accounts
     * @param more
     *            further arguments of the simulator, such as {@code --latency-ms 50}
     */
    public record Simulated(Optional<Path> org, double scale, List<String> more) {

        public Simulated {
            more = List.copyOf(more);
        }

        public Simulated(Optional<Path> org, double scale) {
            this(org, scale, List.of());
        }
    }

    /** One replica of everything on free ports, a generated org of a thousand accounts: what tests start from. */
    public static StackOptions in(Path root, Path data) {
        return new StackOptions(
                root,
                data,
                Ports.free(),
                false,
                Optional.of(new Simulated(Optional.empty(), 1)),
                1,
                1,
                false);
    }

    public StackOptions withSimulated(Optional<Simulated> other) {
        return new StackOptions(root, data, port, usualPorts, other, gateways, importers, restart);
    }

    public StackOptions withReplicas(int gatewayReplicas, int importerReplicas) {
        return new StackOptions(root, data, port, usualPorts, simulated, gatewayReplicas, importerReplicas, restart);
    }

    public StackOptions withRestart(boolean again) {
        return new StackOptions(root, data, port, usualPorts, simulated, gateways, importers, again);
    }
}
