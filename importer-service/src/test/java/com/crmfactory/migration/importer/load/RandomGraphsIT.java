package com.crmfactory.migration.importer.load;

import static com.crmfactory.migration.importer.load.Loading.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.crmfactory.migration.importer.load.Loading.ObjectLoad;
import com.crmfactory.migration.importer.load.RandomGraph.Entry;
import com.crmfactory.migration.localstack.testing.InfrastructureTestResource;
import com.crmfactory.migration.model.Ledger;
import com.crmfactory.migration.model.configuration.RelationshipOptions.OnMissingParent;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * What holds for records that refer to each other in any way whatever, loaded in any order into a real database. The
 * seeds are the test's own because the database comes with Quarkus, which jqwik's engine does not start.
 * {@code -Dgraphs.seed=N} repeats one, {@code -Dgraphs.count=N} tries more of them.
 */
@QuarkusTest
@QuarkusTestResource(InfrastructureTestResource.class)
class RandomGraphsIT {
    private static final int GRAPHS = 60;
    /** Some hundred records take a fraction of a second. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Pool pool;
    @Inject
    AgroalDataSource database;

    static LongStream seeds() {
        Long wanted = Long.getLong("graphs.seed");
        return wanted != null
                ? LongStream.of(wanted)
                : LongStream.rangeClosed(1, Integer.getInteger("graphs.count", GRAPHS));
    }

    @ParameterizedTest(name = "-Dgraphs.seed={0}")
    @MethodSource("seeds")
    void linkingEndsAndEveryReferenceIsLinkedToItsParentOrWaitsForIt(long seed) {
        Random random = new Random(seed);
        RandomGraph graph = new RandomGraph(random);
        String what = "-Dgraphs.seed=" + seed + ": " + graph;
        Loading loading = loading(random);
        LoadedGraph loaded = assertTimeoutPreemptively(LIMIT, () -> LoadedGraph.mixed(graph, loading, random), what);
        for (GraphObject object : GraphObject.values()) {
            assertThat(loaded.of(object).ledger()).as("%s of %s", object, what)
                    .isEqualTo(new Ledger(graph.of(object).size(), 0, 0, 0, 0, 0));
        }
        Map<String, Entry> all = graph.all();
        assertThat(loaded.present()).as(what).containsExactlyInAnyOrderElementsOf(all.keySet());
        Map<Boolean, List<String>> references = all.values().stream().flatMap(Entry::references).collect(
                Collectors.partitioningBy(reference -> all.containsKey(reference.split(" ")[2])));
        assertThat(loaded.links()).as("links of %s", what)
                .containsExactlyInAnyOrderElementsOf(references.get(true));
        assertThat(loaded.waiting()).as("waiting of %s", what)
                .containsExactlyInAnyOrderElementsOf(references.get(false));
    }

    @ParameterizedTest(name = "-Dgraphs.seed={0}")
    @MethodSource("seeds")
    void whereParentsAreNeededExactlyThoseWhoLackOneAreRejectedAndNobodyWaits(long seed) {
        Random random = new Random(seed);
        RandomGraph graph = new RandomGraph(random);
        OnMissingParent rule = random.nextBoolean() ? OnMissingParent.SKIP_RECORD : OnMissingParent.FAIL_RECORD;
        String what = "-Dgraphs.seed=" + seed + ": " + graph + ", " + rule;
        Loading loading = loading(random).with(rule);
        LoadedGraph loaded = assertTimeoutPreemptively(LIMIT,
                () -> LoadedGraph.oneAfterAnother(graph, loading, random), what);
        Set<String> complete = graph.complete();
        for (GraphObject object : GraphObject.values()) {
            assertIsAccountedFor(graph.of(object), loaded.of(object), complete, rule, what);
        }
        assertThat(loaded.present()).as(what).containsExactlyInAnyOrderElementsOf(complete);
        assertThat(loaded.links()).as("links of %s", what).containsExactlyInAnyOrderElementsOf(
                graph.all().values().stream().filter(entry -> complete.contains(entry.sfId()))
                        .flatMap(Entry::references).toList());
        assertThat(loaded.waiting()).as("waiting of %s", what).isEmpty();
    }

    private static void assertIsAccountedFor(List<Entry> entries, ObjectLoad load, Set<String> complete,
            OnMissingParent rule, String what) {
        boolean skips = rule == OnMissingParent.SKIP_RECORD;
        List<String> rejected = entries.stream().map(Entry::sfId).filter(sfId -> !complete.contains(sfId))
                .map(sfId -> sfId + (skips ? " skipped" : " failed") + " parent_missing").toList();
        long lost = rejected.size();
        assertThat(load.rejects()).as(what).containsExactlyInAnyOrderElementsOf(rejected);
        assertThat(load.ledger()).as(what)
                .isEqualTo(new Ledger(entries.size() - lost, 0, 0, 0, skips ? lost : 0, skips ? 0 : lost));
    }

    /** With the master of every invoice; by COPY or by the upsert, and with either way of checking foreign keys. */
    private Loading loading(Random random) {
        Loading loading = new Loading(pool, random.nextBoolean() ? database : null, random.nextBoolean());
        loading.accounts().batch(account(GraphObject.MASTER, "master", null, null)).end();
        return loading;
    }
}
