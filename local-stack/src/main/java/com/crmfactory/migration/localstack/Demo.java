package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.crmfactory.migration.localstack.demo.DemoRun;
import com.crmfactory.migration.localstack.process.Ports;
import com.crmfactory.migration.localstack.process.TemporaryFolders;
import com.crmfactory.migration.localstack.stack.Endpoints;
import com.crmfactory.migration.localstack.stack.StackOptions;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./migrate demo}: the main job from nothing to the proof, on a throw-away folder. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Migrates a whole org through the public API and shows that every record is accounted for.")
final class Demo implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StackArguments arguments;

    @Option(names = "--instance-url", paramLabel = "URL", description = "Migrate a real Salesforce org instead, for example https://acme.my.salesforce.com.")
    private URI instanceUrl;

    @Option(names = "--access-token", paramLabel = "TOKEN", arity = "0..1", interactive = true, description = "Access token of that org; without a value it is asked for and not shown.")
    private String accessToken;

    @Override
    public Integer call() throws IOException {
        StackOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        boolean isKept = false;
        try (ForegroundStack stack = ForegroundStack.start(options, out)) {
            Endpoints at = stack.stack().endpoints();
            DemoRun run = new DemoRun(at, out, Boolean.getBoolean("migrate.terminal"), stack.stack().failure());
            isKept = instanceUrl == null
                    ? run.migrate(at.simulator(), at.simulatorAccessToken())
                    : run.migrate(instanceUrl.toString(), accessToken);
            out.println(DemoRun.memory(at));
        } finally {
            if (!isKept) {
                out.println("Logs are kept in " + options.data().resolve("logs"));
            }
        }
        if (!isKept) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        TemporaryFolders.delete(options.data());
        return CommandLine.ExitCode.OK;
    }

    private StackOptions options() throws IOException {
        Optional<StackOptions.Simulated> simulated = Optional.empty();
        if (instanceUrl == null) {
            if (accessToken != null) {
                throw arguments.wrong("--access-token needs --instance-url: say which org it belongs to.");
            }
            simulated = Optional.of(arguments.simulated());
        } else {
            checkRemote();
        }
        Path data = TemporaryFolders.create(Path.of(System.getProperty("java.io.tmpdir")), "migrate-demo");
        return arguments.options(data, Ports.free(), false, simulated);
    }

    private void checkRemote() {
        if (arguments.chooseAnOrg()) {
            throw arguments
                    .wrong("--instance-url excludes --org and --scale: they are for the simulator. Leave them out.");
        }
        if (accessToken == null || accessToken.isBlank()) {
            throw arguments.wrong("--instance-url needs --access-token: give a token of that org.");
        }
        if (instanceUrl.getScheme() == null || instanceUrl.getHost() == null) {
            throw arguments.wrong("--instance-url: " + instanceUrl
                    + " is no address. Give it as https://<my domain>.my.salesforce.com.");
        }
    }
}
