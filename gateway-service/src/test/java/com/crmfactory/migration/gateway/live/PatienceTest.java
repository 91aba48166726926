package com.crmfactory.migration.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

class PatienceTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    /** One thread, so that nothing comes between what a test does on it. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Patience patience = new Patience(vertx, LIMIT);
    private final CompletableFuture<String> cutOff = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whoeverTakesAnItemAndAsksForNoOtherIsCutOff() throws Exception {
        AssertSubscriber<Integer> client = patience.with(Multi.createFrom().range(0, 10), () -> cutOff.complete("cut"))
                .subscribe().withSubscriber(AssertSubscriber.create(1));
        client.assertItems(0);
        assertThat(cutOff.get(10, TimeUnit.SECONDS)).isEqualTo("cut");
        client.cancel();
    }

    /** A client for which there is no news is not slow: the third client is cut off, so the others had their chance. */
    @Test
    void whoeverWaitsForNewsIsNotCutOff() throws Exception {
        CompletableFuture<String> waiting = new CompletableFuture<>();
        UnicastProcessor<Integer> quiet = UnicastProcessor.create();
        AssertSubscriber<Integer> client = patience.with(quiet, () -> waiting.complete("cut"))
                .subscribe().withSubscriber(AssertSubscriber.create(1));
        CompletableFuture<Void> taken = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            quiet.onNext(1);
            client.request(1);
            taken.complete(null);
        });
        taken.get(10, TimeUnit.SECONDS);
        client.assertItems(1);
        AssertSubscriber<Integer> slow = patience.with(Multi.createFrom().range(0, 10), () -> cutOff.complete("cut"))
                .subscribe().withSubscriber(AssertSubscriber.create(1));
        cutOff.get(10, TimeUnit.SECONDS);
        assertThat(waiting).isNotDone();
        client.cancel();
        slow.cancel();
    }
}
