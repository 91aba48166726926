package com.crmfactory.migration.analyzer.run;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import com.crmfactory.migration.analyzer.org.Refusal;

import io.smallrye.mutiny.Uni;

/**
 * Tries a step again that failed with something that passes by itself, after pauses that grow. The client's own retries
 * bridge seconds; these bridge a restart of Salesforce's servers.
 *
 * @param pauses
 *            as many as there are further attempts
 */
record Patience(List<Duration> pauses) {

    Patience {
        pauses = List.copyOf(pauses);
    }

    /**
     * @param step
     *            is told whether it is the last attempt
     */
    <T> Uni<T> persist(Function<Boolean, Uni<T>> step) {
        return attempt(step, 0, Refusal::passes);
    }

    /** Gives up at once where {@code passes} says so. */
    <T> Uni<T> persist(Function<Boolean, Uni<T>> step, Predicate<Throwable> passes) {
        return attempt(step, 0, failure -> Refusal.passes(failure) && passes.test(failure));
    }

    private <T> Uni<T> attempt(Function<Boolean, Uni<T>> step, int number, Predicate<Throwable> passes) {
        Uni<T> tried = Uni.createFrom().deferred(() -> step.apply(isLast(number)));
        return isLast(number)
                ? tried
                : tried.onFailure(passes).recoverWithUni(() -> pause(number)
                        .chain(() -> attempt(step, number + 1, passes)));
    }

    /** True for the attempt, counted from 0, after which nobody asks again. */
    boolean isLast(int number) {
        return number >= pauses.size();
    }

    /** Before attempt {@code number + 1}. */
    Uni<Void> pause(int number) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(pauses.get(number));
    }
}
