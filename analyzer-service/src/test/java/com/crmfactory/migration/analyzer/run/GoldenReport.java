package com.crmfactory.migration.analyzer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.model.message.AnalysisEvent;
import com.crmfactory.migration.model.message.AnalysisEvent.AnalysisCompleted;
import com.crmfactory.migration.model.message.AnalysisEvent.ObjectAnalyzed;
import com.crmfactory.migration.model.report.ReportConclusion;

/**
 * A whole report as a few reviewed lines in {@code src/test/resources/golden}: what a reader would look at first. After a
 * change, write it anew with {@code -Dgolden.write=true} and read the difference.
 */
final class GoldenReport {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    private GoldenReport() {
    }

    static void holds(String name, List<AnalysisEvent> events) throws IOException {
        List<String> lines = lines(events);
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        }
        assertThat(lines).as("%s: read the difference, then -Dgolden.write=true", name)
                .containsExactlyElementsOf(Files.readAllLines(file));
    }

    private static List<String> lines(List<AnalysisEvent> events) {
        ReportConclusion report = ((AnalysisCompleted) events.get(events.size() - 1)).conclusion();
        List<String> lines = new ArrayList<>();
        lines.add(report.readinessScore() + " " + report.readinessLevel().wire() + ", " + report.summary());
        report.scoreBreakdown().forEach(part -> lines.add("part " + part));
        events.stream().filter(ObjectAnalyzed.class::isInstance).map(event -> ((ObjectAnalyzed) event).report())
                .map(object -> "object %s -> %s, %d records, %s %d: %s".formatted(object.object(), object.target(),
                        object.recordCount(), object.compatibility().wire(), object.score(),
                        String.join("; ", object.reasons())))
                .sorted().forEach(lines::add);
        // What is stale depends on the day.
        report.risks().stream().filter(risk -> !risk.code().equals("stale_records"))
                .map(risk -> "risk %s %s %s.%s (%d): %s".formatted(risk.severity().wire(), risk.code(), risk.object(),
                        risk.field(), risk.count(), risk.message()))
                .sorted().forEach(lines::add);
        report.leftOut().forEach(left -> lines.add("left out " + left.object() + ": " + left.reason()));
        lines.add("owners " + report.owners());
        report.automation().items().forEach(item -> lines.add("automation " + item.kind() + " " + item.object() + " "
                + item.name() + " " + item.active()));
        lines.add("waves " + report.plan().waves() + ", deferred " + report.plan().deferredReferences());
        report.timeline().byObject().forEach(estimate -> lines.add("estimate " + estimate));
        return lines;
    }
}
