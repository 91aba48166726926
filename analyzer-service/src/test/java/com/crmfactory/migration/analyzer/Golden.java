package com.crmfactory.migration.analyzer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.assertj.core.util.diff.DiffUtils;

/**
 * Files in {@code src/test/resources/golden} that a person has read and agreed to. A test that finds something else
 * prints what differs; whether it is right, a reader has to say. With {@code -Dgolden.write=true} the files are written
 * anew, so that {@code git diff} shows the change that is to be reviewed.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final int LINES_AROUND = 1;

    private Golden() {
    }

    /**
     * Fails with the difference if the file {@code name} holds other lines.
     *
     * @param test
     *            the class whose tests write the file anew
     */
    public static void holds(String name, Class<?> test, List<String> lines) throws IOException {
        Path file = FOLDER.resolve(name);
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        }
        List<String> agreed = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (!agreed.equals(lines)) {
            throw new AssertionError(difference(name, test, agreed, lines));
        }
    }

    private static String difference(String name, Class<?> test, List<String> agreed, List<String> lines) {
        List<String> changes = DiffUtils.generateUnifiedDiff("agreed", "now", agreed, DiffUtils.diff(agreed, lines),
                LINES_AROUND);
        return "golden/" + name + " differs from what was agreed to:\n" + String.join("\n", changes)
                + "\n\nIf a consultant would sign the new lines, write them with\n  mvn -o -pl analyzer-service -am verify"
                + (test.getSimpleName().endsWith("IT") ? " -Dit.test=" : " -Dtest=") + test.getSimpleName()
                + " -Dgolden.write=true -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dfailsafe.failIfNoSpecifiedTests=false\nand commit them.";
    }
}
