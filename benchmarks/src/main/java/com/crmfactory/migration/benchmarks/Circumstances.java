package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a reader needs to know to compare figures: when, on which commit, on what machine. */
final class Circumstances {

    private Circumstances() {
    }

    static String now(Path root, int rounds) throws IOException {
        return "*%s, commit %s, %d rounds, %d processors, Java %s, %s*".formatted(LocalDate.now(ZoneOffset.UTC),
                commit(root), rounds, Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(), System.getProperty("os.arch"));
    }

    /** Read from the repository's files, so that a machine without git can measure too; a work tree has but a link. */
    private static String commit(Path root) throws IOException {
        Path git = root.resolve(".git");
        if (!Files.isDirectory(git)) {
            return "unknown";
        }
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref: ")) {
            return shortened(head);
        }
        String branch = head.substring("ref: ".length());
        Path loose = git.resolve(branch);
        return shortened(Files.exists(loose) ? Files.readString(loose).strip() : packed(git, branch).orElse("unknown"));
    }

    private static Optional<String> packed(Path git, String branch) throws IOException {
        Path packed = git.resolve("packed-refs");
        if (Files.notExists(packed)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(packed)) {
            return lines.filter(line -> line.endsWith(" " + branch)).map(line -> line.split(" ")[0]).findFirst();
        }
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(10, commit.length()));
    }
}
