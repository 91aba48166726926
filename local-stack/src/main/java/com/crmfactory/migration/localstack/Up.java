package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.crmfactory.migration.localstack.stack.Endpoints;
import com.crmfactory.migration.localstack.stack.LocalStack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./migrate up}: the stack in the foreground. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts Kafka, PostgreSQL, the simulator and the services, and keeps them until Ctrl-C.")
final class Up implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StackArguments arguments;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "${sys:migrate.root:-.}/.local", description = "Folder that keeps the data, keys and logs (default ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "Port of the gateway; a free one if it is taken (default ${DEFAULT-VALUE}).")
    private int port;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        var options = arguments.options(data, port, true, Optional.of(arguments.simulated()));
        try (ForegroundStack stack = ForegroundStack.start(options, out)) {
            tell(out, stack.stack());
            stack.awaitFailure();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void tell(PrintWriter out, LocalStack stack) {
        Endpoints at = stack.endpoints();
        at.gateways().forEach(gateway -> out.println("API         " + gateway + "/api/v1/migration"));
        out.println("Simulator   " + at.simulator() + "  access token " + at.simulatorAccessToken());
        out.println("Kafka       " + at.kafka());
        out.println("PostgreSQL  " + at.postgres().host() + ":" + at.postgres().port() + "/" + at.postgres().database()
                + " (user and password are in endpoints.json)");
        out.println("Logs        " + stack.logs());
        out.println("Start a migration:");
        out.println("  curl -s " + at.gateway() + "/api/v1/migration/analyze -H 'Content-Type: application/json' -d '"
                + "{\"sf_instance_url\":\"" + at.simulator() + "\",\"sf_access_token\":\"" + at.simulatorAccessToken()
                + "\"}'");
        out.println("ready");
    }
}
