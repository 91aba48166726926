package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the import is.
 *
 * @param number
 *            counts the runs of a migration, from 1; 0 before the first
 * @param validation
 *            counts the validations of a migration, from 1; 0 before the first
 * @param objects
 *            by wave, then name
 */
public record Run(int number, int validation, Instant startedAt, Instant finishedAt, List<ObjectRun> objects) {

    public static final Run NONE = new Run(0, 0, null, null, List.of());

    public Run {
        objects = List.copyOf(objects);
    }

    Run next(List<ObjectRun> planned, Instant now) {
        return new Run(number + 1, validation, now, null, planned);
    }

    /** Tries again what failed, by the present plan; what is no longer planned stays as it ended. */
    Run retried(List<ObjectRun> planned) {
        Map<String, ObjectRun> next = new LinkedHashMap<>();
        planned.forEach(object -> next.put(object.object(), object));
        objects.forEach(object -> next.merge(object.object(), object, (now, ended) -> ended.retried(now)));
        return new Run(number, validation, startedAt, null, List.copyOf(next.values()));
    }

    /**
     * @throws java.util.NoSuchElementException
     *             if it is not one of the run
     */
    public ObjectRun object(String name) {
        return objects.stream().filter(object -> object.object().equals(name)).findFirst().orElseThrow();
    }

    boolean isOver() {
        return objects.stream().allMatch(object -> object.status().isFinal());
    }

    Run validatedAgain() {
        return new Run(number, validation + 1, startedAt, finishedAt, objects);
    }

    Run finished(Instant now) {
        return new Run(number, validation, startedAt, now, objects);
    }

    Run with(Collection<ObjectRun> changed) {
        Map<String, ObjectRun> byName = new LinkedHashMap<>();
        objects.forEach(object -> byName.put(object.object(), object));
        changed.forEach(object -> byName.replace(object.object(), object));
        return new Run(number, validation, startedAt, finishedAt, List.copyOf(byName.values()));
    }
}
