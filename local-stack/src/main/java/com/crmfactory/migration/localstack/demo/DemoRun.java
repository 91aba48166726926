package com.crmfactory.migration.localstack.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.crmfactory.migration.localstack.demo.MigrationView.MigratedObject;
import com.crmfactory.migration.localstack.stack.Endpoints;
import com.fasterxml.jackson.databind.JsonNode;

/** The main job over the public API: analyze, report, run, validate. */
public final class DemoRun {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /** Nothing at all changed for so long: something is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> ENDED = Set.of("completed", "completed_with_errors", "failed", "cancelled",
            "paused");
    private static final int FAILURES_SHOWN = 3;

    private final PrintWriter out;
    private final Progress progress;
    private final MigrationApi api;
    private final CompletableFuture<Void> stackFailure;

    /**
     * @param terminal
     *            whether the output is a terminal that can be drawn on
     * @param stackFailure
     *            completes when a part of the stack dies
     */
    public DemoRun(Endpoints endpoints, PrintWriter out, boolean terminal, CompletableFuture<Void> stackFailure) {
        this.out = out;
        this.progress = Progress.on(out, terminal);
        this.api = new MigrationApi(endpoints.gateway());
        this.stackFailure = stackFailure;
    }

    /**
     * Migrates the org and prints what happened.
     *
     * @return whether every record is accounted for and the validation passed
     * @throws IOException
     *             when a call is refused, a part of the stack dies or nothing moves any more
     */
    public boolean migrate(String instanceUrl, String accessToken) throws IOException {
        String id = api.analyze(instanceUrl, accessToken).migrationId();
        out.println("Analyzing " + instanceUrl + " as " + id);
        MigrationView analyzed = await(id, now -> !now.status().equals("analyzing"), this::tellAnalysis);
        if (!analyzed.status().equals("ready")) {
            tellEnd(analyzed);
            return false;
        }
        out.println(Texts.readiness(api.report(id)));
        long start = System.nanoTime();
        api.run(id);
        MigrationView ended = await(id, now -> ENDED.contains(now.status()), progress::show);
        tellRate(ended, System.nanoTime() - start);
        if (!ended.status().startsWith("completed")) {
            tellEnd(ended);
            return false;
        }
        return verdict(ended, api.validation(id));
    }

    private boolean verdict(MigrationView ended, ValidationView validation) throws IOException {
        out.println(Texts.ledger(ended));
        out.println(Texts.validation(validation));
        tellFailures(ended);
        Verdict verdict = Verdict.of(ended, validation);
        if (verdict.isKept()) {
            long records = ended.objects().stream().mapToLong(MigratedObject::recordsTotal).sum();
            long failed = ended.objects().stream().mapToLong(MigratedObject::failed).sum();
            out.printf("Every one of %,d records is accounted for%s.%n", records, failed == 0
                    ? ""
                    : ", %,d of them as rejected with a reason".formatted(failed));
        } else {
            verdict.reasons().forEach(reason -> out.println("NOT KEPT: " + reason));
        }
        return verdict.isKept();
    }

    private MigrationView await(String id, Predicate<MigrationView> ended, Consumer<MigrationView> seen)
            throws IOException {
        long sequence = -1;
        long changedAt = System.nanoTime();
        while (true) {
            MigrationView now = api.migration(id);
            seen.accept(now);
            if (ended.test(now)) {
                return now;
            }
            if (now.sequence() != sequence) {
                sequence = now.sequence();
                changedAt = System.nanoTime();
            } else if (System.nanoTime() - changedAt > PATIENCE.toNanos()) {
                throw new IOException("Nothing changed for %d minutes while the migration was %s"
                        .formatted(PATIENCE.toMinutes(), now.status()));
            }
            pauseUnlessTheStackFails();
        }
    }

    private void pauseUnlessTheStackFails() throws IOException {
        try {
            stackFailure.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException allAlive) {
            return;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private int analyzedBefore = -1;

    private void tellAnalysis(MigrationView now) {
        if (now.analysis() != null && now.analysis().objectsAnalyzed() != analyzedBefore) {
            analyzedBefore = now.analysis().objectsAnalyzed();
            out.printf("  %d of %d objects analyzed%n", analyzedBefore, now.analysis().objectsTotal());
        }
    }

    private void tellRate(MigrationView ended, long nanos) {
        long records = ended.objects().stream().mapToLong(MigratedObject::recordsProcessed).sum();
        double seconds = nanos / 1e9;
        out.printf("%n%,d records in %.1f s, %,.0f a second%n%n", records, seconds, records / seconds);
    }

    private void tellEnd(MigrationView ended) {
        out.println("NOT KEPT: the migration is " + ended.status()
                + (ended.pauseReason() == null ? "" : " (" + ended.pauseReason() + ")"));
        if (ended.error() != null) {
            out.println("  " + ended.error().message() + " (" + ended.error().code() + ")");
            if (ended.error().hint() != null) {
                out.println("  " + ended.error().hint());
            }
        }
    }

    private void tellFailures(MigrationView ended) throws IOException {
        for (MigratedObject object : ended.objects()) {
            if (object.failed() > 0) {
                out.printf("%,d records of %s were rejected, for example:%n", object.failed(), object.object());
                for (JsonNode row : api.failures(ended.migrationId(), object.object(), FAILURES_SHOWN)) {
                    out.printf("  %s %s: %s%n",
                            row.path("sf_id").asText(),
                            row.path("code").asText(),
                            row.path("message").asText());
                }
            }
        }
    }

    /** One line about the memory that the services took. */
    public static String memory(Endpoints endpoints) throws IOException {
        return "Peak memory: " + MemoryFigures.of(endpoints.pids())
                + " (heap limits: gateway and analyzer 256 MB, importer 512 MB)";
    }
}
