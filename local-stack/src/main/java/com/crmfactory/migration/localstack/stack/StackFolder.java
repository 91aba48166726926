package com.crmfactory.migration.localstack.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.crmfactory.migration.localstack.keys.KeyFile;
import com.crmfactory.migration.localstack.keys.PrivateFile;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The folder of a stack. Only one stack at a time works in it. */
final class StackFolder implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final FileLock lock;

    private StackFolder(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the folder.
     *
     * @throws StackHeld
     *             when another stack has it
     */
    static StackFolder take(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute.resolve("logs"));
        FileChannel channel = FileChannel.open(
                absolute.resolve("stack.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new StackHeld(absolute, Census.readFrom(absolute));
        }
        return new StackFolder(absolute, lock);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path log(String child) {
        return path.resolve("logs").resolve(child + ".log");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path transportKeys() throws IOException {
        return KeyFile.ensure(path.resolve("keys/transport.json"));
    }

    /** Only the gateway gets this one. */
    Path storageKeys() throws IOException {
        return KeyFile.ensure(path.resolve("keys/storage.json"));
    }

    /** The same at every start, so that a migration of yesterday can go on. */
    String simulatorAccessToken() throws IOException {
        Path file = path.resolve("keys/simulator.token");
        if (Files.notExists(file)) {
            PrivateFile.write(file, "simulator-" + KeyFile.randomSecret().substring(0, 24));
        }
        return Files.readString(file);
    }

    void publish(Endpoints endpoints) throws IOException {
        PrivateFile.write(path.resolve("endpoints.json"), JSON.writeValueAsString(endpoints) + "\n");
    }

    void publish(Census census) throws IOException {
        census.writeTo(path);
    }

    /** Gives the folder back; what tells of a running stack goes away, the data stays. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve("endpoints.json"));
        Census.removeFrom(path);
        lock.channel().close();
    }
}
