package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.message.SealedToken;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** What is stored of an object's run. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class ObjectRunsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;
    @Inject
    ObjectRuns runs;
    @Inject
    ObjectRunner runner;

    @Test
    void theValuesThatWaitedAreForgottenWithTheirAttempt() {
        ObjectRun added = added();
        ObjectRun first = await(runs.change(added, ObjectRunner.anew(added))).orElseThrow();
        waits(first, "001-of-the-first");
        ObjectRun moved = await(runs.change(first, Change.of(first.ledger()))).orElseThrow();
        assertThat(waiting(first)).as("the attempt goes on").containsExactly("001-of-the-first");
        ObjectRun second = await(runs.change(moved, ObjectRunner.anew(moved))).orElseThrow();
        assertThat(waiting(first)).isEmpty();

        waits(first, "001-of-a-late-batch");
        waits(second, "001-of-the-second");
        await(runner.fail(second,
                new Failure("records_missing", FailureType.TRANSIENT, "Some are missing.", "Retry.")));
        assertThat(waiting(first)).isEmpty();
    }

    @Test
    void theKeysOfDuplicatesAreForgottenWhenTheObjectHasEnded() {
        ObjectRun added = added();
        await(pool.preparedQuery("INSERT INTO import.staged (object_run, sf_id, keys) VALUES ($1, '001', '{acme}')")
                .execute(Tuple.of(added.id())));
        ObjectRun begun = await(runs.change(added, ObjectRunner.anew(added))).orElseThrow();
        String staged = "SELECT sf_id FROM import.staged WHERE object_run = $1";
        assertThat(ids(staged, begun)).as("another attempt has the same duplicates").hasSize(1);
        await(runner.fail(begun, new Failure("records_missing", FailureType.TRANSIENT, "Some are missing.", "Retry.")));
        assertThat(ids(staged, begun)).isEmpty();
    }

    /** Nobody has asked for its migration, so no replica drives it. */
    private ObjectRun added() {
        String migration = GatewayPart.newMigrationId();
        TestCommands commands = new TestCommands(migration, "00D5g000007AbCdEAK", "http://127.0.0.1",
                new SealedToken("sealed", 1));
        SqlConnection connection = await(pool.getConnection());
        await(runs.add(connection, commands.accounts(1)));
        await(connection.close());
        UUID id = await(pool.preparedQuery("SELECT id FROM import.object_run WHERE migration_id = $1")
                .execute(Tuple.of(migration))).iterator().next().getUUID("id");
        return await(runs.find(id)).orElseThrow();
    }

    private void waits(ObjectRun run, String sfId) {
        await(pool.preparedQuery("INSERT INTO import.held (object_run, attempt, sf_id, hash, cells, refs)"
                + " VALUES ($1, $2, $3, 1, '{Acme}', '{}')").execute(Tuple.of(run.id(), run.attempt(), sfId)));
    }

    private List<String> waiting(ObjectRun run) {
        return ids("SELECT sf_id FROM import.held WHERE object_run = $1", run);
    }

    private List<String> ids(String sql, ObjectRun run) {
        List<String> ids = new ArrayList<>();
        for (Row row : await(pool.preparedQuery(sql).execute(Tuple.of(run.id())))) {
            ids.add(row.getString(0));
        }
        return ids;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
