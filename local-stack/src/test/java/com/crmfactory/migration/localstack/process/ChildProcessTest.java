package com.crmfactory.migration.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private ChildProcess shell(String script) throws IOException {
        return ChildProcess.start(new ChildCommand(
                "child",
                List.of("sh", "-c", script),
                Map.of("GREETING", "hello"),
                folder.resolve("logs/child.log"),
                StopSignal.TERM));
    }

    @Test
    void itsNumberIsItsOwnAndItsOutputIsInItsLog() throws Exception {
        ChildProcess child = shell("echo $GREETING from $$");
        assertThat(child.endsWithin(LONG)).isTrue();
        assertThat(child.endOfLog()).isEqualTo("hello from " + child.pid());
    }

    @Test
    void oneThatDiesDuringItsStartIsNamedWithTheEndOfItsLog() throws Exception {
        ChildProcess child = shell("echo no such luck; exit 7");
        assertThatThrownBy(() -> Startup.await(child, LONG, () -> false)).isInstanceOf(ChildDied.class)
                .hasMessageContaining("child (pid " + child.pid() + ") ended with code 7")
                .hasMessageContaining("no such luck");
    }

    @Test
    void oneThatIsNotReadyInTimeIsNamedToo() throws Exception {
        ChildProcess child = shell("echo warming up; exec tail -f /dev/null");
        assertThatThrownBy(() -> Startup.await(child, Duration.ofMillis(300), () -> false))
                .isNotInstanceOf(ChildDied.class)
                .hasMessageContaining("is not ready");
        child.kill();
    }

    @Test
    void onlyTheEndOfALongLogIsShown() throws Exception {
        ChildProcess child = shell("i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i + 1)); done");
        assertThat(child.endsWithin(LONG)).isTrue();
        assertThat(child.endOfLog().lines()).hasSize(25).last().isEqualTo("line 4999");
    }

    @Test
    void oneThatIgnoresTheSignalIsKilled() throws Exception {
        ChildProcess child = shell("trap '' TERM; echo ready; while :; do tail -f /dev/null; done");
        Startup.await(child, LONG, () -> child.endOfLog().contains("ready"));
        assertThat(child.stop(Duration.ofMillis(300))).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.isStopping()).isTrue();
    }

    @Test
    void theWatchdogStopsTheChildrenOfAJvmThatWasKilled() throws Exception {
        ChildProcess parent = ChildProcess.start(new ChildCommand(
                "parent",
                JavaCommand.main(
                        System.getProperty("java.class.path"),
                        Orphaning.class.getName(),
                        List.of(),
                        List.of(folder.resolve("grandchild.log").toString())),
                Map.of(),
                folder.resolve("parent.log"),
                StopSignal.TERM));
        Startup.await(parent, LONG, () -> parent.endOfLog().endsWith("."));
        long grandchild = Long.parseLong(parent.endOfLog().lines().reduce((a, b) -> b).orElseThrow().replace(".", ""));
        ProcessHandle orphan = ProcessHandle.of(grandchild).orElseThrow();

        parent.kill();

        assertThat(orphan.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(Files.readString(folder.resolve("grandchild.log"))).contains("asked to stop");
    }

    /** Starts a child, tells its number and waits to be killed. */
    static final class Orphaning {

        private Orphaning() {
        }

        public static void main(String[] arguments) throws Exception {
            Path log = Path.of(arguments[0]);
            ChildProcess child = ChildProcess.start(new ChildCommand(
                    "grandchild",
                    List.of("sh", "-c",
                            "trap 'echo asked to stop; exit' TERM; echo ready; while :; do sleep 0.1; done"),
                    Map.of(),
                    log,
                    StopSignal.TERM));
            Startup.await(child, LONG, () -> child.endOfLog().contains("ready"));
            System.out.print(child.pid() + ".");
            System.out.flush();
            child.endsWithin(Duration.ofMinutes(5));
        }
    }
}
