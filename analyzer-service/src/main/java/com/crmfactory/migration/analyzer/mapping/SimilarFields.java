package com.crmfactory.migration.analyzer.mapping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.model.target.TargetTable;
import com.crmfactory.migration.salesforce.Field;
import com.crmfactory.migration.salesforce.ObjectDescribe;

/**
 * Finds custom fields that mean the same as a column which no standard field fills, by type and by the words of their
 * labels and names, from {@code mapping/similar-fields.properties}.
 */
final class SimilarFields {
    private static final Map<String, String> WANTED = MappingData.read("similar-fields.properties");
    /** Two words of three agree. */
    private static final double ENOUGH = 0.66;
    /** Nothing but a person can be sure. */
    private static final double MOST_CONFIDENT = 0.9;

    private SimilarFields() {
    }

    /** A column that a field resembles, and how sure that is: 0.66 to 0.9. */
    record Likeness(String column, double confidence) {
    }

    /** Field to what it resembles; each column is given once, to the field that fits best. */
    static Map<String, Likeness> of(ObjectDescribe object, TargetTable table) {
        Map<String, Likeness> found = new HashMap<>();
        String prefix = object.name() + ".";
        WANTED.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix)).forEach(entry -> {
            String column = entry.getKey().substring(prefix.length());
            List<String> parts = Arrays.asList(entry.getValue().split("\\|"));
            boolean known = table.column(column).isPresent() || table.reference(column).isPresent();
            if (known) {
                best(object, parts.get(0), parts.subList(1, parts.size()), found.keySet())
                        .ifPresent(match -> found.put(match.field().name(), new Likeness(column, match.confidence())));
            }
        });
        return found;
    }

    private record Match(Field field, double confidence) {
    }

    private static Optional<Match> best(ObjectDescribe object, String types, List<String> names, Set<String> taken) {
        return object.fields().stream()
                .filter(field -> field.custom() && !field.calculated() && !field.encrypted()
                        && !taken.contains(field.name()) && fits(field, types))
                .map(field -> new Match(field, Math.min(MOST_CONFIDENT, likeness(field, names))))
                .filter(match -> match.confidence() >= ENOUGH)
                .min(Comparator.comparingDouble(Match::confidence).reversed()
                        .thenComparing(match -> match.field().name()));
    }

    private static boolean fits(Field field, String types) {
        return Arrays.stream(types.split(",")).map(type -> type.split(">")).anyMatch(type -> type[0]
                .equals(field.type()) && (type.length == 1 || field.referenceTo().equals(List.of(type[1]))));
    }

    private static double likeness(Field field, List<String> names) {
        Set<String> label = words(field.label());
        Set<String> api = words(ApiNames.key(field.name()));
        return names.stream().map(SimilarFields::words)
                .mapToDouble(name -> Math.max(overlap(name, label), overlap(name, api))).max().orElse(0);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(
                ApiNames.key(text == null ? "" : text.strip().replace(' ', '_')).split("_+")));
        words.remove("");
        return words;
    }

    /** Words in common of all words. */
    private static double overlap(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        Set<String> common = new HashSet<>(a);
        common.retainAll(b);
        return all.isEmpty() ? 0 : (double) common.size() / all.size();
    }
}
