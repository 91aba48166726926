package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.message.ImportPage;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

/** What is stored of a page while it is imported. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class PagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;
    @Inject
    Pages pages;
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
            assertThat(begun).contains(new Pages.Batches(config.batchRows(), Set.of(0)));
        }
    }

    @Test
    void aPageThatIsThereNoMoreHasNoBatches() {
        ImportPage gone = new ImportPage("mig_1", "Account", UUID.randomUUID().toString(), 1, 0, null, null, "67.0");
        assertThat(pages.batches(gone, 7).await().atMost(PATIENCE)).isEmpty();
    }

    private ImportPage page(ExtractedAccounts accounts) {
        Row run = pool.query("SELECT id, attempt FROM import.object_run WHERE migration_id = '" + accounts.migrationId()
                + "'").execute().await().atMost(PATIENCE).iterator().next();
        return new ImportPage(accounts.migrationId(), "Account", run.getUUID("id").toString(),
                run.getInteger("attempt"), 0, null, null, "67.0");
    }
}
