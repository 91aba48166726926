package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends POSIX signals. Java itself can send only TERM and KILL, and only to what it may call its child. */
public final class Signals {

    private Signals() {
    }

    /**
     * Sends a signal; a process that is gone already is no error.
     *
     * @param signal
     *            its name without SIG: TERM, INT, KILL
     */
    public static void send(String signal, long pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pid)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + signal + " to process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
