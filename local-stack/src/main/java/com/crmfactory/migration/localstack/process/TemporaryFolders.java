package com.crmfactory.migration.localstack.process;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Folders for data that nobody needs after the JVM that made it. */
public final class TemporaryFolders {

    private TemporaryFolders() {
    }

    /**
     * Makes {@code <parent>/<prefix>-<pid>-<random>}, readable by its owner only, and deletes those of JVMs that are gone.
     *
     * @return absolute
     */
    public static Path create(Path parent, String prefix) throws IOException {
        deleteLeftOvers(parent, prefix);
        return Files.createTempDirectory(parent, prefix + "-" + ProcessHandle.current().pid() + "-").toAbsolutePath();
    }

    /** Deletes a folder with all that is in it; that something of it is gone already is no error. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteLeftOvers(Path parent, String prefix) throws IOException {
        List<Path> leftOvers;
        try (Stream<Path> children = Files.list(parent)) {
            leftOvers = children.filter(child -> isLeftOver(child.getFileName().toString(), prefix)).toList();
        }
        for (Path leftOver : leftOvers) {
            deleteUnlessStillWrittenTo(leftOver);
        }
    }

    /** The watchdog may still be stopping a server of a JVM that was killed a moment ago; the next start deletes then. */
    private static void deleteUnlessStillWrittenTo(Path leftOver) throws IOException {
        try {
            delete(leftOver);
        } catch (DirectoryNotEmptyException writtenTo) {
            System.err.println("Left for the next start: " + leftOver);
        }
    }

    private static boolean isLeftOver(String name, String prefix) {
        if (!name.matches(Pattern.quote(prefix) + "-\\d{1,18}-\\d+")) {
            return false;
        }
        long pid = Long.parseLong(name.substring(prefix.length() + 1, name.lastIndexOf('-')));
        return ProcessHandle.of(pid).isEmpty();
    }
}
