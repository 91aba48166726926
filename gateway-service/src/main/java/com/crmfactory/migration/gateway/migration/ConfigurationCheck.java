package com.crmfactory.migration.gateway.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

/** Holds a configuration against the analysis and the CRM's tables; finds everything that is wrong at once. Pure. */
public final class ConfigurationCheck {
    private static final int PERCENT = 100;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, AnalyzedObject> analyzed;
    private final Set<String> included;

    /**
     * Something that is wrong.
     *
     * @param path
     *            where, like {@code objects[0].fields[3].target}
     * @param message
     *            what, and what would be right
     */
    public record Finding(String path, String message) {
    }

    private ConfigurationCheck(MigrationConfiguration configuration, Collection<AnalyzedObject> analyzed) {
        this.analyzed = analyzed.stream().collect(Collectors.toMap(AnalyzedObject::name, Function.identity()));
        this.included = configuration.included().stream().map(ObjectConfiguration::object)
                .collect(Collectors.toSet());
    }

    /** Empty if the configuration can be run. */
    public static List<Finding> of(MigrationConfiguration configuration, Collection<AnalyzedObject> analyzed) {
        ConfigurationCheck check = new ConfigurationCheck(configuration, analyzed);
        check.objects(configuration.objects());
        check.relationships(configuration.relationships());
        check.owners(configuration.owners());
        check.options(configuration.options());
        return List.copyOf(check.findings);
    }

    private void objects(List<ObjectConfiguration> objects) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < objects.size(); i++) {
            String path = "objects[" + i + "]";
            ObjectConfiguration object = objects.get(i);
            AnalyzedObject known = object.object() == null ? null : analyzed.get(object.object());
            if (known == null) {
                add(path + ".object", "is not an object that was analysed");
            } else if (!seen.add(object.object())) {
                add(path + ".object", "is listed twice");
            } else if (object.include()) {
                object(path, object, known);
            }
        }
        if (included.isEmpty()) {
            add("objects", "include at least one");
        }
    }

    private void object(String path, ObjectConfiguration object, AnalyzedObject known) {
        Optional<TargetTable> table = TargetCatalogue.forObject(object.object());
        if (table.isEmpty()) {
            add(path + ".include", object.object() + " has no table in the CRM; custom objects cannot be imported yet");
        } else if (!table.get().name().equals(object.target())) {
            add(path + ".target", "has to be " + table.get().name());
        } else {
            findings.addAll(FieldCheck.of(path, object, known, table.get()));
            parents(path, object, known);
        }
        dedup(path, object.dedup());
        filter(path, object.filter());
    }

    private void parents(String path, ObjectConfiguration object, AnalyzedObject known) {
        known.report().relationships().stream()
                .filter(reference -> reference.required() && reference.target() != null
                        && reference.references().stream().noneMatch(included::contains))
                .forEach(reference -> add(path + ".include", object.object() + " needs "
                        + String.join(" or ", reference.references()) + " through " + reference.field()
                        + "; include it as well"));
    }

    private void dedup(String path, Deduplication dedup) {
        if (dedup.action() != Deduplication.Action.CREATE) {
            add(path + ".dedup.action", "only create is supported yet");
        }
    }

    private void filter(String path, RecordFilter filter) {
        if (!RecordFilter.NONE.equals(filter)) {
            add(path + ".filter", "is not supported yet; leave its parts null");
        }
    }

    private void owners(OwnerOptions owners) {
        if (!"email".equals(owners.matchOn())) {
            add("owners.match_on", "has to be email");
        }
        if (!owners.map().isEmpty()) {
            add("owners.map", "is not supported yet; leave it empty, owners become the users that are imported");
        }
        if (owners.fallbackOwner() != null) {
            add("owners.fallback_owner", "is not supported yet; leave it null");
        }
    }

    private void relationships(RelationshipOptions relationships) {
        if (relationships.onMissingParent() != RelationshipOptions.OnMissingParent.IMPORT_UNLINKED) {
            add("relationships.on_missing_parent", "only import_unlinked is supported yet");
        }
    }

    private void options(RunOptions options) {
        if (options.maxApiUsagePercent() < 1 || options.maxApiUsagePercent() > PERCENT) {
            add("options.max_api_usage_percent", "has to be 1 to 100");
        }
        if (options.maxFailuresPercent() < 0 || options.maxFailuresPercent() > PERCENT) {
            add("options.max_failures_percent", "has to be 0 to 100");
        }
        if (!options.preserveDates()) {
            add("options.preserve_dates", "only true is supported yet");
        }
    }

    private void add(String path, String message) {
        findings.add(new Finding(path, message));
    }
}
