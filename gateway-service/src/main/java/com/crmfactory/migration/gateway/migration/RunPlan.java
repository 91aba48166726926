package com.crmfactory.migration.gateway.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.MigrationConfiguration;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.message.ReferenceMapping;
import com.crmfactory.migration.model.plan.MigrationPlan;
import com.crmfactory.migration.model.plan.ObjectReference;
import com.crmfactory.migration.model.plan.Planner;
import com.crmfactory.migration.model.report.RelationshipReport;
import com.crmfactory.migration.model.target.CustomFieldDefinition;
import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

/** Compiles a configuration and the analysis that it was checked against into what the importer is told. Pure. */
public final class RunPlan {
    private final MigrationConfiguration configuration;
    private final Map<String, AnalyzedObject> analyzed;
    private final Map<String, ObjectConfiguration> included;
    private final Map<String, List<Link>> links = new TreeMap<>();
    private final MigrationPlan plan;

    /** A reference field of an included object with the objects that it may point to, included or not. */
    private record Link(FieldMapping mapping, List<String> parents, boolean required) {
    }

    /**
     * @param analyzed
     *            what the analysis delivered; every included object is among it
     */
    public RunPlan(MigrationConfiguration configuration, Collection<AnalyzedObject> analyzed) {
        this.configuration = configuration;
        this.analyzed = analyzed.stream().collect(Collectors.toMap(AnalyzedObject::name, Function.identity()));
        this.included = configuration.included().stream()
                .collect(Collectors.toMap(ObjectConfiguration::object, Function.identity()));
        included.values().forEach(object -> links.put(object.object(), links(object)));
        this.plan = Planner.plan(included.keySet(), references());
    }

    public MigrationPlan plan() {
        return plan;
    }

    /** All objects, pending, by wave and name. */
    public List<ObjectRun> objects() {
        return plan.waves().stream().flatMap(List::stream)
                .map(object -> ObjectRun.pending(object, included.get(object).target(), plan.waveOf(object),
                        analyzed.get(object).report().recordCount(), plan.dependsOn().get(object), requires(object)))
                .toList();
    }

    /** One per object. */
    public List<Assignment> assignments(Map<String, String> queues) {
        return included.values().stream().map(object -> new Assignment(object.object(), plan.waveOf(object.object()),
                analyzed.get(object.object()).report().keyPrefix(),
                analyzed.get(object.object()).report().recordCount(), object, mappings(object.object()),
                customFields(object), queues, configuration.relationships(), configuration.owners(),
                configuration.options(), label(object))).toList();
    }

    private String label(ObjectConfiguration object) {
        return TargetCatalogue.isCustomObject(object.target()) ? analyzed.get(object.object()).report().label() : null;
    }

    private List<Link> links(ObjectConfiguration object) {
        // A look-up to nothing that could be migrated is only a text.
        return object.fields().stream().flatMap(mapping -> column(object, mapping)
                .flatMap(column -> relationship(object, mapping).map(found -> link(object, mapping, column, found)))
                .filter(link -> !mapping.isCustom() || !link.parents().isEmpty()).stream()).toList();
    }

    private static Optional<ReferenceColumn> column(ObjectConfiguration object, FieldMapping mapping) {
        return TargetCatalogue.table(object.target()).flatMap(table -> mapping.isLookUp()
                ? Optional.of(ReferenceColumn.lookUp(mapping.target()))
                : table.reference(mapping.target()));
    }

    /** A field that fills two columns (WhoId: contact and lead) may be reported once for each. */
    private Optional<RelationshipReport> relationship(ObjectConfiguration object, FieldMapping mapping) {
        List<RelationshipReport> ofField = analyzed.get(object.object()).report().relationships().stream()
                .filter(found -> found.field().equals(mapping.field())).toList();
        return ofField.stream().filter(found -> mapping.target().equals(found.target())).findFirst()
                .or(() -> ofField.stream().findFirst());
    }

    private Link link(ObjectConfiguration object, FieldMapping mapping, ReferenceColumn column,
            RelationshipReport relationship) {
        TargetTable table = TargetCatalogue.table(object.target()).orElseThrow();
        // Also objects that are left out this time: their records may be there from an earlier phase, or come in a later.
        List<String> parents = relationship.references().stream().filter(analyzed::containsKey)
                .filter(parent -> hasRows(parent) && table.referenceTo(relation(parent), mapping.target()).isPresent())
                .toList();
        return new Link(mapping, parents, column.required() || relationship.required());
    }

    private List<ObjectReference> references() {
        List<ObjectReference> references = new ArrayList<>();
        links.forEach((object, held) -> held.forEach(link -> link.parents().forEach(
                parent -> references.add(
                        new ObjectReference(object, link.mapping().field(), parent, link.required(),
                                link.mapping().isCustom())))));
        return references;
    }

    private List<String> requires(String object) {
        return links.get(object).stream()
                .filter(link -> link.required() && !plan.isDeferred(object, link.mapping().field()))
                .flatMap(link -> link.parents().stream()).filter(included::containsKey).distinct().sorted().toList();
    }

    private List<ReferenceMapping> mappings(String object) {
        return links.get(object).stream().map(link -> new ReferenceMapping(link.mapping().field(),
                link.mapping().target(), link.parents().stream().map(this::parent).toList(), link.required(),
                plan.isDeferred(object, link.mapping().field()))).toList();
    }

    private ReferenceMapping.Parent parent(String object) {
        boolean custom = TargetCatalogue.forObject(object).isEmpty();
        return new ReferenceMapping.Parent(object, analyzed.get(object).report().keyPrefix(), relation(object),
                custom && !included.containsKey(object));
    }

    /** False for what only becomes part of another object's rows. */
    private boolean hasRows(String object) {
        return TargetCatalogue.forObject(object).isPresent()
                || TargetCatalogue.isCustomObject(analyzed.get(object).suggestion().target());
    }

    /** The table that an object's records are in. */
    private static String relation(String object) {
        return TargetCatalogue.forObject(object).map(TargetTable::relation).orElse(TargetCatalogue.CUSTOM_RECORDS);
    }

    /** The definitions of the keys that the configuration uses. */
    private List<CustomFieldDefinition> customFields(ObjectConfiguration object) {
        Map<String, CustomFieldDefinition> known = analyzed.get(object.object()).customFields().stream()
                .collect(Collectors.toMap(CustomFieldDefinition::fieldKey, Function.identity(), (a, b) -> a));
        return object.fields().stream().filter(FieldMapping::isCustom).map(FieldMapping::customKey)
                .flatMap(key -> Stream.ofNullable(known.get(key))).distinct().toList();
    }
}
