package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.crmfactory.migration.localstack.keys.PrivateFile;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Which processes belong to a stack: how another process finds them, and how the next start finds those that a stack left
 * behind when it was killed together with its watchdog.
 *
 * @param launcher
 *            the process that holds the stack
 * @param children
 *            the processes that it started
 */
record Census(Member launcher, List<Member> children) {

    private static final String FILE = "stack.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A process. Numbers are used again, so the moment of its start belongs to its identity.
     *
     * @param name
     *            how messages call it
     * @param pid
     *            its number
     * @param startedAt
     *            epoch milliseconds, 0 where the system does not tell
     */
    record Member(String name, long pid, @JsonProperty("started_at") long startedAt) {

        static Member of(String name, ProcessHandle process) {
            return new Member(name, process.pid(), startOf(process));
        }

        /** The process, if it is still the same one. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startOf(process) == startedAt);
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    static Optional<Census> readFrom(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Census.class)) : Optional.empty();
    }

    void writeTo(Path folder) throws IOException {
        PrivateFile.write(folder.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    }

    static void removeFrom(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }

    /** The children that still run. */
    List<Member> left() {
        return children.stream().filter(member -> member.alive().isPresent()).toList();
    }
}
