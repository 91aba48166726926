package com.crmfactory.migration.model.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

class ConfigurationDefaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    @Test
    void anEmptyDocumentMigratesNothingByTheDocumentedDefaults() throws JsonProcessingException {
        MigrationConfiguration empty = JSON.readValue("{}", MigrationConfiguration.class);

        assertThat(empty.objects()).isEmpty();
        assertThat(empty.options()).isEqualTo(new RunOptions(80, 5, false, true, true, false, false));
        assertThat(empty.relationships())
                .isEqualTo(new RelationshipOptions(RelationshipOptions.OnMissingParent.IMPORT_UNLINKED, true));
        assertThat(empty.owners().matchOn()).isEqualTo("email");
        assertThat(empty.owners().map()).isEmpty();
        assertThat(empty.owners().fallbackOwner()).isNull();
    }

    @Test
    void whatIsSaidIsKeptAndTheRestIsDefault() throws JsonProcessingException {
        RunOptions options = JSON.readValue(
                """
                {"max_failures_percent": 0, "import_archived": false, "replace_other_org": true}""", RunOptions.class);
        RelationshipOptions relationships = JSON.readValue("""
                                                           {"include_parents_automatically": false}""",
                RelationshipOptions.class);

        assertThat(options).isEqualTo(new RunOptions(80, 0, false, false, true, true, false));
        assertThat(relationships)
                .isEqualTo(new RelationshipOptions(RelationshipOptions.OnMissingParent.IMPORT_UNLINKED, false));
    }

    @Test
    void anObjectIsTakenAsAWholeAndMergesNothingUnlessToldOtherwise() throws JsonProcessingException {
        ObjectConfiguration account = JSON.readValue("""
                                                     {"object": "Account", "include": true, "target": "accounts"}""",
                ObjectConfiguration.class);

        assertThat(account.filter()).isEqualTo(new RecordFilter(null, null, null));
        assertThat(account.fields()).isEmpty();
        assertThat(account.dedup()).isEqualTo(new Deduplication(List.of(), Deduplication.Action.CREATE));
    }

    @Test
    void proposedMatchesAloneMergeNothing() throws JsonProcessingException {
        assertThat(JSON.readValue("""
                                  {"match_on": [["domain"]]}""", Deduplication.class).action())
                .isEqualTo(Deduplication.Action.CREATE);
    }

    @Test
    void aValueThatNobodyMappedIsKept() throws JsonProcessingException {
        FieldMapping mapping = JSON.readValue(
                """
                {"field": "Rating", "target": "custom_fields.rating", "transform": "picklist"}""", FieldMapping.class);

        assertThat(mapping.onUnmapped()).isEqualTo(OnUnmapped.KEEP);
        assertThat(mapping.values()).isEmpty();
        assertThat(mapping.defaultValue()).isNull();
    }

    @Test
    void onlyIncludedObjectsAreMigratedInTheOrderOfTheDocument() {
        MigrationConfiguration configuration = new MigrationConfiguration(
                List.of(object("Lead", true), object("Case", false), object("Account", true)), null, null, null);

        assertThat(configuration.included()).extracting(ObjectConfiguration::object).containsExactly("Lead", "Account");
    }

    @Test
    void theKeyOfACustomFieldFollowsThePrefix() {
        FieldMapping custom = new FieldMapping("Rating", "custom_fields.rating", Transform.TEXT, null, null, null);
        FieldMapping column = new FieldMapping("Name", "name", Transform.TEXT, null, null, null);

        assertThat(custom.isCustom()).isTrue();
        assertThat(custom.customKey()).isEqualTo("rating");
        assertThat(column.isCustom()).isFalse();
    }

    private static ObjectConfiguration object(String name, boolean included) {
        return new ObjectConfiguration(name, included, "accounts", null, null, null);
    }
}
