package com.crmfactory.migration.localstack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is needed to start a child process.
 *
 * @param name
 *            how messages call it, also the name of its log
 * @param command
 *            program and arguments; never a secret, other users of the machine see them
 * @param environment
 *            variables added to those of this process
 * @param log
 *            file that takes its output; appended to
 * @param stopSignal
 *            how it is asked to stop
 */
public record ChildCommand(String name, List<String> command, Map<String, String> environment, Path log,
        StopSignal stopSignal) {

    public ChildCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The environment holds the database's password. */
    @Override
    public String toString() {
        return "ChildCommand[" + name + ", log=" + log + "]";
    }
}
