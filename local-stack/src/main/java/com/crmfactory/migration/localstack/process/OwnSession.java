package com.crmfactory.migration.localstack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts a command into a session of its own, so that a Ctrl-C in the terminal reaches the launcher alone and it can stop
 * the children in order. {@code setsid} becomes the command (exec), so the process id is the command's own. Where it is
 * missing (macOS) the command runs as it is.
 */
final class OwnSession {

    private static final boolean AVAILABLE = Arrays.stream(System.getenv().getOrDefault("PATH", "")
            .split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "setsid")));

    private OwnSession() {
    }

    static List<String> of(List<String> command) {
        if (!AVAILABLE) {
            return command;
        }
        List<String> own = new ArrayList<>();
        own.add("setsid");
        own.addAll(command);
        return own;
    }
}
