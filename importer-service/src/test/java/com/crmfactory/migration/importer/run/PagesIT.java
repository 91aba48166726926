package com.crmfactory.migration.importer.run;

import static com.crmfactory.migration.importer.run.ExtractedAccounts.BY_BULK;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.ObjectName;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.importer.row.LoadRow;
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
    /** The JVM skips one that meets a thread within native code, as unpacking is. */
    private static final int COLLECTIONS = 10;

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

    /** A thread that is idle may keep its last task, and whatever that holds. */
    @Test
    void noRowStaysInMemoryOnceItIsLoaded() {
        try (Simulator org = Simulator.start(SimulatorOptions.generated(0.1, 11))) {
            new ExtractedAccounts(org, pool).imported(BY_BULK);
        }
        assertThat(IntStream.range(0, COLLECTIONS).mapToLong(any -> livingInstancesOf(LoadRow.class)).min())
                .hasValue(0);
    }

    /** After a full garbage collection. */
    private static long livingInstancesOf(Class<?> type) {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[]{new String[0]}, new String[]{String[].class.getName()});
            assertThat(histogram).contains(" java.lang.String ");
            return histogram.lines().map(line -> line.trim().split(" +"))
                    .filter(line -> line.length > 3 && line[3].equals(type.getName()))
                    .mapToLong(line -> Long.parseLong(line[1])).sum();
        } catch (JMException e) {
            throw new AssertionError("This JVM counts no objects", e);
        }
    }

    private ImportPage page(ExtractedAccounts accounts) {
        Row run = pool.query("SELECT id, attempt FROM import.object_run WHERE migration_id = '" + accounts.migrationId()
                + "'").execute().await().atMost(PATIENCE).iterator().next();
        return new ImportPage(accounts.migrationId(), "Account", run.getUUID("id").toString(),
                run.getInteger("attempt"), 0, null, null, "67.0");
    }
}
