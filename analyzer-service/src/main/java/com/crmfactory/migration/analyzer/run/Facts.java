package com.crmfactory.migration.analyzer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.crmfactory.migration.analyzer.org.OrgFactsReader;
import com.crmfactory.migration.analyzer.org.Scope;
import com.crmfactory.migration.analyzer.readiness.AnalyzedObject;
import com.crmfactory.migration.analyzer.readiness.Measure;
import com.crmfactory.migration.analyzer.risk.OrgFacts;
import com.crmfactory.migration.analyzer.store.Findings.Refused;
import com.crmfactory.migration.model.report.LeftOut;
import com.crmfactory.migration.model.report.Owners;

/** Brings together what was read about the org. Pure. */
final class Facts {
    private Facts() {
    }

    static OrgFacts of(Scope scope, List<AnalyzedObject> objects, Collection<Refused> refused,
            OrgFactsReader.Reading reading) {
        List<LeftOut> leftOut = new ArrayList<>(scope.leftOut());
        refused.forEach(object -> leftOut.add(new LeftOut(object.object(),
                "Salesforce refuses: " + object.failure().message())));
        leftOut.sort(Comparator.comparing(LeftOut::object));
        long withoutEmail = measured(objects, Measure.WITHOUT_EMAIL).values().stream().mapToLong(n -> n).sum();
        return new OrgFacts(scope.org(), scope.objectsShown(), scope.hidden(), leftOut, refusals(refused),
                reading.files(),
                hasCurrencies(objects), measured(objects, Measure.ARCHIVED),
                measured(objects, Measure.SHARED_EMAILS), scope.countsRefused(),
                owners(objects, reading.queues().size(), withoutEmail), withoutEmail, reading.queues(),
                reading.automation(), reading.remaining("DailyApiRequests"),
                reading.remaining("DailyBulkV2QueryJobs"));
    }

    private static Map<String, String> refusals(Collection<Refused> refused) {
        Map<String, String> refusals = new TreeMap<>();
        refused.forEach(object -> refusals.put(object.object(), object.failure().message()));
        return refusals;
    }

    /** Owners are found by their e-mail address, so those without one are matched by nobody. */
    private static Owners owners(List<AnalyzedObject> objects, int queues, long withoutEmail) {
        long users = objects.stream().filter(object -> object.name().equals("User"))
                .mapToLong(object -> object.report().recordCount()).sum();
        long inactive = measured(objects, Measure.INACTIVE).values().stream().mapToLong(n -> n).sum();
        return new Owners(users, inactive, queues, withoutEmail);
    }

    private static Map<String, Long> measured(List<AnalyzedObject> objects, Measure measure) {
        Map<String, Long> measured = new TreeMap<>();
        objects.stream().filter(object -> object.measures().containsKey(measure))
                .forEach(object -> measured.put(object.name(), object.measures().get(measure)));
        return measured;
    }

    /** The column exists exactly if several currencies are switched on. */
    private static boolean hasCurrencies(List<AnalyzedObject> objects) {
        return objects.stream().anyMatch(object -> object.report().fields().stream()
                .anyMatch(field -> field.field().equals("CurrencyIsoCode")));
    }
}
