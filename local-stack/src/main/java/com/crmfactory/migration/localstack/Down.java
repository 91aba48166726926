package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.crmfactory.migration.localstack.stack.RunningStack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./migrate down}: stops a stack from another terminal. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the stack of a folder, also one that was killed and left children behind.")
final class Down implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "${sys:migrate.root:-.}/.local", description = "Folder of the stack (default ${DEFAULT-VALUE}).")
    private Path data;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> stopped = RunningStack.stop(data);
        out.println(stopped.isEmpty() ? "No stack runs in " + data : "Stopped: " + String.join(", ", stopped));
        return CommandLine.ExitCode.OK;
    }
}
