package com.crmfactory.migration.importer.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.configuration.Deduplication;
import com.crmfactory.migration.model.configuration.FieldMapping;
import com.crmfactory.migration.model.configuration.ObjectConfiguration;
import com.crmfactory.migration.model.configuration.OnUnmapped;
import com.crmfactory.migration.model.configuration.RecordFilter;
import com.crmfactory.migration.model.configuration.RelationshipOptions;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;
import com.crmfactory.migration.model.configuration.RunOptions;
import com.crmfactory.migration.model.message.ImportCommand.ConnectionRenewed;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun;
import com.crmfactory.migration.model.message.ImportCommand.ControlRun.Action;
import com.crmfactory.migration.model.message.ImportCommand.ImportObject;
import com.crmfactory.migration.model.message.SealedToken;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;

/** Runs that are held, given up, tried again, or lose their credentials or their share of calls. */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class RunControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 250;
    private static final int ABORTS = 5;
    /** However many records are rejected. */
    private static final RunOptions PATIENT = new RunOptions(80, 100, false, true, true, false, false);
    private static final String SLOW_RESULTS = "{\"match\":{\"pathRegex\":\"/results\"},\"fault\":\"delay\","
            + "\"delayMs\":1500,\"times\":100}";

    @Inject
    Pool pool;
    @TempDir
    Path folder;

    private Simulator org;
    private JsonPath expected;
    private GatewayPart gateway;
    private String migrationId;
    private TestCommands commands;

    @BeforeEach
    void open() {
        org = Simulator.start(SimulatorOptions.generated(0.6, 11).withPageSize(PAGE)
                // Of its own: what one test revokes is never sent again by this process.
                .withAccessToken("00D5g000007AbCd!" + UuidCreator.getTimeOrderedEpoch()));
        expected = given().get(org.url() + "/__expected").jsonPath();
        gateway = new GatewayPart();
        begin();
    }

    @AfterEach
    void close() {
        gateway.close();
        org.close();
    }

    @Test
    void holdsBetweenBatchesAndGoesOnWhereItWas() {
        slow();
        gateway.send(commands.contacts(records("Contact")));
        moved("Contact");
        control(1, Action.PAUSE);
        quiet();
        long batches = batches();
        assertThat(batches).isPositive().isLessThan(records("Contact") / PAGE);

        // Another migration passes meanwhile; this one does not move.
        String held = migrationId;
        begin();
        gateway.send(commands.users(records("User")));
        ended("User", "completed");
        migrationId = held;
        assertThat(batches()).isEqualTo(batches);

        given().delete(org.url() + "/__faults");
        control(2, Action.RESUME);
        complete("Contact");
        assertThat(count("SELECT sum(b.imported) FROM import.batch b JOIN import.object_run r ON r.id = b.object_run"
                + " WHERE r.migration_id = '" + migrationId + "'")).isEqualTo(records("Contact"));
    }

    /** All of them wait for each other until all are read, and are loaded in two steps: the pause comes in the first. */
    @Test
    void holdsBetweenTheStepsOfLinkingAndGoesOnWhereItWas() throws IOException {
        int accounts = 2_600;
        small(accounts, number -> new AccountOrg.Account("A" + number, (number + accounts / 2) % accounts));
        slow();
        gateway.send(needingParents(commands.accounts(accounts)));
        String run = " FROM import.object_run WHERE migration_id = '" + migrationId + "'";
        await("the extraction", () -> count("SELECT count(*)" + run + " AND attempt = 1") == 1);
        SqlConnection other = pool.getConnection().await().atMost(PATIENCE);
        try {
            Transaction first = other.begin().await().atMost(PATIENCE);
            other.query(
                    "INSERT INTO import.batch (object_run, attempt, page_no, batch_no, imported, updated, unchanged,"
                            + " merged, skipped, failed, reference_counts) SELECT id, 1, -1, 1, 0, 0, 0, 0, 0, 0, '{}'"
                            + run)
                    .execute().await().atMost(PATIENCE);
            await("the first step", () -> count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE '%INSERT INTO import.batch%'") == 1);
            control(1, Action.PAUSE);
            await("the pause", () -> count("SELECT count(*) FROM import.control WHERE migration_id = '" + migrationId
                    + "'") == 1);
            first.rollback().await().atMost(PATIENCE);
        } finally {
            other.close().await().atMost(PATIENCE);
        }
        quiet();
        String waiting = "SELECT count(*) FROM import.held WHERE object_run IN (SELECT id" + run + ")";
        assertThat(count("SELECT count(*)" + run + " AND status = 'linking'")).isOne();
        assertThat(count(waiting)).isEqualTo(600);
        control(2, Action.RESUME);
        assertThat(complete("Account").get("imported").asLong()).isEqualTo(accounts);
        assertThat(count(waiting)).isZero();
        assertThat(count("SELECT count(*) FROM crm.accounts WHERE parent_id IS NOT NULL")).isEqualTo(accounts);
    }

    /** What was read before may be older than what the CRM has by now. */
    @Test
    void whatAnotherMigrationHasImportedMeanwhileIsExtractedAgain() {
        slow();
        gateway.send(commands.contacts(records("Contact")));
        moved("Contact");
        control(1, Action.PAUSE);
        quiet();
        given().delete(org.url() + "/__faults");
        String held = migrationId;
        migrationId = GatewayPart.newMigrationId();
        gateway.send(new TestCommands(migrationId, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId)).contacts(records("Contact")));
        complete("Contact");
        migrationId = held;
        control(2, Action.RESUME);
        complete("Contact");
        String run = " FROM import.object_run WHERE migration_id = '" + migrationId + "'";
        assertThat(count("SELECT attempt::bigint" + run)).as("attempt").isEqualTo(2);
        assertThat(count("SELECT (attempt - first_attempt)::bigint" + run)).as("failed attempts").isZero();
    }

    /** A batch that is about to be committed when its object fails would be in the CRM, and in no count. */
    @Test
    void anObjectThatFailsCountsExactlyWhatIsInTheCrm() {
        String run = " WHERE object_run IN (SELECT id FROM import.object_run WHERE migration_id = '" + migrationId
                + "')";
        SqlConnection other = pool.getConnection().await().atMost(PATIENCE);
        try {
            Transaction first = other.begin().await().atMost(PATIENCE);
            other.query("LOCK TABLE import.batch IN EXCLUSIVE MODE").execute().await().atMost(PATIENCE);
            gateway.send(commands.contacts(records("Contact")));
            await("a batch", () -> count("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE '%INSERT INTO import.batch%'") > 0);
            pool.preparedQuery("UPDATE import.page SET failure = $1" + run)
                    .execute(Tuple.of(Columns.json(new Failure("internal_error", FailureType.INTERNAL, "It failed.",
                            "Report it."))))
                    .await().atMost(PATIENCE);
            JsonNode contact = ended("Contact", "failed");
            first.rollback().await().atMost(PATIENCE);
            await("the readers", () -> count("SELECT count(*) FROM import.page" + run
                    + " AND touched_at IS NOT NULL AND records IS NULL") == 0);
            assertThat(contact.get("imported").asLong())
                    .isEqualTo(count("SELECT count(*) FROM crm.contacts WHERE migration_id = '" + migrationId + "'"));
            assertThat(count("SELECT count(*) FROM import.batch" + run)).isZero();
        } finally {
            other.close().await().atMost(PATIENCE);
        }
    }

    @Test
    void aCancelledObjectCountsExactlyWhatIsInTheCrm() {
        slow();
        gateway.send(commands.contacts(records("Contact")));
        moved("Contact");
        control(1, Action.CANCEL);
        gateway.send(commands.users(records("User")));
        JsonNode contact = ended("Contact", "failed");
        assertThat(contact.at("/error/code").asText()).isEqualTo("run_cancelled");
        assertThat(contact.get("imported").asLong()).isPositive().isLessThan(records("Contact"))
                .isEqualTo(count("SELECT count(*) FROM crm.contacts WHERE migration_id = '" + migrationId + "'"));
        assertThat(ended("User", "skipped").at("/error/code").asText()).isEqualTo("run_cancelled");
    }

    /** That of the extraction, or that of the look-out for duplicates before it. */
    @ParameterizedTest
    @ValueSource(strings = {"import.slice", "import.matching"})
    void aPausedRunCanBeCancelledAndItsJobIsAborted(String jobs) {
        jobsWait();
        given().body("{\"match\":{\"method\":\"PATCH\",\"pathRegex\":\"/jobs/query/[^/]+$\"},\"fault\":\"status\","
                + "\"status\":200,\"body\":{\"id\":\"7505e00000Waits00A\",\"state\":\"Aborted\"},\"times\":" + ABORTS
                + "}")
                .post(org.url() + "/__faults").then().statusCode(200);
        ImportObject contacts = commands.contacts(records("Contact"));
        ObjectConfiguration plain = contacts.configuration();
        gateway.send(jobs.equals("import.slice")
                ? contacts
                : configured(contacts, new ObjectConfiguration("Contact", true, plain.target(), null, plain.fields(),
                        new Deduplication(List.of(List.of("email")), Deduplication.Action.MERGE_FILL_BLANKS)), null));
        await("a Bulk job", () -> count("SELECT count(*) FROM import.object_run r JOIN " + jobs + " s"
                + " ON s.object_run = r.id WHERE migration_id = '" + migrationId + "' AND job_id IS NOT NULL") == 1);
        control(1, Action.PAUSE);
        quiet();
        control(2, Action.CANCEL);
        assertThat(ended("Contact", "failed").get("records_processed").asLong()).isZero();
        assertThat(given().get(org.url() + "/__faults").jsonPath().getList("left", Integer.class)).contains(ABORTS - 1);
    }

    /** Salesforce deletes such jobs by itself, so nobody waits for its answers for long, nor for one after the other. */
    @Test
    void aSilentSalesforceDelaysACancellationBySecondsOnly() {
        jobsWait();
        given().body("{\"match\":{\"method\":\"PATCH\",\"pathRegex\":\"/jobs/query/[^/]+$\"},\"fault\":\"delay\","
                + "\"delayMs\":90000,\"times\":100}").post(org.url() + "/__faults").then().statusCode(200);
        gateway.send(commands.contacts(records("Contact")));
        String running = " FROM import.slice WHERE job_id IS NOT NULL AND object_run IN (SELECT id FROM import.object_run"
                + " WHERE migration_id = '" + migrationId + "')";
        await("a Bulk job", () -> count("SELECT count(*)" + running) == 1);
        control(1, Action.PAUSE);
        quiet();
        pool.query("INSERT INTO import.slice (object_run, attempt, slice_no, state, job_id, polls, next_poll_at)"
                + " SELECT object_run, attempt, slice_no + n, state, '7505e00000Waits0' || n || 'A', polls, next_poll_at"
                + running.replace(" WHERE job_id", ", generate_series(1, 7) n WHERE job_id")).execute().await()
                .atMost(PATIENCE);
        Instant cancelled = Instant.now();
        control(2, Action.CANCEL);
        assertThat(ended("Contact", "failed").at("/error/code").asText()).isEqualTo("run_cancelled");
        assertThat(Duration.between(cancelled, Instant.now())).as("of eight, one after the other take 24 s")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(given().get(org.url() + "/__faults").jsonPath().getList("left", Integer.class)).contains(100 - 8);
    }

    private void jobsWait() {
        given().body("{\"match\":{\"method\":\"GET\",\"pathRegex\":\"/jobs/query/[^/]+$\"},\"fault\":\"status\","
                + "\"status\":200,\"body\":{\"id\":\"7505e00000Waits00A\",\"state\":\"InProgress\"},\"times\":100000}")
                .post(org.url() + "/__faults").then().statusCode(200);
    }

    /** Salesforce lets Bulk jobs wait for hours now and then. */
    @Test
    void aMigrationWhoseManyJobsWaitKeepsNoOtherFromItsTurn() {
        jobsWait();
        String first = migrationId;
        for (ImportObject object : List.of(commands.accounts(2_500), commands.contacts(2_500), commands.cases(2_500),
                commands.caseComments(2_500))) {
            gateway.send(object);
        }
        await("four objects are driven", () -> driven(first) == 4);

        begin();
        gateway.send(commands.users(records("User")));
        complete("User");
        assertThat(driven(first)).isEqualTo(4);
        gateway.send(new ControlRun(first, GatewayPart.ORGANIZATION, 1, Action.CANCEL));
    }

    private long driven(String migration) {
        return count("SELECT count(*) FROM import.object_run WHERE status = 'extracting' AND lease_until IS NOT NULL"
                + " AND migration_id = '" + migration + "'");
    }

    @Test
    void whatComesLateOrTwiceChangesNothing() {
        control(2, Action.RESUME);
        control(1, Action.PAUSE);
        control(2, Action.RESUME);
        control(1, Action.CANCEL);
        gateway.send(renewed(3, org.accessToken()));
        gateway.send(renewed(2, "00D000000000000!old"));
        gateway.send(commands.users(records("User")));
        gateway.send(commands.users(records("User")));
        complete("User");
        assertThat(count("SELECT revision FROM import.connection WHERE migration_id = '" + migrationId + "'"))
                .isEqualTo(3);
    }

    @Test
    void triesAgainOnlyWhatWasRejected() {
        control(1, Action.RESUME);
        gateway.send(commands.users(records("User")));
        complete("User");
        ImportObject cases = commands.cases(records("Case"));
        gateway.send(strict(cases, Map.of("New", "new", "Closed", "closed"), null));
        JsonNode first = ended("Case", "completed_with_errors");
        long failed = first.get("failed").asLong();
        assertThat(failed).isPositive();
        assertThat(failures("Case").getList("data.attempts")).containsOnly(1);
        String one = failures("Case").getString("data[0].sf_id");
        long calls = first.get("api_calls_used").asLong();

        // Working is known now; one of the rejected records is no longer in the filter.
        gateway.send(retry(strict(cases, Map.of("New", "new", "Closed", "closed", "Working", "open"),
                new RecordFilter(null, null, "Id != '" + one + "'")), 1));
        JsonNode second = ended("Case", "completed_with_errors", first);
        assertThat(second.get("records_processed").asLong()).isEqualTo(records("Case"));
        assertThat(second.get("skipped").asLong()).isOne();
        assertThat(second.get("failed").asLong()).isPositive().isLessThan(failed);
        assertThat(failures("Case").getList("data.attempts")).containsOnly(2);
        assertThat(given().queryParam("organization_id", GatewayPart.ORGANIZATION).get("/internal/records/" + one)
                .jsonPath().getString("reason")).startsWith("gone_from_salesforce");
        assertThat(second.get("api_calls_used").asLong() - calls).isEqualTo((failed + 199) / 200);

        // The same again, and late: nothing; then everything is mapped.
        gateway.send(retry(strict(cases, Map.of(), null), 1));
        gateway.send(retry(cases, 2));
        JsonNode third = ended("Case", "completed", second);
        assertThat(third.get("failed").asLong()).isZero();
        assertThat(third.get("imported").asLong()).isEqualTo(records("Case") - 1);
        assertThat(count("SELECT count(*) FROM crm.cases WHERE migration_id = '" + migrationId + "'"))
                .isEqualTo(records("Case") - 1);
    }

    /** Their e-mails are in by then, and nothing is left to retry of those. */
    @Test
    void casesThatWereRejectedAtFirstHaveTheirEmailsInOrder() {
        ImportObject cases = commands.cases(records("Case"));
        gateway.send(strict(cases, Map.of("New", "new", "Closed", "closed"), null));
        JsonNode first = ended("Case", "completed_with_errors");
        gateway.send(commands.emails(records("EmailMessage")));
        complete("EmailMessage");
        String inCases = "SELECT count(*) FROM crm.case_comments WHERE case_id IS NOT NULL";
        long before = count(inCases);
        gateway.send(retry(cases, 1));
        ended("Case", "completed", first);
        assertThat(count(inCases)).isGreaterThan(before);
        assertThat(count(inCases + " AND position IS NULL")).isZero();
        assertThat(count("SELECT count(*) FROM (SELECT FROM crm.case_comments WHERE case_id IS NOT NULL"
                + " GROUP BY case_id HAVING min(position) <> 1 OR max(position) <> count(*)) gap")).isZero();
    }

    @Test
    void anObjectThatFailedIsImportedAsAWholeByARetry() {
        ImportObject cases = commands.cases(records("Case"));
        ObjectConfiguration wrong = new ObjectConfiguration("Case", true, "cases",
                new RecordFilter(null, null, "Nonsense__c = 1"), cases.configuration().fields(), null);
        gateway.send(configured(cases, wrong, null));
        JsonNode failed = ended("Case", "failed");
        gateway.send(retry(cases, 1));
        JsonNode completed = ended("Case", "completed", failed);
        assertThat(completed.get("imported").asLong()).isEqualTo(records("Case"));
    }

    /** A refusal that came after the run's end was told to nobody who listens, and is not told twice. */
    @Test
    void aRetryTriesTheCredentialsThatWereRefusedAfterTheEnd() {
        ImportObject cases = commands.cases(records("Case"));
        gateway.send(configured(cases, new ObjectConfiguration("Case", true, "cases",
                new RecordFilter(null, null, "Nonsense__c = 1"), cases.configuration().fields(), null), null));
        JsonNode failed = ended("Case", "failed");
        pool.query("UPDATE import.connection SET rejected_revision = revision WHERE migration_id = '" + migrationId
                + "'").execute().await().atMost(PATIENCE);
        gateway.send(retry(cases, 1));
        assertThat(ended("Case", "completed", failed).get("imported").asLong()).isEqualTo(records("Case"));
    }

    @Test
    void credentialsThatEndInTheMiddleLoseAndDoubleNothing() {
        given().body("{\"match\":{\"pathRegex\":\"/results\"},\"fault\":\"token_revoked\",\"after\":4}")
                .post(org.url() + "/__faults").then().statusCode(200);
        gateway.send(commands.contacts(records("Contact")));
        gateway.await("connection_rejected", message -> isOfThis(message)
                && message.at("/value/credential_revision").asLong() == 1);
        quiet();
        given().body("{\"accessToken\":\"00D000000000000!fresh\"}").post(org.url() + "/__tokens").then()
                .statusCode(204);
        gateway.send(renewed(2, "00D000000000000!fresh"));
        JsonNode contact = complete("Contact");
        assertThat(contact.get("imported").asLong()).isEqualTo(records("Contact"))
                .isEqualTo(count("SELECT count(*) FROM crm.contacts WHERE migration_id = '" + migrationId + "'"));
        assertThat(given().get(org.url() + "/__stats").jsonPath().getList("misuse")).isEmpty();
    }

    @Test
    void atSalesforcesLimitItAsksNothingUntilItIsResumed() {
        given().body("{\"match\":{\"pathRegex\":\"/results\"},\"fault\":\"daily_limit\",\"after\":2}")
                .post(org.url() + "/__faults").then().statusCode(200);
        gateway.send(commands.contacts(records("Contact")));
        JsonNode reached = gateway.await("api_limit_reached", message -> isOfThis(message)
                && message.at("/value/failure/code").asText().equals("sf_daily_limit"));
        assertThat(reached.at("/value/control_revision").asLong()).isZero();
        quiet();
        control(1, Action.PAUSE);
        control(2, Action.RESUME);
        assertThat(complete("Contact").get("imported").asLong()).isEqualTo(records("Contact"));
    }

    /** Two percent, that is twenty of an org's thousand calls. */
    @Test
    void whereItsShareOfCallsIsUsedUpItWaitsUntilItIsResumed() throws IOException {
        small(5_000, number -> new AccountOrg.Account("A" + number, null));
        slow();
        gateway.send(configured(commands.accounts(5_000), new RunOptions(2, 100, false, true, true, false, false)));
        JsonNode reached = reached(0);
        assertThat(reached.at("/value/failure/type").asText()).isEqualTo("limit");
        assertThat(reached.at("/value/failure/message").asText())
                .matches("\\d+ of the org's 1000 API calls in 24 hours are used; the run may go up to 2 percent\\.");
        quiet();
        long batches = batches();
        assertThat(batches).isPositive().isLessThan(5_000 / PAGE);

        // What it is told to do it does, until it meets the limit again; that is told once each time.
        given().delete(org.url() + "/__faults");
        long revision = 1;
        control(revision, Action.RESUME);
        while (!hasEnded(revision)) {
            control(++revision, Action.RESUME);
        }
        assertThat(complete("Account").get("imported").asLong()).isEqualTo(5_000);
        assertThat(gateway.heard(message -> isOfThis(message) && message.at("/value/control_revision").isNumber()))
                .extracting(message -> message.at("/value/control_revision").asLong()).doesNotHaveDuplicates()
                .hasSizeGreaterThan(1);
    }

    /** An answer of before the pause says nothing about now. */
    @Test
    void whoHasMadeNoCallSinceIsNotHeldByWhatAnAnswerSaidBefore() throws IOException {
        small(5_000, number -> new AccountOrg.Account("A" + number, null));
        slow();
        gateway.send(configured(commands.accounts(5_000), new RunOptions(2, 100, false, true, true, false, false)));
        reached(0);
        quiet();
        given().body("{\"match\":{\"pathRegex\":\"/query\"},\"fault\":\"delay\",\"delayMs\":3000,\"times\":100}")
                .post(org.url() + "/__faults").then().statusCode(200);
        pool.query(
                "UPDATE import.object_run SET lease_owner = 'another', lease_until = 'infinity' WHERE migration_id = '"
                        + migrationId + "'")
                .execute().await().atMost(PATIENCE);
        // Read by one query, which its page asks; so its holder makes no call before.
        gateway.send(configured(commands.contacts(10), new RunOptions(2, 100, false, true, true, false, false)));
        control(1, Action.RESUME);
        await("the page of the contacts", () -> count("SELECT count(*) FROM import.page p JOIN import.object_run r"
                + " ON r.id = p.object_run WHERE r.migration_id = '" + migrationId
                + "' AND r.object = 'Contact' AND p.touched_at IS NOT NULL") == 1);
        assertThat(count("SELECT limited_revision FROM import.control WHERE migration_id = '" + migrationId + "'"))
                .isZero();
    }

    private JsonNode reached(long revision) {
        return gateway.await("the limit", message -> isOfThis(message)
                && message.at("/value/control_revision").asLong(-1) == revision
                && message.at("/value/failure/code").asText().equals("api_budget_used"));
    }

    /** Else it has met the limit once more. */
    private boolean hasEnded(long revision) {
        JsonNode told = gateway.await("the end or the limit", message -> isOfThis(message)
                && (message.at("/value/control_revision").asLong(-1) == revision
                        || message.at("/value/type").asText().equals("object_completed")));
        return told.at("/value/type").asText().equals("object_completed");
    }

    private void begin() {
        migrationId = GatewayPart.newMigrationId();
        commands = new TestCommands(migrationId, "00D5g000007AbCdEAK", org.url().toString(),
                GatewayPart.sealed(org.accessToken(), migrationId));
        pool.query(
                "TRUNCATE crm.users, crm.accounts, crm.contacts, crm.cases, crm.case_comments, import.unlinked CASCADE")
                .execute().await().atMost(PATIENCE);
    }

    /** An org of accounts takes the place of the large one; it may be asked a thousand times a day. */
    private void small(int accounts, IntFunction<AccountOrg.Account> account) throws IOException {
        Files.writeString(folder.resolve("limits.json"),
                "{\"DailyApiRequests\":{\"Max\":1000,\"Remaining\":1000}}");
        String token = org.accessToken();
        org.close();
        org = Simulator.start(
                AccountOrg.options(folder, accounts, account).withPageSize(PAGE).withAccessToken(token));
        begin();
    }

    private void slow() {
        given().body(SLOW_RESULTS).post(org.url() + "/__faults").then().statusCode(200);
    }

    private void control(long revision, Action action) {
        gateway.send(new ControlRun(migrationId, GatewayPart.ORGANIZATION, revision, action));
    }

    private ConnectionRenewed renewed(long revision, String token) {
        return new ConnectionRenewed(migrationId, GatewayPart.ORGANIZATION, org.url().toString(),
                new SealedToken(GatewayPart.sealed(token, migrationId).jwe(), revision));
    }

    private static ImportObject strict(ImportObject cases, Map<String, String> statuses, RecordFilter filter) {
        List<FieldMapping> fields = cases.configuration().fields().stream().map(field -> field.field().equals("Status")
                ? new FieldMapping("Status", "status", field.transform(), statuses, null, OnUnmapped.FAIL)
                : field).toList();
        return configured(cases, new ObjectConfiguration("Case", true, "cases", filter, fields, null), null);
    }

    private static ImportObject retry(ImportObject command, int retry) {
        return configured(command, command.configuration(), retry);
    }

    private static ImportObject needingParents(ImportObject c) {
        return new ImportObject(c.migrationId(), c.organizationId(), c.run(), c.object(), c.wave(), c.keyPrefix(),
                c.expectedRecords(), c.source(), c.configuration(), c.references(), c.customFields(), c.queues(),
                new RelationshipOptions(OnMissingParent.SKIP_RECORD, true), c.owners(), PATIENT, null, null, null);
    }

    private static ImportObject configured(ImportObject c, RunOptions options) {
        return configured(c, c.configuration(), null, options);
    }

    private static ImportObject configured(ImportObject c, ObjectConfiguration configuration, Integer retry) {
        return configured(c, configuration, retry, PATIENT);
    }

    private static ImportObject configured(ImportObject c, ObjectConfiguration configuration, Integer retry,
            RunOptions options) {
        return new ImportObject(c.migrationId(), c.organizationId(), c.run(), c.object(), c.wave(), c.keyPrefix(),
                c.expectedRecords(), c.source(), configuration, c.references(), c.customFields(), c.queues(),
                c.relationships(), c.owners(), options, retry, null, null);
    }

    /** Until some records are in. */
    private void moved(String object) {
        gateway.await(object + " moves", message -> isOfThis(message) && isAbout(message, object)
                && message.at("/value/records_processed").asLong() > 0);
    }

    /** Until nobody drives an object of the run or works on one of its pages. */
    private void quiet() {
        await("the run is held", () -> count("SELECT count(*) FROM import.object_run r LEFT JOIN import.page p"
                + " ON p.object_run = r.id AND p.records IS NULL AND p.touched_at IS NOT NULL WHERE r.migration_id = '"
                + migrationId + "' AND (r.lease_until IS NOT NULL OR p.page_no IS NOT NULL)") == 0);
    }

    private long batches() {
        return count("SELECT count(*) FROM import.batch b JOIN import.object_run r ON r.id = b.object_run"
                + " WHERE r.migration_id = '" + migrationId + "'");
    }

    private JsonNode complete(String object) {
        return ended(object, "completed");
    }

    private JsonNode ended(String object, String status) {
        return ended(object, status, null);
    }

    /** @param before an earlier end of the same object */
    private JsonNode ended(String object, String status, JsonNode before) {
        long after = before == null ? 0 : before.get("sequence").asLong();
        JsonNode end = gateway.await(object + " " + status, message -> isOfThis(message) && isAbout(message, object)
                && List.of("object_completed", "object_failed", "object_skipped")
                        .contains(message.at("/value/type").asText())
                && message.at("/value/sequence").asLong() > after).get("value");
        assertThat(end.get("status").asText()).as(end.toString()).isEqualTo(status);
        return end;
    }

    private boolean isOfThis(JsonNode message) {
        return message.at("/value/migration_id").asText().equals(migrationId);
    }

    private static boolean isAbout(JsonNode message, String object) {
        return message.at("/value/object").asText().equals(object);
    }

    private JsonPath failures(String object) {
        return given().queryParam("organization_id", GatewayPart.ORGANIZATION)
                .get("/internal/migrations/" + migrationId + "/objects/" + object + "/failures").then().statusCode(200)
                .extract().jsonPath();
    }

    private long records(String object) {
        return expected.getLong("objects." + object + ".records");
    }

    private long count(String sql) {
        Long count = pool.query(sql).execute().await().atMost(PATIENCE).iterator().next().getLong(0);
        return count == null ? 0 : count;
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
