package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A tiny shell process that outlives this JVM by a moment. It knows every child, and when its input ends, which is when
 * this JVM ends in whatever way, {@code kill -9} included, it stops those that are still there.
 */
final class Watchdog {

    private static final class OfThisJvm {
        static final Watchdog INSTANCE = start();
    }

    private final Writer input;

    private Watchdog(Writer input) {
        this.input = input;
    }

    static Watchdog ofThisJvm() {
        return OfThisJvm.INSTANCE;
    }

    private static Watchdog start() {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            Process shell = new ProcessBuilder(OwnSession.of(List.of("sh", "-c", text, "migrate-watchdog")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(shell.outputWriter(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a shell (sh)", e);
        }
    }

    void started(long pid, StopSignal signal) {
        tell("+ " + signal + " " + pid);
    }

    void ended(long pid) {
        tell("- " + pid);
    }

    private synchronized void tell(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog process is gone", e);
        }
    }
}
