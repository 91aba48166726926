package com.crmfactory.migration.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.crmfactory.migration.localstack.stack.Census.Member;

class StackFolderTest {

    @TempDir
    Path data;

    @Test
    void aSecondStackIsToldWhoHoldsTheFolderAndHowToStopIt() throws Exception {
        try (StackFolder folder = StackFolder.take(data)) {
            folder.publish(new Census(Member.of("launcher", ProcessHandle.current()), List.of()));
            assertThatThrownBy(() -> StackFolder.take(data)).isInstanceOf(StackHeld.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("./migrate down --data " + data);
        }
        StackFolder.take(data).close();
    }

    @Test
    void keysAndTheSimulatorsTokenStayTheSameForTheNextStack() throws Exception {
        String token;
        Path keys;
        try (StackFolder folder = StackFolder.take(data)) {
            token = folder.simulatorAccessToken();
            keys = folder.storageKeys();
            assertThat(folder.transportKeys()).isNotEqualTo(keys);
        }
        try (StackFolder folder = StackFolder.take(data)) {
            assertThat(folder.simulatorAccessToken()).isEqualTo(token);
            assertThat(folder.storageKeys()).isEqualTo(keys);
        }
    }

    @Test
    void aProcessWithTheNumberOfAnEndedChildIsNotTakenForIt() {
        Member self = Member.of("importer", ProcessHandle.current());
        assertThat(self.alive()).isPresent();
        assertThat(new Member("importer", self.pid(), self.startedAt() - 1000).alive()).isEmpty();
    }
}
