package com.crmfactory.migration.analyzer.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.org.OrgFactsReader;
import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.risk.Measure;
import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.risk.OrgFacts.Budget;
import com.crmfactory.migration.analyzer.risk.Ownership;
import com.crmfactory.migration.model.report.Owners;

/** Brings together what was read about the org. Pure. */
final class Facts {
    private Facts() {
    }

    /**
     * @param recordsPerSecond
     *            what this installation has measured, by object
     */
    static OrgFacts of(Scope scope, List<AnalyzedObject> objects, OrgFactsReader.Reading reading, long apiCalls,
            Map<String, Double> recordsPerSecond) {
        Set<String> withoutEmail = reading.users().entrySet().stream().filter(user -> !user.getValue().hasEmail())
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        Ownership ownership = Ownership.of(owners(objects), reading.users().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, user -> user.getValue().active())),
                reading.queues().keySet(), withoutEmail);
        Owners owners = new Owners(users(objects), measured(objects, Measure.INACTIVE), reading.queues().size(),
                ownership.unknownOwners());
        return new OrgFacts(scope.org(), scope.objectsShown(), scope.hidden(), scope.leftOut(), reading.files(),
                objects.stream().anyMatch(AnalyzedObject::currencies), scope.countsRefused(), owners, ownership,
                reading.queues(), reading.automation(),
                new Budget(reading.remaining("DailyApiRequests"), reading.remaining("DailyBulkV2QueryJobs"),
                        reading.remaining("DailyBulkV2QueryFileStorageMB"), apiCalls, scope.callsPredicted(),
                        recordsPerSecond));
    }

    private static Map<String, Long> owners(List<AnalyzedObject> objects) {
        Map<String, Long> records = new HashMap<>();
        objects.stream().filter(AnalyzedObject::included)
                .forEach(object -> object.data().owners().forEach((id, number) -> records.merge(id, number,
                        Long::sum)));
        return records;
    }

    private static long users(List<AnalyzedObject> objects) {
        return objects.stream().filter(object -> object.name().equals("User")).mapToLong(AnalyzedObject::recordCount)
                .sum();
    }

    private static long measured(List<AnalyzedObject> objects, Measure measure) {
        return objects.stream().mapToLong(object -> object.data().measure(measure)).sum();
    }
}
