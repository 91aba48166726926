package com.crmfactory.migration.importer.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;

/** Waits, on a worker thread, for what a page needs to know before it goes on. */
final class Answers {
    /**
     * Longer than any batch or any call to Salesforce with its retries, which may be silent for 150 s five times; reached
     * only if an answer never comes.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private Answers() {
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    static <T> T await(CompletableFuture<T> future) {
        return await(Uni.createFrom().completionStage(future));
    }

    /** Waits for the end of it, whichever it is. */
    static void settled(CompletableFuture<?> future) {
        await(Uni.createFrom().completionStage(future).onFailure().recoverWithNull());
    }
}
