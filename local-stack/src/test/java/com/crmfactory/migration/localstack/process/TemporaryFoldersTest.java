package com.crmfactory.migration.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {

    @TempDir
    Path parent;

    @Test
    void deletesWhatAnEndedJvmLeftAndNothingElse() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path leftOver = Files.createDirectories(parent.resolve("stack-" + ended.pid() + "-1/logs")).getParent();
        Path other = Files.createDirectories(parent.resolve("stack-of-mine"));
        Path mine = TemporaryFolders.create(parent, "stack");

        Path second = TemporaryFolders.create(parent, "stack");

        assertThat(leftOver).doesNotExist();
        assertThat(other).exists();
        assertThat(mine).exists().isNotEqualTo(second);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second))).isEqualTo("rwx------");
    }
}
