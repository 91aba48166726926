package com.crmfactory.migration.importer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.message.ImportCommand.Source;
import com.crmfactory.migration.model.message.ImportCommand.ValidateImport;
import com.crmfactory.migration.simulator.Simulator;
import com.crmfactory.migration.simulator.SimulatorOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Nothing gets lost, whatever an org looks like and however it is to be migrated: a record is in the CRM, in another
 * record or rejected, and a reference leads to what its parent has become, or waits, or is counted.
 * {@code -Dorgs.seed=N} repeats one org, {@code -Dorgs.count=N} tries more of them.
 */
@QuarkusTest
@TestProfile(ConservationIT.SmallBatches.class)
@QuarkusTestResource(InfrastructureTestResource.class)
class ConservationIT {
    /** Few orgs that have between them nearly all that any has, each rule and each kind of value. */
    private static final long[] ORGS = {140, 177, 228, 281};
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Pool pool;
    @TempDir
    Path folder;

    private final String organization = UuidCreator.getTimeOrderedEpoch().toString();
    private GatewayPart gateway;

    /** Few records are several batches, and small objects do not wait for each other. */
    public static class SmallBatches implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("importer.batch-rows", "6", "importer.tick", "50ms");
        }
    }

    static LongStream seeds() {
        Long wanted = Long.getLong("orgs.seed");
        Long count = Long.getLong("orgs.count");
        return wanted != null
                ? LongStream.of(wanted)
                : count != null ? LongStream.rangeClosed(1, count) : LongStream.of(ORGS);
    }

    @BeforeEach
    void listen() {
        gateway = new GatewayPart();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest(name = "-Dorgs.seed={0}")
    @MethodSource("seeds")
    void everyRecordAndEveryReferenceIsAccountedForAndASecondImportWritesNothing(long seed) throws IOException {
        RandomOrg org = new RandomOrg(new Random(seed));
        String what = "-Dorgs.seed=" + seed + ": " + org;
        OrgFiles.write(org, folder);
        String own = ownRecords();
        try (Simulator simulator = Simulator
                .start(SimulatorOptions.org(folder).withPageSize(org.rules().pageSize()))) {
            OrgCommands first = commands(org, simulator, own);
            Map<OrgObject, Ledger> imported = imported(first, what);
            assertConserved(first, imported, what);
            assertThat(isValid(first)).as("validation of %s", what).isTrue();

            Set<String> written = FoundInCrm.versions(pool, organization);
            OrgCommands second = commands(org, simulator, own);
            Map<OrgObject, Ledger> again = imported(second, what);
            assertConserved(second, again, "second import of " + what);
            imported.forEach((object, ledger) -> assertThat(again.get(object))
                    .as("second import of %s, %s", object, what).isEqualTo(new Ledger(0, 0, ledger.present(),
                            ledger.merged(), ledger.skipped(), ledger.failed())));
            Set<String> after = FoundInCrm.versions(pool, organization);
            assertThat(without(after, written)).as("written by the second import of %s", what).isEmpty();
            assertThat(without(written, after)).as("deleted by the second import of %s", what).isEmpty();
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private void assertConserved(OrgCommands commands, Map<OrgObject, Ledger> told, String what) {
        FoundInCrm crm = new FoundInCrm(pool, organization, commands.migrationId());
        List<String> wrong = new ArrayList<>();
        told.forEach((object, ledger) -> {
            wrong.addAll(ConservedRecords.wrong(commands.org(), crm, object, ledger));
            wrong.addAll(ConservedReferences.wrong(commands.org(), crm, object, commands.fallbackOwner()));
        });
        assertThat(wrong).as(what).isEmpty();
    }

    private OrgCommands commands(RandomOrg org, Simulator simulator, String own) {
        String migrationId = "mig_" + UUID.randomUUID().toString().replace("-", "").substring(0, 26);
        return new OrgCommands(org, migrationId, organization, org.rules().fallbackOwner() ? own : null,
                new Source(OrgFiles.ORG_ID, simulator.url().toString(), "67.0",
                        GatewayPart.sealed(simulator.accessToken(), migrationId, organization)));
    }

    /** Wave by wave, as the gateway would have it. */
    private Map<OrgObject, Ledger> imported(OrgCommands commands, String what) {
        Map<OrgObject, Ledger> ledgers = new EnumMap<>(OrgObject.class);
        int last = OrgObject.values()[OrgObject.values().length - 1].wave();
        for (int wave = 1; wave <= last; wave++) {
            int now = wave;
            List<OrgObject> objects = Arrays.stream(OrgObject.values()).filter(one -> one.wave() == now).toList();
            objects.forEach(object -> gateway.send(commands.of(object)));
            objects.forEach(object -> ledgers.put(object, ended(commands, object, what)));
        }
        return ledgers;
    }

    private Ledger ended(OrgCommands commands, OrgObject object, String what) {
        JsonNode ended = gateway.await(object + " of " + what, message -> isOf(commands, message)
                && message.at("/value/object").asText().equals(object.object())
                && List.of("object_completed", "object_failed").contains(message.at("/value/type").asText()))
                .get("value");
        assertThat(ended.get("type").asText()).as("%s: %s of %s", ended, object, what).isEqualTo("object_completed");
        return new Ledger(ended.get("imported").asLong(), ended.get("updated").asLong(),
                ended.get("unchanged").asLong(), ended.get("merged").asLong(), ended.get("skipped").asLong(),
                ended.get("failed").asLong());
    }

    private boolean isValid(OrgCommands commands) {
        gateway.send(new ValidateImport(commands.migrationId(), organization, 1, 1));
        return gateway.await("validation", message -> isOf(commands, message)
                && message.at("/value/validation").asInt() == 1).at("/value/passed").asBoolean();
    }

    private static boolean isOf(OrgCommands commands, JsonNode message) {
        return message.at("/value/migration_id").asText().equals(commands.migrationId());
    }

    /** What the CRM had before; some of the org's records turn out to be the same. Returns the user's key. */
    private String ownRecords() {
        UUID user = UuidCreator.getTimeOrderedEpoch();
        UUID tenant = UUID.fromString(organization);
        pool.preparedQuery("INSERT INTO crm.users (id, organization_id, name, email) VALUES ($1, $2, 'Own',"
                + " 'p3@people.example')").execute(Tuple.of(user, tenant)).await().atMost(LIMIT);
        pool.preparedQuery("INSERT INTO crm.accounts (id, organization_id, name, domain, website) VALUES"
                + " ($1, $2, 'Acme 7', 'c3.example', 'www.c3.example')")
                .execute(Tuple.of(UuidCreator.getTimeOrderedEpoch(), tenant)).await().atMost(LIMIT);
        return user.toString();
    }
}
