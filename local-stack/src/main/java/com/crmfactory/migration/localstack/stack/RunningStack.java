package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.localstack.process.ChildProcess;
import com.crmfactory.migration.localstack.process.Signals;

/** A stack as another process sees it. */
public final class RunningStack {

    private static final Duration LAUNCHER_LIMIT = Duration.ofSeconds(90);

    private RunningStack() {
    }

    /**
     * Stops the stack of a folder, also one whose launcher was killed.
     *
     * @return the names of the processes that ended; empty when nothing ran
     * @throws IOException
     *             when the launcher does not end
     */
    public static List<String> stop(Path folder) throws IOException {
        Optional<Census> census = Census.readFrom(folder);
        if (census.isEmpty()) {
            return List.of();
        }
        List<Census.Member> children = census.get().left();
        Census.Member launcher = census.get().launcher();
        if (launcher.alive().isPresent()) {
            Signals.send("TERM", launcher.pid());
            if (!LeftOver.endsWithin(launcher, LAUNCHER_LIMIT)) {
                throw new IOException("The stack's launcher (pid %d) does not end; kill it with: kill -9 %d"
                        .formatted(launcher.pid(), launcher.pid()));
            }
        }
        LeftOver.stop(census.get().left(), ChildProcess.GRACE);
        Census.removeFrom(folder);
        return children.stream().map(Census.Member::name).toList();
    }
}
