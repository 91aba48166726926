package com.crmfactory.migration.localstack.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.crmfactory.migration.localstack.chaos.Scenario.Step;
import com.crmfactory.migration.localstack.demo.ApiProblem;
import com.crmfactory.migration.localstack.demo.MigrationApi;
import com.crmfactory.migration.localstack.demo.MigrationView;
import com.crmfactory.migration.localstack.stack.Endpoints;
import com.crmfactory.migration.localstack.stack.LocalStack;

/** One migration of the simulator's org with a scenario's faults. */
final class DisturbedRun {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /** Nothing at all moved for so long, a dead gateway included: something is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> AT_WORK = Set.of("running", "validating");

    private final LocalStack stack;
    private final Endpoints at;
    private final MigrationApi api;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DisturbedRun(LocalStack stack) {
        this.stack = stack;
        this.at = stack.endpoints();
        this.api = new MigrationApi(at.gateway());
    }

    /** @return the migration's record at its end, whatever that is */
    MigrationView migrate(Scenario scenario) throws IOException {
        simulator("DELETE", BodyPublishers.noBody());
        String id = api.analyze(at.simulator(), at.simulatorAccessToken()).migrationId();
        for (Fault fault : scenario.duringAnalysis()) {
            commit(fault, id);
        }
        MigrationView analyzed = await(id, Set.of("analyzing"), new ArrayDeque<>());
        if (!analyzed.status().equals("ready")) {
            return analyzed;
        }
        api.run(id);
        MigrationView ended = await(id, AT_WORK, new ArrayDeque<>(scenario.duringRun()));
        simulator("DELETE", BodyPublishers.noBody());
        return ended;
    }

    private MigrationView await(String id, Set<String> statuses, Deque<Step> steps) throws IOException {
        long sequence = -1;
        long movedAt = System.nanoTime();
        while (true) {
            MigrationView now = look(id, movedAt);
            if (now != null && !statuses.contains(now.status())) {
                return now;
            }
            if (now != null && now.sequence() != sequence) {
                sequence = now.sequence();
                movedAt = System.nanoTime();
            }
            if (now != null && !steps.isEmpty() && percent(now) >= steps.peek().atPercent()) {
                commit(steps.poll().fault(), id);
                movedAt = System.nanoTime();
            }
            pause(BETWEEN_LOOKS);
        }
    }

    /** Null while the gateway or what it needs is on its way back. */
    private MigrationView look(String id, long movedAt) throws IOException {
        boolean patient = System.nanoTime() - movedAt < PATIENCE.toNanos();
        try {
            MigrationView now = api.migration(id);
            if (!patient) {
                throw new IOException("Nothing moved for %d minutes while the migration was %s"
                        .formatted(PATIENCE.toMinutes(), now.status()));
            }
            return now;
        } catch (ConnectException | HttpTimeoutException | ApiProblem | EOFException e) {
            if (!patient) {
                throw e;
            }
            return null;
        }
    }

    private static double percent(MigrationView now) {
        long total = now.progress().recordsTotal();
        return total == 0 ? 0 : 100.0 * now.progress().recordsProcessed() / total;
    }

    private void commit(Fault fault, String id) throws IOException {
        if (fault instanceof Fault.Kill kill) {
            stack.kill(kill.child());
            pause(kill.downtime());
            stack.restart(kill.child());
        } else if (fault instanceof Fault.Misbehaviour misbehaviour) {
            simulator("POST", BodyPublishers.ofString(misbehaviour.rule()));
        } else if (fault instanceof Fault.Replay replay) {
            new MessageReplay(at.kafka()).replay(id, new Random(replay.seed()));
        }
    }

    private void simulator(String method, HttpRequest.BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(at.simulator() + "/__faults")).method(method, body)
                .header("Content-Type", "application/json").build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("The simulator refused a fault: " + answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Waits, unless a child dies that should not. */
    private void pause(Duration time) throws IOException {
        try {
            stack.failure().get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException allAlive) {
            return;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
