package com.crmfactory.migration.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetCatalogueTest {

    @Test
    void tablesAreThoseOfTheTargetSchema() {
        assertThat(TargetCatalogue.all()).extracting(TargetTable::name).containsExactly("users", "accounts", "contacts",
                "leads", "products", "opportunities", "opportunity_products", "cases", "case_comments", "activities");
    }

    @Test
    void defaultObjectsAreListedInTheirOrderOfPresentation() {
        assertThat(TargetCatalogue.defaultObjects()).containsExactly("User", "Account", "Contact", "Lead", "Product2",
                "Opportunity", "OpportunityLineItem", "Case", "CaseComment", "EmailMessage", "Task", "Event");
    }

    @Test
    void everyDefaultObjectLeadsToTheTableThatNamesIt() {
        assertThat(TargetCatalogue.defaultObjects()).allSatisfy(
                object -> assertThat(TargetCatalogue.forObject(object).orElseThrow().objects()).contains(object));
    }

    @Test
    void whatIsNotInTheCatalogueIsNotFound() {
        assertThat(TargetCatalogue.forObject("Campaign")).isEmpty();
        assertThat(TargetCatalogue.table("custom_records")).isEmpty();
        assertThat(TargetCatalogue.table("accounts").orElseThrow().column("parent_id")).isEmpty();
        assertThat(TargetCatalogue.table("accounts").orElseThrow().reference("name")).isEmpty();
    }

    @Test
    void aCustomObjectSharesTheTableOfCustomRecords() {
        TargetTable invoices = TargetCatalogue.table("custom_objects.invoice").orElseThrow();
        assertThat(invoices.relation()).isEqualTo("custom_records");
        assertThat(invoices.objectKey()).isEqualTo("invoice");
        assertThat(invoices.fieldsColumn()).isEqualTo("fields");
        assertThat(invoices.column("name")).isPresent();
        assertThat(invoices.reference("owner_id")).isPresent();
        assertThat(TargetCatalogue.table("accounts").orElseThrow().fieldsColumn()).isEqualTo("custom_fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom_objects.", "custom_objects.1st", "custom_objects.Invoice", "custom_objects.a-b",
            "custom_objects.a'b", "custom_objects"})
    void aCustomObjectHasALegalKey(String target) {
        assertThat(TargetCatalogue.table(target)).isEmpty();
    }

    @Test
    void aCustomFieldMayPointToRecordsOfEveryTable() {
        assertThat(TargetCatalogue.relations()).contains("users", "accounts", "custom_records").hasSize(11);
        assertThat(TargetCatalogue.relations()).allSatisfy(parent -> assertThat(
                TargetCatalogue.table("accounts").orElseThrow().referenceTo(parent, "custom_fields.main_invoice"))
                .get().returns("custom_fields.main_invoice", ReferenceColumn::name));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noColumnIsThereTwice(TargetTable table) {
        assertThat(names(table)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void namesNeedNoQuotingInSql(TargetTable table) {
        assertThat(Stream.concat(Stream.of(table.name()), names(table).stream()))
                .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9_]{0,62}"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyReferencePointsToTablesOfTheCatalogue(TargetTable table) {
        assertThat(table.references()).allSatisfy(reference -> assertThat(reference.parents()).isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(parent -> assertThat(TargetCatalogue.relation(parent)).isPresent()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void referencesWithSeveralParentsSayWhichOneItIs(TargetTable table) {
        assertThat(table.references()).allSatisfy(
                reference -> assertThat(reference.isPolymorphic()).isEqualTo(reference.parents().size() > 1));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableHasTimesAndEveryoneButUsersAnOwner(TargetTable table) {
        assertThat(table.columns()).containsAll(TargetCatalogue.COMMON);
        assertThat(table.reference("owner_id").isPresent()).isEqualTo(!table.name().equals(TargetCatalogue.USERS));
    }

    @Test
    void bookkeepingColumnsCannotBeMappedTo() {
        assertThat(TargetCatalogue.all()).allSatisfy(table -> assertThat(names(table)).doesNotContain("id",
                "organization_id", "sf_id", "sf_org_id", "migration_id", "import_hash", "imported_at",
                "custom_fields"));
    }

    private static Stream<TargetTable> tables() {
        return TargetCatalogue.all().stream();
    }

    private static List<String> names(TargetTable table) {
        return Stream.of(table.columns().stream().map(TargetColumn::name),
                table.references().stream().map(ReferenceColumn::name),
                table.references().stream().filter(ReferenceColumn::isPolymorphic).map(ReferenceColumn::typeColumn))
                .flatMap(name -> name).toList();
    }
}
