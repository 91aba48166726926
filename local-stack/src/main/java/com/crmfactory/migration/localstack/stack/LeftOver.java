package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.crmfactory.migration.localstack.process.Signals;
import com.crmfactory.migration.localstack.stack.Census.Member;

/** Ends processes of another stack. */
final class LeftOver {

    private LeftOver() {
    }

    /** Sends the signal to all of them, waits for their end and kills those that take longer than {@code grace}. */
    static void stop(List<Member> members, Duration grace) throws IOException {
        // PostgreSQL would wait for its sessions on TERM; the others take INT as well, unless they were started without it.
        for (Member member : members) {
            Signals.send(member.name().equals(Role.POSTGRES.key()) ? "INT" : "TERM", member.pid());
        }
        for (Member member : members) {
            if (!endsWithin(member, grace)) {
                Signals.send("KILL", member.pid());
            }
        }
    }

    /** Whether the process ends in time. */
    static boolean endsWithin(Member member, Duration limit) throws IOException {
        var process = member.alive();
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a process cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + member.name() + " stopped", e);
        }
    }
}
