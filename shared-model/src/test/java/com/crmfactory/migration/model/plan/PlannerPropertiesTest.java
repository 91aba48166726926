package com.crmfactory.migration.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds for every graph of objects, however cyclic. That a property ends at all says that planning does. */
class PlannerPropertiesTest {
    private static final int MOST_OBJECTS = 9;

    /** Objects and the references among them; some lead out of the set. */
    record Graph(List<String> objects, List<ObjectReference> references) {
        MigrationPlan plan() {
            return Planner.plan(objects, references);
        }

        List<ObjectReference> inside() {
            return references.stream().filter(r -> objects.contains(r.from()) && objects.contains(r.to())).toList();
        }

        /** References between two different objects of the set. */
        List<ObjectReference> binding() {
            return inside().stream().filter(r -> !r.from().equals(r.to())).toList();
        }

        boolean pointsToItself(DeferredReference field) {
            return inside().stream().anyMatch(r -> r.from().equals(r.to()) && isOf(field, r));
        }
    }

    @Property
    void everyObjectIsInExactlyOneWaveAndNoWaveIsEmpty(@ForAll("graphs") Graph graph) {
        MigrationPlan plan = graph.plan();

        assertThat(plan.waves().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(graph.objects());
        assertThat(plan.waves()).allSatisfy(wave -> assertThat(wave).isNotEmpty().isSorted());
        assertThat(plan.dependsOn()).containsOnlyKeys(graph.objects());
    }

    @Property
    void parentsOfReferencesThatAreNotDeferredComeInAnEarlierWave(@ForAll("graphs") Graph graph) {
        MigrationPlan plan = graph.plan();

        assertThat(graph.binding()).filteredOn(r -> !plan.isDeferred(r.from(), r.field())).allSatisfy(r -> {
            assertThat(plan.waveOf(r.to())).isLessThan(plan.waveOf(r.from()));
            assertThat(plan.dependsOn().get(r.from())).contains(r.to());
        });
    }

    @Property
    void anObjectStartsRightAfterTheLastOfThoseItDependsOn(@ForAll("graphs") Graph graph) {
        MigrationPlan plan = graph.plan();

        assertThat(graph.objects()).filteredOn(object -> !hasDeferred(plan, object)).allSatisfy(object -> {
            int last = plan.dependsOn().get(object).stream().mapToInt(plan::waveOf).max().orElse(0);
            assertThat(plan.waveOf(object)).isGreaterThan(last);
        });
        assertThat(plan.dependsOn()).allSatisfy((object, parents) -> assertThat(parents).doesNotContain(object)
                .isSorted().isSubsetOf(parentsOf(graph, object)));
    }

    @Property
    void theOrderOfTheInputDoesNotMatter(@ForAll("graphs") Graph graph, @ForAll Random random) {
        List<String> objects = new ArrayList<>(graph.objects());
        List<ObjectReference> references = new ArrayList<>(graph.references());
        Collections.shuffle(objects, random);
        Collections.shuffle(references, random);

        assertThat(new Graph(objects, references).plan()).isEqualTo(graph.plan());
    }

    @Property
    void onlyOptionalReferencesAreDeferredUnlessTheObjectIsReportedAsPartOfACycle(@ForAll("graphs") Graph graph) {
        MigrationPlan plan = graph.plan();

        assertThat(plan.deferredReferences()).doesNotHaveDuplicates()
                .filteredOn(field -> !graph.pointsToItself(field) && isRequired(graph, field))
                .allSatisfy(field -> assertThat(plan.cycles()).contains(field.object()));
    }

    @Property
    void onlyReferencesThatAreThereAreDeferred(@ForAll("graphs") Graph graph) {
        assertThat(graph.plan().deferredReferences())
                .allSatisfy(field -> assertThat(graph.inside()).anyMatch(r -> isOf(field, r)));
    }

    @Property
    void aCycleIsReportedIfAndOnlyIfRequiredReferencesFormOne(@ForAll("graphs") Graph graph) {
        MigrationPlan plan = graph.plan();
        List<ObjectReference> required = graph.binding().stream().filter(ObjectReference::required).toList();
        List<ObjectReference> blocking = required.stream()
                .filter(r -> !graph.pointsToItself(new DeferredReference(r.from(), r.field()))).toList();

        if (onCycles(required).isEmpty()) {
            assertThat(plan.cycles()).isEmpty();
        }
        if (!onCycles(blocking).isEmpty()) {
            assertThat(plan.cycles()).isNotEmpty();
        }
    }

    @Property
    void aGraphWithoutCyclesDefersNothing(@ForAll("graphs") Graph graph) {
        // Only references to names that come earlier: no cycle is possible.
        List<ObjectReference> forward = graph.inside().stream().filter(r -> r.to().compareTo(r.from()) < 0).toList();
        MigrationPlan plan = Planner.plan(graph.objects(), forward);

        assertThat(plan.deferredReferences()).isEmpty();
        assertThat(plan.cycles()).isEmpty();
        assertThat(graph.objects()).allSatisfy(object -> assertThat(plan.waveOf(object)).isEqualTo(
                1 + plan.dependsOn().get(object).stream().mapToInt(plan::waveOf).max().orElse(0)));
    }

    @Provide
    Arbitrary<Graph> graphs() {
        return Arbitraries.integers().between(0, MOST_OBJECTS).flatMap(size -> {
            List<String> objects = IntStream.range(0, size).mapToObj(i -> "Object" + i).toList();
            List<String> known = new ArrayList<>(objects);
            known.add("Elsewhere");
            return fields(known).list().ofMaxSize(3 * MOST_OBJECTS)
                    .map(fields -> new Graph(objects, fields.stream().flatMap(List::stream).distinct().toList()));
        }).map(PlannerPropertiesTest::withOneNatureEach);
    }

    /** A field with one to three parents. */
    private static Arbitrary<List<ObjectReference>> fields(List<String> objects) {
        return Combinators
                .combine(Arbitraries.of(objects), Arbitraries.of("F1", "F2", "F3"), Arbitraries.of(true, false),
                        Arbitraries.of(objects).set().ofMinSize(1).ofMaxSize(Math.min(3, objects.size())))
                .as((from, field, required, parents) -> parents.stream()
                        .map(to -> new ObjectReference(from, field, to, required)).toList());
    }

    /** A field of Salesforce is either required or not, for all of its parents. */
    private static Graph withOneNatureEach(Graph graph) {
        Map<DeferredReference, Boolean> required = graph.references().stream().collect(Collectors.toMap(
                r -> new DeferredReference(r.from(), r.field()), ObjectReference::required, (first, other) -> first));
        return new Graph(graph.objects(), graph.references().stream().map(r -> new ObjectReference(r.from(), r.field(),
                r.to(), required.get(new DeferredReference(r.from(), r.field())))).distinct().toList());
    }

    private static boolean isOf(DeferredReference field, ObjectReference reference) {
        return reference.from().equals(field.object()) && reference.field().equals(field.field());
    }

    private static boolean isRequired(Graph graph, DeferredReference field) {
        return graph.inside().stream().anyMatch(r -> isOf(field, r) && r.required());
    }

    private static boolean hasDeferred(MigrationPlan plan, String object) {
        return plan.deferredReferences().stream().anyMatch(field -> field.object().equals(object));
    }

    private static Set<String> parentsOf(Graph graph, String object) {
        return graph.binding().stream().filter(r -> r.from().equals(object)).map(ObjectReference::to)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is left when objects without parents and objects without children are taken away, again and again. */
    private static Set<String> onCycles(Collection<ObjectReference> edges) {
        Set<ObjectReference> left = new LinkedHashSet<>(edges);
        Predicate<ObjectReference> loose = edge -> left.stream().noneMatch(other -> other.from().equals(edge.to()))
                || left.stream().noneMatch(other -> other.to().equals(edge.from()));
        boolean changed = true;
        while (changed) {
            changed = left.removeAll(left.stream().filter(loose).toList());
        }
        return left.stream().map(ObjectReference::from).collect(Collectors.toCollection(HashSet::new));
    }
}
