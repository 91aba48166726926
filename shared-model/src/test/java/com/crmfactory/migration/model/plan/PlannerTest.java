package com.crmfactory.migration.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.model.target.ReferenceColumn;
import com.crmfactory.migration.model.target.TargetCatalogue;
import com.crmfactory.migration.model.target.TargetTable;

class PlannerTest {

    @Test
    void putsParentsBeforeTheirChildren() {
        MigrationPlan plan = Planner.plan(List.of("Contact", "Account", "User"), List.of(
                optional("Contact", "AccountId", "Account"),
                optional("Contact", "OwnerId", "User"),
                required("Account", "OwnerId", "User")));

        assertThat(plan.waves()).containsExactly(List.of("User"), List.of("Account"), List.of("Contact"));
        assertThat(plan.dependsOn()).containsOnlyKeys("Account", "Contact", "User")
                .containsEntry("User", List.of())
                .containsEntry("Account", List.of("User"))
                .containsEntry("Contact", List.of("Account", "User"));
        assertThat(plan.deferredReferences()).isEmpty();
        assertThat(plan.cycles()).isEmpty();
    }

    @Test
    void ordersObjectsOfOneWaveByName() {
        assertThat(Planner.plan(List.of("Lead", "Account", "Product2", "Case"), List.of()).waves())
                .containsExactly(List.of("Account", "Case", "Lead", "Product2"));
    }

    @Test
    void plansNothingForNoObjects() {
        assertThat(Planner.plan(List.of(), List.of(optional("Contact", "AccountId", "Account"))).waves()).isEmpty();
    }

    @Test
    void defersSelfReferencesWithoutCallingThemACycle() {
        MigrationPlan plan = Planner.plan(List.of("Account"), List.of(
                optional("Account", "ParentId", "Account"),
                required("Account", "MasterId", "Account")));

        assertThat(plan.waves()).containsExactly(List.of("Account"));
        assertThat(plan.deferredReferences()).containsExactly(
                new DeferredReference("Account", "MasterId"), new DeferredReference("Account", "ParentId"));
        assertThat(plan.cycles()).isEmpty();
    }

