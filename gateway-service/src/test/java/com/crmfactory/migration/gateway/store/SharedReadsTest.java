package com.crmfactory.migration.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.infrastructure.Infrastructure;

class SharedReadsTest {
    private long now;
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<String>> readings = new ArrayList<>();
    private final SharedReads<String, String> reads = new SharedReads<>(key -> {
        asked.add(key);
        readings.add(new CompletableFuture<>());
        return Uni.createFrom().completionStage(readings.get(readings.size() - 1));
    }, () -> now);

    @Test
    void whoeverAsksAloneIsReadForAtOnce() {
        UniAssertSubscriber<String> first = read("a");
        readings.get(0).complete("one");
        first.assertCompleted().assertItem("one");

        UniAssertSubscriber<String> second = read("a");
        readings.get(1).complete("two");
        second.assertCompleted().assertItem("two");
    }

    @Test
    void nobodyGetsWhatWasReadBeforeTheyAsked() {
        UniAssertSubscriber<String> first = read("a");
        UniAssertSubscriber<String> second = read("a");
        UniAssertSubscriber<String> third = read("a");
        assertThat(asked).hasSize(1);

        readings.get(0).complete("old");
        first.assertCompleted().assertItem("old");
        second.assertNotTerminated();
        third.assertNotTerminated();

        readings.get(1).complete("new");
        second.assertCompleted().assertItem("new");
        third.assertCompleted().assertItem("new");
        assertThat(asked).hasSize(2);
    }

    @Test
    void differentKeysDoNotWaitForEachOther() {
        UniAssertSubscriber<String> one = read("a");
        UniAssertSubscriber<String> other = read("b");
        readings.get(1).complete("b's");
        other.assertCompleted().assertItem("b's");
        one.assertNotTerminated();
    }

    @Test
    void aFailureIsForThoseWhoSharedItAndEndsThere() {
        UniAssertSubscriber<String> first = read("a");
        UniAssertSubscriber<String> second = read("a");
        readings.get(0).completeExceptionally(new IllegalStateException("gone"));
        first.assertFailedWith(IllegalStateException.class, "gone");

        readings.get(1).complete("back");
        second.assertCompleted().assertItem("back");
    }

    @Test
    void aSourceThatThrowsFailsTheReaderAndNobodyElse() {
        List<Uni<String>> answers = new ArrayList<>(List.of(Uni.createFrom().item("back")));
        SharedReads<String, String> throwing = new SharedReads<>(key -> {
            if (asked.isEmpty()) {
                asked.add(key);
                throw new IllegalStateException("closed");
            }
            return answers.remove(0);
        });
        throwing.read("a").subscribe().withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class, "closed");
        throwing.read("a").subscribe().withSubscriber(UniAssertSubscriber.create()).assertItem("back");
    }

    @Test
    void aReadingThatHangsHoldsNobodyUpWhoComesLater() {
        UniAssertSubscriber<String> hanging = read("a");
        UniAssertSubscriber<String> soonAfter = read("a");
        now += SharedReads.PATIENCE.toNanos();
        UniAssertSubscriber<String> later = read("a");
        readings.get(1).complete("read");
        later.assertCompleted().assertItem("read");
        soonAfter.assertCompleted().assertItem("read");

        readings.get(0).complete("at last");
        hanging.assertCompleted().assertItem("at last");
    }

    @Test
    void everybodyIsAnsweredWhoeverAsksFromWhichThread() throws InterruptedException {
        AtomicInteger queries = new AtomicInteger();
        SharedReads<String, Integer> shared = new SharedReads<>(key -> Uni.createFrom().item(queries::incrementAndGet)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
        List<CompletableFuture<Integer>> answers = Collections.synchronizedList(new ArrayList<>());
        ExecutorService crowd = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8_000; i++) {
            crowd.submit(() -> answers.add(shared.read("a").subscribeAsCompletionStage()));
        }
        crowd.shutdown();
        assertThat(crowd.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).hasSize(8_000)
                .allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void nothingIsLeftOnceAllAreAnswered() {
        read("a");
        readings.get(0).complete("one");
        read("a");
        assertThat(asked).containsExactly("a", "a");
    }

    private UniAssertSubscriber<String> read(String key) {
        return reads.read(key).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
