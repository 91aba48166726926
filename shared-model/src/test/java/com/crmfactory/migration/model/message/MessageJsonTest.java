package com.crmfactory.migration.model.message;

import static com.crmfactory.migration.model.message.WireMapper.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

class MessageJsonTest {
    private static final Map<String, Class<? extends MigrationMessage>> TYPES = Stream
            .of(AnalysisCommand.TYPES, AnalysisEvent.TYPES, ImportCommand.TYPES, ImportEvent.TYPES)
            .flatMap(types -> types.entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    @ParameterizedTest
    @MethodSource("com.crmfactory.migration.model.message.Examples#all")
    void comesBackAsItWasSent(MigrationMessage message) throws JsonProcessingException {
        assertThat(JSON.readValue(JSON.writeValueAsString(message), message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("com.crmfactory.migration.model.message.Examples#all")
    void hasExactlyTheFieldsOfItsRecordInSnakeCase(MigrationMessage message) {
        Set<String> components = Stream.of(message.getClass().getRecordComponents())
                .map(component -> component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .map(name -> name.equals("progress_type") ? "type" : name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(components).containsAll(names(JSON.valueToTree(message)));
    }

    @ParameterizedTest
    @MethodSource("com.crmfactory.migration.model.message.Examples#all")
    void takesWhatAWriterOfTomorrowAdds(MigrationMessage message) throws JsonProcessingException {
        ObjectNode tree = JSON.valueToTree(message);
        tree.put("added_later", 1);

        assertThat(JSON.treeToValue(tree, message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("com.crmfactory.migration.model.message.Examples#all")
    void isRefusedWithoutItsMigration(MigrationMessage message) {
        ObjectNode tree = JSON.valueToTree(message);
        tree.remove("migration_id");

        assertThatThrownBy(() -> JSON.treeToValue(tree, message.getClass()))
                .isInstanceOf(JsonProcessingException.class).hasMessageContaining("'migration_id'");
    }

    @Test
    void isRefusedWithoutOneOfItsCounts() {
        ObjectNode tree = JSON.valueToTree(Examples.objectProgress());
        tree.putNull("failed");

        assertThatThrownBy(() -> JSON.treeToValue(tree, Progress.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void thereIsAnExampleOfEveryType() {
        assertThat(Examples.all().filter(message -> !(message instanceof Progress || message instanceof ImportPage))
                .collect(Collectors.toMap(MigrationMessage::type, MigrationMessage::getClass))).isEqualTo(TYPES);
    }

    @Test
    void progressHasTheFieldsOfTheContractInItsOrder() {
        assertThat(names(JSON.valueToTree(Examples.migrationProgress()))).containsExactly("migration_id", "sequence",
                "occurred_at", "type", "object", "status", "wave", "records_total", "records_processed", "imported",
                "updated", "unchanged", "merged", "skipped", "failed", "records_per_second");
    }

    @Test
    void progressOfAMigrationNamesNoObjectAndNoWave() {
        JsonNode tree = JSON.valueToTree(Examples.migrationProgress());

        assertThat(tree.get("object").isNull()).isTrue();
        assertThat(tree.get("wave").isNull()).isTrue();
        assertThat(tree.get("type").asText()).isEqualTo("migration_started");
        assertThat(tree.get("occurred_at").asText()).isEqualTo("2026-11-23T12:00:00.123456Z");
    }

    @Test
    void progressCarriesItsExtrasOnlyWhereTheyApply() {
        JsonNode tree = JSON.valueToTree(Examples.objectProgress());

        assertThat(tree.get("api_calls_used").asLong()).isEqualTo(17);
        assertThat(tree.get("credential_revision").asLong()).isEqualTo(3);
        assertThat(tree.get("error").get("type").asText()).isEqualTo("limit");
    }

    @Test
    void progressTypesAreThoseOfTheContract() {
        assertThat(Stream.of(ProgressType.values()).map(ProgressType::wire)).containsExactlyInAnyOrder("object_started",
                "object_progress", "object_linking", "object_completed", "object_failed", "object_skipped",
                "connection_rejected", "migration_analyzed", "migration_started", "migration_paused",
                "migration_resumed", "migration_validating", "migration_completed", "migration_failed",
                "migration_cancelled", "migration_rolled_back");
    }

    @Test
    void progressKeepsItsLedger() {
        assertThat(Examples.objectProgress().ledger().processed())
                .isEqualTo(Examples.objectProgress().recordsProcessed());
    }

    @Test
    void subjectsNameTheMigrationTheObjectAndThePage() {
        assertThat(Examples.analyzeOrg().subject()).isEqualTo(Examples.MIGRATION);
        assertThat(Examples.migrationProgress().subject()).isEqualTo(Examples.MIGRATION);
        assertThat(List.of(Examples.objectAnalyzed(), Examples.importObject(), Examples.objectProgress()))
                .allSatisfy(message -> assertThat(message.subject()).isEqualTo(Examples.MIGRATION + "/Account"));
        assertThat(Examples.page().subject()).isEqualTo(Examples.MIGRATION + "/Account/7");
    }

    @Test
    void pagesCarryNeitherRowsNorTokens() {
        assertThat(names(JSON.valueToTree(Examples.page()))).containsExactly("migration_id", "object", "object_run",
                "attempt", "page_no", "job_id", "locator", "api_version");
    }

    @Test
    void mappingsLookAsTheApiDocumentsThem() {
        JsonNode mapping = JSON.valueToTree(Examples.importObject().configuration().fields().get(0));

        assertThat(names(mapping)).containsExactly("field", "target", "transform", "values", "default", "on_unmapped");
    }

    @Test
    void sealedTokensStayOutOfLogs() {
        assertThat(Stream.of(Examples.analyzeOrg(), Examples.importObject(), Examples.connectionRenewed())
                .map(Object::toString))
                .allSatisfy(text -> assertThat(text).contains("revision=3").doesNotContain(Examples.TOKEN.jwe()));
    }

    private static List<String> names(JsonNode tree) {
        return tree.properties().stream().map(Map.Entry::getKey).toList();
    }
}
