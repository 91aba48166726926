package com.crmfactory.migration.localstack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The launcher behind {@code ./migrate}. */
@Command(name = "migrate", mixinStandardHelpOptions = true, subcommands = {Demo.class, Up.class,
        Down.class, Chaos.class}, description = "Moves a whole Salesforce org into the CRM's PostgreSQL.")
public final class Migrate implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine().setOut(out).setErr(err).execute(arguments));
    }

    /** The command line as a whole; a wrong option ends with 2, a failure with 1. */
    static CommandLine commandLine() {
        return new CommandLine(new Migrate())
                .setParameterExceptionHandler(Migrate::tellWrongOption)
                .setExecutionExceptionHandler(Migrate::tellFailure);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: demo, up, down or chaos.");
    }

    private static int tellWrongOption(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("migrate: " + wrong.getMessage());
        command.getErr().println("All options: ./migrate " + commandName(command) + "--help");
        return ExitCode.USAGE;
    }

    private static String commandName(CommandLine command) {
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }

    /** Failures of the surroundings end with their message; what is left is a bug and shows where. */
    private static int tellFailure(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            command.getErr().println("migrate: " + failure.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
