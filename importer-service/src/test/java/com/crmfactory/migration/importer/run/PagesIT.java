package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_REST;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/** What is stored of a page while it is imported. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class PagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Failure FAILURE = new Failure("sf_server_error", FailureType.TRANSIENT, "It failed.", "Wait.");

    @Inject
    Pool pool;
    @Inject
    Pages pages;
    @Inject
    PageImport pageImport;
    @Inject
    ImporterConfig config;

    /** Else a replica with another setting would take records for loaded that are not. */
    @Test
    void aPageKeepsTheSizeOfBatchThatItBeganWith() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_BULK);
            ImportPage page = page(accounts);
            Optional<Pages.Batches> begun = pages.batches(page, 7).await().atMost(PATIENCE);
            assertThat(begun).contains(new Pages.Batches(config.batchRows(), Set.of(0), false, 0));
        }
    }

    @Test
    void aPageThatIsThereNoMoreHasNoBatches() {
        ImportPage gone = new ImportPage("mig_1", "Account", UUID.randomUUID().toString(), 1, 0, null, null, "67.0");
        assertThat(pages.batches(gone, 7).await().atMost(PATIENCE)).isEmpty();
    }

    /** A page that waits long is announced again; whoever gets the other message later has nothing to do. */
    @Test
    void aPageThatIsDoneIsNotReadAgain() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_BULK);
            ImportPage page = page(accounts);
            accounts.set("object_run", "status = 'importing', lease_owner = 'another', lease_until = 'infinity'");
            long before = calls(org);
            pageImport.run(page);
            assertThat(calls(org)).isEqualTo(before);
        }
    }

    @Test
    void aFurtherReadingThatFailsTakesNothingFromAPageThatIsDone() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_BULK);
            pages.failed(page(accounts), FAILURE, 1).await().atMost(PATIENCE);
            assertThat(accounts.count("count(p.failure) + sum(p.failures)")).isZero();
        }
    }

    /** What the one who was faster has loaded is what counts. */
    @Test
    void aFurtherReadingThatSucceedsTakesNothingFromAPageThatIsDoneEither() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            long all = accounts.imported(BY_BULK).get("imported").asLong();
            pages.done(page(accounts), new Pages.Result(1, true, OptionalLong.of(1)), 1).await().atMost(PATIENCE);
            assertThat(accounts.count("sum(p.records)")).isEqualTo(all);
        }
    }

    /** Two replicas may ask a query side by side; what follows its first page is the rest of one of the two answers. */
    @Test
    void onlyOneReaderOfAPageTellsTheNext() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_REST);
            ImportPage page = page(accounts);
            assertThat(pages.addNext(page, "01g1-2000").await().atMost(PATIENCE)).isTrue();
            assertThat(pages.addNext(page, "01g2-2000").await().atMost(PATIENCE)).isFalse();
            assertThat(pages.addNext(page, "01g1-2000").await().atMost(PATIENCE)).isTrue();
        }
    }

    /** The last attempt began with slices of the one before, of which none has the first number. */
    @Test
    void rejectedRecordsAreReadAgainWhateverSlicesTheirObjectHas() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_BULK);
            ImportPage page = page(accounts);
            accounts.set("slice", "slice_no = 1");
            accounts.set("page", "records = NULL, ids = ARRAY['001000000000001AAA']");
            assertThat(pages.source(page).await().atMost(PATIENCE)).get().extracting(Pages.Source::ids)
                    .isEqualTo(List.of("001000000000001AAA"));
        }
    }

    /** The order and the number of its records may be others by now, so a number says nothing about a batch. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2"})
    void aQueryThatWasReadInPartIsNotAskedAgainToGoOnThere(int failures, int countedAttempts) {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_REST);
            String rows = accounts.rows();
            ImportPage page = page(accounts);
            accounts.set("object_run", "status = 'importing', lease_owner = 'another', lease_until = 'infinity'");
            accounts.set("page", "records = NULL, failures = " + failures);
            pageImport.run(page);
            accounts.deleteOne();
            assertThat(accounts.endAfter(gateway -> accounts.set("object_run", "lease_until = NULL"))
                    .get("type").asText())
                    .isEqualTo("object_completed");
            assertThat(accounts.rows()).isEqualTo(rows);
            assertThat(accounts.count("max(r.attempt - r.first_attempt + 1)")).isEqualTo(countedAttempts);
        }
    }

    /** Else it would come again and again, and its object never end. */
    @Test
    void aPageWhoseCredentialsCannotBeOpenedFailsItsObject() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            ExtractedAccounts accounts = new ExtractedAccounts(org, pool);
            accounts.imported(BY_BULK);
            ImportPage page = page(accounts);
            accounts.set("object_run", "status = 'importing', lease_owner = 'another', lease_until = 'infinity'");
            accounts.set("page", "records = NULL");
            pool.query("UPDATE import.connection SET revision = revision + 1, sealed_token = 'of a key that is gone'"
                    + " WHERE migration_id = '" + accounts.migrationId() + "'").execute().await().atMost(PATIENCE);
            assertThatThrownBy(() -> pageImport.run(page)).isInstanceOf(RuntimeException.class);
            JsonNode end = accounts.endAfter(gateway -> accounts.set("object_run", "lease_until = NULL"));
            assertThat(end.get("type").asText()).isEqualTo("object_failed");
            assertThat(end.at("/error/code").asText()).isEqualTo("internal_error");
        }
    }

    private static long calls(Simulator org) {
        return given().get(org.url() + "/__stats").jsonPath().getLong("apiCalls");
    }

    private ImportPage page(ExtractedAccounts accounts) {
        Row run = pool.query("SELECT id, attempt FROM import.object_run WHERE migration_id = '" + accounts.migrationId()
                + "'").execute().await().atMost(PATIENCE).iterator().next();
        return new ImportPage(accounts.migrationId(), "Account", run.getUUID("id").toString(),
                run.getInteger("attempt"), 0, null, null, "67.0");
    }
}