    @Test
    void opensASoftCycleByDeferringTheOptionalReference() {
        MigrationPlan plan = Planner.plan(List.of("Account", "Contact"), List.of(
                required("Contact", "AccountId", "Account"),
                optional("Account", "PrimaryContact__c", "Contact")));

        assertThat(plan.waves()).containsExactly(List.of("Account"), List.of("Contact"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("Account", "PrimaryContact__c"));
        assertThat(plan.cycles()).isEmpty();
    }

    @Test
    void breaksTiesBetweenOptionalReferencesByName() {
        MigrationPlan plan = Planner.plan(List.of("B", "A"), List.of(
                optional("B", "ToA", "A"), optional("A", "ToB", "B")));

        assertThat(plan.waves()).containsExactly(List.of("A"), List.of("B"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("A", "ToB"));
    }

    @Test
    void defersTheObjectThatNeedsTheFewestLinkSteps() {
        MigrationPlan plan = Planner.plan(List.of("A", "B"), List.of(
                optional("A", "First", "B"), optional("A", "Second", "B"), optional("B", "Back", "A")));

        assertThat(plan.waves()).containsExactly(List.of("B"), List.of("A"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("B", "Back"));
    }

    @Test
    void leavesReferencesBesideTheCycleInPlace() {
        MigrationPlan plan = Planner.plan(List.of("A", "B", "Parent"), List.of(
                optional("A", "ToParent", "Parent"), optional("A", "ToB", "B"), required("B", "ToA", "A")));

        assertThat(plan.waves()).containsExactly(List.of("Parent"), List.of("A"), List.of("B"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("A", "ToB"));
    }

    @Test
    void reportsAHardCycleAndOrdersItsObjectsNevertheless() {
        MigrationPlan plan = Planner.plan(List.of("A", "B", "Child", "Free"), List.of(
                required("A", "ToB", "B"), required("B", "ToA", "A"), required("Child", "ToB", "B")));

        assertThat(plan.cycles()).containsExactly("A", "B");
        assertThat(plan.waves()).containsExactly(List.of("Free"), List.of("A"), List.of("B"), List.of("Child"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("A", "ToB"));
    }

    @Test
    void defersAFieldAsAWholeWhenOneOfItsParentsClosesACycle() {
        MigrationPlan plan = Planner.plan(List.of("Note", "Account", "Lead"), List.of(
                optional("Note", "ParentId", "Account"), optional("Note", "ParentId", "Lead"),
                required("Account", "Note__c", "Note")));

        assertThat(plan.isDeferred("Note", "ParentId")).isTrue();
        assertThat(plan.dependsOn().get("Note")).isEmpty();
        assertThat(plan.waves()).containsExactly(List.of("Lead"), List.of("Note"), List.of("Account"));
    }

    @Test
    void takesAReferenceThatIsGivenTwiceAsRequiredIfOneOfThemIs() {
        List<String> objects = List.of("A", "B");
        ObjectReference back = optional("B", "Back", "A");

        MigrationPlan requiredFirst = Planner.plan(objects,
                List.of(required("A", "ToB", "B"), optional("A", "ToB", "B"), back));
        MigrationPlan optionalFirst = Planner.plan(objects,
                List.of(optional("A", "ToB", "B"), required("A", "ToB", "B"), back));

        assertThat(optionalFirst).isEqualTo(requiredFirst);
        assertThat(optionalFirst.deferredReferences()).containsExactly(new DeferredReference("B", "Back"));
    }

    @Test
    void aLookUpGivesWayBeforeAColumnWhereTheyCloseACycle() {
        MigrationPlan plan = Planner.plan(List.of("Account", "Contact", "Gift__c"), List.of(
                new ObjectReference("Account", "Main_Contact__c", "Contact", false, true),
                new ObjectReference("Account", "Last_Gift__c", "Gift__c", false, true),
                new ObjectReference("Contact", "AccountId", "Account", false),
                new ObjectReference("Gift__c", "Contact__c", "Contact", true, true)));

        assertThat(plan.waves()).containsExactly(List.of("Account"), List.of("Contact"), List.of("Gift__c"));
        assertThat(plan.deferredReferences()).containsExactly(new DeferredReference("Account", "Last_Gift__c"),
                new DeferredReference("Account", "Main_Contact__c"));
    }

    @Test
    void ignoresReferencesToAndFromObjectsThatAreNotMigrated() {
        MigrationPlan plan = Planner.plan(List.of("Contact"), List.of(
                required("Contact", "AccountId", "Account"), required("Account", "Contact__c", "Contact")));

        assertThat(plan.waves()).containsExactly(List.of("Contact"));
        assertThat(plan.dependsOn()).containsOnlyKeys("Contact").containsEntry("Contact", List.of());
    }

    @Test
    void ordersTheDefaultObjectsAsTheCrmsForeignKeysDemand() {
        MigrationPlan plan = Planner.plan(TargetCatalogue.defaultObjects(), TargetCatalogue.all().stream()
                .flatMap(table -> table.objects().stream().flatMap(object -> table.references().stream()
                        .flatMap(column -> references(object, column).stream())))
                .toList());

        assertThat(plan.waves()).containsExactly(
                List.of("User"),
                List.of("Account", "Product2"),
                List.of("Contact"),
                List.of("Opportunity"),
                List.of("Case", "Lead", "OpportunityLineItem"),
                List.of("CaseComment", "EmailMessage", "Event", "Task"));
        assertThat(plan.deferredReferences()).containsExactly(
                new DeferredReference("Account", "parent_id"),
                new DeferredReference("Case", "parent_id"),
                new DeferredReference("Contact", "reports_to_id"));
        assertThat(plan.cycles()).isEmpty();
    }

    /** Where every object points at several others at random, nearly everything is on some cycle. */
    @Test
    void plansALargeTangledOrg() {
        Random random = new Random(1);
        List<String> objects = IntStream.range(0, 200).mapToObj(i -> "Object" + i + "__c").toList();
        List<ObjectReference> references = objects.stream().flatMap(from -> IntStream.range(0, 5)
                .mapToObj(i -> optional(from, "F" + i, objects.get(random.nextInt(objects.size()))))).toList();

        MigrationPlan plan = Planner.plan(objects, references);

        assertThat(plan.waves().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(objects);
        assertThat(plan.deferredReferences()).hasSizeLessThan(references.size() / 2);
        assertThat(plan.cycles()).isEmpty();
    }

    @Test
    void numbersWavesFromOne() {
        MigrationPlan plan = Planner.plan(List.of("A", "B"), List.of(optional("B", "ToA", "A")));

        assertThat(plan.waveOf("A")).isEqualTo(1);
        assertThat(plan.waveOf("B")).isEqualTo(2);
        assertThatThrownBy(() -> plan.waveOf("C")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C");
    }

    private static List<ObjectReference> references(String object, ReferenceColumn column) {
        return column.parents().stream().map(TargetCatalogue::relation).map(table -> table.orElseThrow())
                .map(TargetTable::objects).flatMap(List::stream)
                .map(parent -> new ObjectReference(object, column.name(), parent, column.required())).toList();
    }

    private static ObjectReference required(String from, String field, String to) {
        return new ObjectReference(from, field, to, true);
    }

    private static ObjectReference optional(String from, String field, String to) {
        return new ObjectReference(from, field, to, false);
    }
}
