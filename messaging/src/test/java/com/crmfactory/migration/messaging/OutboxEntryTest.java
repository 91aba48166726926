package com.crmfactory.migration.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.model.Topics;
import com.crmfactory.migration.model.message.AnalysisCommand.AnalyzeOrg;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.model.message.MigrationMessage;
import com.crmfactory.migration.model.message.Progress;
import com.crmfactory.migration.model.message.ProgressType;
import com.crmfactory.migration.model.message.SealedToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

class OutboxEntryTest {
    private static final ObjectMapper JSON = WireFormat.mapper();
    private static final Traceparent TRACE = Traceparent
            .of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final String MIGRATION = "mig_01JD5Z8YQ2N7R4T6V9W3X1ABCD";

    @Test
    void isACloudEvent() {
        OutboxEntry entry = entry(progress("Account", 42));

        assertThat(entry.topic()).isEqualTo("migration.progress");
        assertThat(entry.ceType()).isEqualTo("com.crmfactory.migration.object_progress.v1");
        assertThat(entry.ceSource()).isEqualTo("/importer");
        assertThat(entry.ceSubject()).isEqualTo(MIGRATION + "/Account");
        assertThat(entry.traceparent()).isEqualTo(TRACE.value());
        assertThat(entry.ceTime()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void carriesTheMessage() throws JsonProcessingException {
        Progress progress = progress("Account", 42);

        assertThat(JSON.readValue(entry(progress).payload(), Progress.class)).isEqualTo(progress);
    }

    @Test
    void messagesOfAMigrationKeepTheirOrder() {
        assertThat(entry(progress("Account", 42)).key()).isEqualTo(MIGRATION);
        assertThat(entry(progress(null, 1)).key()).isEqualTo(MIGRATION);
        assertThat(entry(new ValidateImport(MIGRATION, "org", 1, 1)).key()).isEqualTo(MIGRATION);
    }

    @Test
    void pagesSpreadOverThePartitions() {
        assertThat(entry(new ImportPage(MIGRATION, "Account", "run", 1, 7, null, null, "67.0")).key())
                .isEqualTo(MIGRATION + "/Account/7");
    }

    @Test
    void theSameProgressIsTheSameEventHoweverOftenItIsSent() {
        assertThat(entry(progress("Account", 42)).ceId()).isEqualTo(entry(progress("Account", 42)).ceId())
                .isEqualTo(MIGRATION + "/Account/42");
        assertThat(entry(progress(null, 42)).ceId()).isEqualTo(MIGRATION + "/42");
        assertThat(entry(progress("Account", 43)).ceId()).isNotEqualTo(entry(progress("Account", 42)).ceId());
    }

    @Test
    void commandsAreEventsOfTheirOwn() {
        ValidateImport command = new ValidateImport(MIGRATION, "org", 1, 1);

        assertThat(entry(command).ceId()).isNotEqualTo(entry(command).ceId());
    }

    @Test
    void outsideOfAMessageItStartsATrace() {
        assertThat(OutboxEntry.of(Topics.PROGRESS, "/gateway", progress(null, 1), JSON).traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void staysSilentAboutItsPayload() {
        OutboxEntry entry = entry(
                new AnalyzeOrg(MIGRATION, "org", 1, "https://acme.my.salesforce.com",
                        new SealedToken("sealed-jwe", 1)));

        assertThat(entry.payload()).contains("sealed-jwe");
        assertThat(entry.toString()).contains(entry.ceId(), entry.topic(), "analyze_org", MIGRATION)
                .doesNotContain("sealed-jwe", "salesforce.com");
    }

    @Test
    void knowsItsOwnTypes() {
        assertThat(OutboxEntry.messageType("com.crmfactory.migration.object_progress.v1"))
                .isEqualTo("object_progress");
        assertThat(OutboxEntry.messageType(OutboxEntry.ceType("analyze_org"))).isEqualTo("analyze_org");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "object_progress", "com.crmfactory.migration.object_progress",
            "com.crmfactory.migration.object_progress.v2", "org.elsewhere.object_progress.v1"})
    void doesNotGuessTypesOfOthersOrOfOtherVersions(String ceType) {
        assertThat(OutboxEntry.messageType(ceType)).isNull();
    }

    private static OutboxEntry entry(MigrationMessage message) {
        return OutboxEntry.of(Topics.PROGRESS, "/importer", message, JSON, TRACE);
    }

    private static Progress progress(String object, long sequence) {
        return new Progress(MIGRATION, sequence, Instant.EPOCH, ProgressType.OBJECT_PROGRESS, object, "importing", 1,
                10, 5, 5, 0, 0, 0, 0, 0, 1.5, null, null, null);
    }
}
