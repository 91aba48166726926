package com.crmfactory.migration.gateway.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.report.Risk;
import com.crmfactory.migration.model.report.Severity;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Findings that came, went or changed. A finding is the same if its code, object and field are.
 *
 * @param added
 *            {@code new} in JSON
 */
public record RiskChanges(@JsonProperty("new") List<Risk> added, List<Risk> resolved, List<RiskChange> changed) {

    /** A finding that both reports have. */
    public record RiskChange(String code, String object, String field, Change<Severity> severity, Change<Long> count) {
    }

    private record Key(String code, String object, String field) {
        static Key of(Risk risk) {
            return new Key(risk.code(), risk.object(), risk.field());
        }
    }

    static RiskChanges of(List<Risk> before, List<Risk> after) {
        Map<Key, Risk> was = byKey(before);
        Map<Key, Risk> is = byKey(after);
        return new RiskChanges(missing(is, was), missing(was, is), was.entrySet().stream()
                .filter(entry -> is.containsKey(entry.getKey()))
                .map(entry -> change(entry.getKey(), entry.getValue(), is.get(entry.getKey())))
                .filter(change -> change.severity() != null || change.count() != null).toList());
    }

    private static RiskChange change(Key key, Risk was, Risk is) {
        return new RiskChange(key.code(), key.object(), key.field(), Change.between(was.severity(), is.severity()),
                Change.between(was.count(), is.count()));
    }

    private static List<Risk> missing(Map<Key, Risk> from, Map<Key, Risk> in) {
        return from.entrySet().stream().filter(entry -> !in.containsKey(entry.getKey())).map(Map.Entry::getValue)
                .toList();
    }

    private static Map<Key, Risk> byKey(List<Risk> risks) {
        return risks.stream().collect(Collectors.toMap(Key::of, risk -> risk, (first, second) -> first,
                LinkedHashMap::new));
    }
}
