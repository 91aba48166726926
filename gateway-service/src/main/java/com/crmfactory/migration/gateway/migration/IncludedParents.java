package com.crmfactory.migration.gateway.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.TargetCatalogue;

/**
 * What {@code relationships.include_parents_automatically} does: whoever includes an object includes what its records
 * cannot be without, and what that needs in turn. References that may be empty do not bring their parents along, so that
 * an object can still be left out. Pure.
 */
public final class IncludedParents {
    private final Map<String, AnalyzedObject> analyzed;
    private final Map<String, ObjectConfiguration> objects = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private IncludedParents(MigrationConfiguration configuration, Collection<AnalyzedObject> analyzed) {
        this.analyzed = analyzed.stream().collect(Collectors.toMap(AnalyzedObject::name, Function.identity()));
        configuration.objects().forEach(object -> objects.put(object.object(), object));
        configuration.included().forEach(object -> open.add(object.object()));
    }

    /**
     * The configuration with the parents that are missing; the same one if it is switched off, nothing is missing, or an
     * object is not named or named twice, which the check refuses.
     */
    public static MigrationConfiguration complete(MigrationConfiguration configuration,
            Collection<AnalyzedObject> analyzed) {
        List<ObjectConfiguration> given = configuration.objects();
        boolean distinct = given.stream().allMatch(object -> object.object() != null)
                && given.stream().map(ObjectConfiguration::object).distinct().count() == given.size();
        return distinct && configuration.relationships().includeParentsAutomatically()
                ? new MigrationConfiguration(new IncludedParents(configuration, analyzed).all(),
                        configuration.relationships(), configuration.owners(), configuration.options())
                : configuration;
    }

    private List<ObjectConfiguration> all() {
        while (!open.isEmpty()) {
            AnalyzedObject child = analyzed.get(open.remove());
            if (child != null) {
                child.report().relationships().stream().filter(this::lacksParent)
                        .flatMap(reference -> reference.references().stream()).filter(this::canBeIncluded)
                        .forEach(this::include);
            }
        }
        return new ArrayList<>(objects.values());
    }

    private boolean lacksParent(RelationshipReport reference) {
        return reference.required() && reference.target() != null
                && reference.references().stream().noneMatch(this::isIncluded);
    }

    private boolean isIncluded(String object) {
        return objects.containsKey(object) && objects.get(object).include();
    }

    private boolean canBeIncluded(String object) {
        return analyzed.containsKey(object)
                && TargetCatalogue.table(analyzed.get(object).suggestion().target()).isPresent();
    }

    /** With the fields that the user chose for it when it was still left out, else as the analysis suggests. */
    private void include(String parent) {
        ObjectConfiguration suggested = analyzed.get(parent).suggestion();
        ObjectConfiguration chosen = objects.get(parent);
        ObjectConfiguration source = chosen == null || chosen.fields().isEmpty() ? suggested : chosen;
        objects.put(parent, new ObjectConfiguration(parent, true, source.target(), source.filter(), source.fields(),
                source.dedup()));
        open.add(parent);
    }
}
