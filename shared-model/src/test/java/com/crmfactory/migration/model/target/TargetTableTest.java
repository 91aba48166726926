package com.crmfactory.migration.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class TargetTableTest {
    private final TargetTable activities = TargetCatalogue.table("activities").orElseThrow();

    @Test
    void aReferenceFillsTheColumnThatItIsMappedTo() {
        assertThat(columnFor("contacts", "contact_id")).contains("contact_id");
        assertThat(columnFor("contacts", "related_to_id")).contains("related_to_id");
    }

    @Test
    void aParentOfAnotherTableGoesToTheColumnThatIsForItAlone() {
        assertThat(columnFor("leads", "contact_id")).contains("lead_id");
    }

    @Test
    void aParentWithoutAColumnOfItsOwnHasNone() {
        assertThat(columnFor("products", "contact_id")).isEmpty();
        assertThat(columnFor("leads", "subject")).isEmpty();
    }

    private Optional<String> columnFor(String parentTable, String mappedTo) {
        return activities.referenceTo(parentTable, mappedTo).map(ReferenceColumn::name);
    }
}
