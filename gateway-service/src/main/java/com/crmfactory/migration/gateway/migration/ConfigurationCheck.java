package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.crmfactory.migration.model.SalesforceId;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OwnerOptions;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

/** Holds a configuration against the analysis and the CRM's tables; finds everything that is wrong at once. Pure. */
public final class ConfigurationCheck {
    private static final int PERCENT = 100;
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, AnalyzedObject> analyzed;
    private final Set<String> included;
    private final Set<String> customObjects = new HashSet<>();

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
                takenBy(known).ifPresentOrElse(table -> readAlong(path, known, table),
                        () -> object(path, object, known));
            }
        }
        if (included.isEmpty()) {
            add("objects", "include at least one");
        }
    }

    /** The table whose rows take the values of an object that is read along with another one (ADR 0022). */
    private static Optional<TargetTable> takenBy(AnalyzedObject known) {
        return TargetCatalogue.forObject(known.name()).isPresent()
                ? Optional.empty()
                : TargetCatalogue.table(known.report().target()).filter(table -> !table.isCustomObject());
    }

    private void readAlong(String path, AnalyzedObject known, TargetTable table) {
        add(path + ".include",
                known.name() + " has no rows of its own: what the CRM takes of it, like prices, comes along"
                        + " with the table " + table.name() + "; leave it out and include "
                        + String.join(" or ", table.objects()));
    }

    private void object(String path, ObjectConfiguration object, AnalyzedObject known) {
        Optional<TargetTable> own = TargetCatalogue.forObject(object.object());
        Optional<TargetTable> table = TargetCatalogue.table(object.target());
        if (own.isPresent() && !own.equals(table)) {
            add(path + ".target", "has to be " + own.get().name());
        } else if (own.isEmpty() && !TargetCatalogue.isCustomObject(object.target())) {
            add(path + ".target", object.object() + " has no table in the CRM: it has to be custom_objects. and a key"
                    + " of 1 to 63 characters of a-z, 0-9 and _ that begins with a letter");
        } else if (own.isEmpty() && !customObjects.add(object.target())) {
            add(path + ".target", object.target() + " is the target of another object already");
        } else {
            findings.addAll(FieldCheck.of(path, object, known, table.orElseThrow()));
            parents(path, object, known);
        }
        findings.addAll(DeduplicationCheck.of(path + ".dedup", object));
        filter(path + ".filter", object, known);
    }

    private void parents(String path, ObjectConfiguration object, AnalyzedObject known) {
        known.report().relationships().stream()
                .filter(reference -> reference.required() && reference.target() != null
                        && reference.references().stream().noneMatch(included::contains))
                .forEach(reference -> add(path + ".include", object.object() + " needs "
                        + String.join(" or ", reference.references()) + " through " + reference.field()
                        + "; include it as well"));
    }

    private void filter(String path, ObjectConfiguration object, AnalyzedObject known) {
        RecordFilter filter = object.filter();
        dated(path + ".modified_after", filter.modifiedAfter(), "LastModifiedDate", known);
        dated(path + ".created_after", filter.createdAfter(), "CreatedDate", known);
        if (filter.where() != null) {
            ConditionCheck.of(filter.where()).ifPresent(wrong -> add(path + ".where", wrong));
        }
    }

    private void dated(String path, Instant after, String field, AnalyzedObject known) {
        if (after != null && known.report().fields().stream().noneMatch(found -> found.field().equals(field))) {
            add(path, known.name() + " has no field " + field);
        }
    }

    private void owners(OwnerOptions owners) {
        if (!"email".equals(owners.matchOn())) {
            add("owners.match_on", "has to be email");
        }
        owners.map().forEach((user, owner) -> {
            if (SalesforceId.parse(user).filter(id -> id.keyPrefix().equals("005")).isEmpty()) {
                add("owners.map", user + " is no Salesforce user id; it has 15 or 18 characters and begins with 005");
            }
            if (!isUuid(owner)) {
                add("owners.map." + user, "has to be the id of a CRM user, a UUID");
            }
        });
        if (owners.fallbackOwner() != null && !isUuid(owners.fallbackOwner())) {
            add("owners.fallback_owner", "has to be the id of a CRM user, a UUID, or null");
        }
    }

    private static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    private void options(RunOptions options) {
        if (options.maxApiUsagePercent() < 1 || options.maxApiUsagePercent() > PERCENT) {
            add("options.max_api_usage_percent", "has to be 1 to 100");
        }
        if (options.maxFailuresPercent() < 0 || options.maxFailuresPercent() > PERCENT) {
            add("options.max_failures_percent", "has to be 0 to 100");
        }
    }

    private void add(String path, String message) {
        findings.add(new Finding(path, message));
    }
}
