package com.crmfactory.migration.localstack.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.crmfactory.migration.localstack.demo.MigrationView;
import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;
import com.crmfactory.migration.localstack.stack.LocalStack;

/** First an undisturbed migration, then a disturbed one per seed from an empty CRM; all have to end the same. */
public final class ChaosLoop {

    private static final Scenario UNDISTURBED = new Scenario(0, List.of(), List.of());

    private static final int LONGEST_LINE = 300;

    private final PrintWriter out;
    private final DisturbedRun run;
    private final CrmState state;

    public ChaosLoop(LocalStack stack, PrintWriter out) {
        this.out = out;
        this.run = new DisturbedRun(stack);
        this.state = new CrmState(stack.endpoints().postgres());
    }

    /**
     * @return whether every disturbed migration left the same rows and the same ledger as the undisturbed one
     * @throws IOException
     *             when a migration is stuck or a part of the stack dies by itself
     */
    public boolean run(long firstSeed, int seeds) throws IOException {
        try {
            MigrationView undisturbed = run.migrate(UNDISTURBED);
            state.take();
            out.printf("undisturbed: %s, %,d records%n", undisturbed.status(),
                    undisturbed.progress().recordsProcessed());
            int different = 0;
            for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
                state.empty();
                if (!isSame(Scenario.of(seed), undisturbed)) {
                    different++;
                }
            }
            out.printf("%d of %d disturbed migrations ended like the undisturbed one.%n", seeds - different, seeds);
            return different == 0;
        } catch (SQLException e) {
            throw new IOException("The CRM's tables cannot be compared: " + e.getMessage(), e);
        }
    }

    private boolean isSame(Scenario scenario, MigrationView undisturbed) throws IOException, SQLException {
        out.println("seed " + scenario.seed() + ": " + scenario);
        long start = System.nanoTime();
        MigrationView ended = run.migrate(scenario);
        List<String> differences = new ArrayList<>(ledgerDifferences(undisturbed, ended));
        differences.addAll(state.differences());
        out.printf("  %s after %.0f s: %s%n", ended.status(), (System.nanoTime() - start) / 1e9,
                differences.isEmpty() ? "same rows, same ledger" : "DIFFERENT");
        differences.forEach(difference -> out.println("    " + shortened(difference)));
        if (ended.error() != null) {
            out.println("    " + ended.error().message() + " (" + ended.error().code() + ")");
        }
        return differences.isEmpty();
    }

    /** On one line, and not longer than what tells the row. */
    private static String shortened(String difference) {
        String line = difference.replaceAll("\\R", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " …";
    }

    private static List<String> ledgerDifferences(MigrationView then, MigrationView now) {
        List<String> found = new ArrayList<>();
        if (!then.status().equals(now.status())) {
            found.add("status: " + then.status() + " became " + now.status());
        }
        for (MigratedObject object : then.objects()) {
            MigratedObject other = now.objects().stream()
                    .filter(candidate -> candidate.object().equals(object.object())).findFirst().orElse(null);
            if (!object.equals(other)) {
                found.add("ledger: " + object + " became " + other);
            }
        }
        return found;
    }
}
