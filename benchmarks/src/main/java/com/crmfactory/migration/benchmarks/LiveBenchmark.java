package com.crmfactory.migration.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.crmfactory.migration.benchmarks.Listeners.Seen;
import com.crmfactory.migration.localstack.stack.Endpoints.Database;
import com.crmfactory.migration.localstack.stack.LocalStack;

/** How long after a batch was committed do a thousand clients know? */
final class LiveBenchmark implements Benchmark {

    private static final double SCALE = 2;
    private static final int CLIENTS = 1_000;
    /** The local stack's server keeps the time of each commit. */
    private static final String BATCHES = """
                                          select r.object, extract(epoch from pg_xact_commit_timestamp(b.xmin)) * 1000000,
                                                 b.imported + b.updated + b.unchanged + b.merged + b.skipped + b.failed
                                          from import.batch b join import.object_run r on r.id = b.object_run
                                          where r.migration_id = ? order by 1, 2""";

    /** A batch: how many records of its object were done when it was committed. */
    private record Batch(String object, long micros, long processed) {
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public Section run(int rounds, Workbench workbench) throws IOException {
        List<Double> middle = new ArrayList<>();
        List<Double> slow = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Series delays = workbench.withStack(SCALE, LiveBenchmark::delays);
            middle.add(delays.quantile(0.5));
            slow.add(delays.quantile(0.99));
            workbench.tell("median %.0f ms, p99 %.0f ms of %,d arrivals".formatted(middle.get(round), slow.get(round),
                    delays.samples().size()));
        }
        return Section.of(name(), "A generated org of 2,000 accounts (`--scale 2`) is imported while " + CLIENTS
                + " clients follow its events at one gateway (-Xmx256m): milliseconds from the commit of each batch until"
                + " each client has an event that counts it. Clients and services share the machine.")
                .with("median", new Series(middle), "ms").with("p99", new Series(slow), "ms", "< 1,000");
    }

    private static Series delays(LocalStack stack) throws IOException {
        Gateway gateway = new Gateway(stack);
        String id = gateway.analyzed();
        try (Listeners listeners = Listeners.connect(
                URI.create(stack.endpoints().gateway() + "/api/v1/migration/" + id + "/events"), CLIENTS)) {
            gateway.completed(id);
            return delays(batches(stack.endpoints().postgres(), id), listeners.seen());
        }
    }

    private static Series delays(List<Batch> batches, List<List<Seen>> clients) {
        List<Double> delays = new ArrayList<>();
        for (List<Seen> client : clients) {
            Map<String, List<Seen>> byObject = new HashMap<>();
            client.forEach(seen -> byObject.computeIfAbsent(seen.object(), key -> new ArrayList<>()).add(seen));
            for (Batch batch : batches) {
                byObject.getOrDefault(batch.object(), List.of()).stream()
                        .filter(seen -> seen.processed() >= batch.processed()).findFirst()
                        .ifPresent(seen -> delays.add((seen.micros() - batch.micros()) / 1e3));
            }
        }
        return new Series(delays);
    }

    private static List<Batch> batches(Database database, String migrationId) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + database.host() + ":"
                + database.port() + "/" + database.database(), database.user(), database.password());
                PreparedStatement query = connection.prepareStatement(BATCHES)) {
            query.setString(1, migrationId);
            Map<String, Long> processed = new HashMap<>();
            List<Batch> batches = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String object = rows.getString(1);
                    batches.add(new Batch(object, rows.getLong(2), processed.merge(object, rows.getLong(3),
                            Long::sum)));
                }
            }
            return batches;
        } catch (SQLException e) {
            throw new IOException("The batches cannot be read", e);
        }
    }
}
