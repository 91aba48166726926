package com.crmfactory.migration.gateway.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.Compatibility;
import com.crmfactory.migration.model.report.FieldReport;
import com.crmfactory.migration.model.report.FieldStatus;
import com.crmfactory.migration.model.report.ObjectReport;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An object that is not the same in both reports.
 *
 * @param kind
 *            {@code added} when only the later report has it, {@code removed} when only the earlier one has it, else
 *            {@code changed}
 * @param fields
 *            only of a changed object
 */
public record ObjectChange(String object, Kind kind, Change<Long> recordCount, Change<Compatibility> compatibility,
        Change<Integer> score, Change<String> target, List<FieldChange> fields) {

    /** What happened to it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A field that came ({@code before} parts null), went ({@code after} parts null) or ends differently. */
    public record FieldChange(String field, Kind kind, Change<String> type, Change<FieldStatus> status,
            Change<String> target) {
    }

    /**
     * @param before
     *            null when the object is new
     * @param after
     *            null when it is gone
     */
    public static ObjectChange of(ObjectReport before, ObjectReport after) {
        Kind kind = kind(before, after);
        return new ObjectChange((before == null ? after : before).object(), kind,
                change(before, after, ObjectReport::recordCount),
                change(before, after, ObjectReport::compatibility), change(before, after, ObjectReport::score),
                change(before, after, ObjectReport::target),
                kind == Kind.CHANGED ? fields(before.fields(), after.fields()) : List.of());
    }

    /** Whether something is different that a reader decides by; wording alone is not. */
    public boolean matters() {
        return kind != Kind.CHANGED || recordCount != null || compatibility != null || score != null || target != null
                || !fields.isEmpty();
    }

    private static List<FieldChange> fields(List<FieldReport> before, List<FieldReport> after) {
        Map<String, FieldReport> was = byName(before);
        Map<String, FieldReport> is = byName(after);
        Set<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        return names.stream().map(name -> field(name, was.get(name), is.get(name)))
                .filter(change -> change.type() != null || change.status() != null || change.target() != null).toList();
    }

    private static FieldChange field(String name, FieldReport was, FieldReport is) {
        return new FieldChange(name, kind(was, is), change(was, is, FieldReport::type),
                change(was, is, FieldReport::status), change(was, is, FieldReport::target));
    }

    private static <S> Kind kind(S was, S is) {
        if (was == null) {
            return Kind.ADDED;
        }
        return is == null ? Kind.REMOVED : Kind.CHANGED;
    }

    private static <S, T> Change<T> change(S was, S is, Function<S, T> part) {
        return Change.between(was == null ? null : part.apply(was), is == null ? null : part.apply(is));
    }

    private static Map<String, FieldReport> byName(List<FieldReport> fields) {
        return fields.stream().collect(Collectors.toMap(FieldReport::field, Function.identity()));
    }
}
