package com.crmfactory.migration.analyzer.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import com.crmfactory.migration.analyzer.mapping.Targets;
import com.crmfactory.migration.analyzer.org.OpenOrg;
import com.crmfactory.migration.analyzer.org.Refusal;
import com.crmfactory.migration.analyzer.org.Scope.Planned;
import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.salesforce.SalesforceException;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Carries a step through for every object, a bounded number at a time. An object that fails with something that passes by
 * itself is put off to a later round; one that is still broken in the last round is surrendered and the others count. If
 * many fail one after another, the org is asked whether it answers at all: if not, nobody is asked further in this round,
 * and if that lasts, the analysis fails with what the org said.
 */
final class ObjectRounds {
    /** So many failures in a row raise the question whether anything is answered. */
    private static final int SUSPICIOUS = 8;

    private final OpenOrg open;
    private final Patience patience;
    private final int atOnce;
    private final BiFunction<Planned, Boolean, Uni<Void>> step;
    private final BiFunction<Planned, Failure, Uni<Void>> surrender;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicReference<Throwable> end = new AtomicReference<>();

    /**
     * @param step
     *            what is done with an object; is told whether nobody will ask again
     * @param surrender
     *            nobody asks for the object any more
     */
    ObjectRounds(OpenOrg open, Patience patience, int atOnce, BiFunction<Planned, Boolean, Uni<Void>> step,
            BiFunction<Planned, Failure, Uni<Void>> surrender) {
        this.open = open;
        this.patience = patience;
        this.atOnce = atOnce;
        this.step = step;
        this.surrender = surrender;
    }

    /** Fails with what concerns every object, such as a token that is refused. */
    Uni<Void> through(Collection<Planned> objects) {
        return round(objects, 0);
    }

    private Uni<Void> round(Collection<Planned> objects, int number) {
        ConcurrentMap<Planned, SalesforceException> putOff = new ConcurrentHashMap<>();
        AtomicReference<SalesforceException> outage = new AtomicReference<>();
        return Multi.createFrom().iterable(tables(objects)).onItem()
                .transformToUni(table -> table(table, number, putOff, outage)).merge(atOnce).collect().last()
                .replaceWithVoid().chain(this::failIfEnded).chain(() -> next(putOff, number));
    }

    /** Objects that share a table one after another, because they share its custom fields; the others side by side. */
    private static Collection<List<Planned>> tables(Collection<Planned> objects) {
        return objects.stream().collect(Collectors.groupingBy(planned -> Targets.of(planned.object()).name(),
                LinkedHashMap::new, Collectors.toList())).values();
    }

    private Uni<Void> table(List<Planned> objects, int number, Map<Planned, SalesforceException> putOff,
            AtomicReference<SalesforceException> outage) {
        return Multi.createFrom().iterable(objects).onItem()
                .transformToUniAndConcatenate(object -> one(object, number, putOff, outage)).collect().last()
                .replaceWithVoid();
    }

    private Uni<Void> one(Planned object, int number, Map<Planned, SalesforceException> putOff,
            AtomicReference<SalesforceException> outage) {
        return Uni.createFrom().deferred(() -> {
            if (end.get() != null) {
                return Uni.createFrom().voidItem();
            }
            if (outage.get() != null) {
                putOff.put(object, outage.get());
                return Uni.createFrom().voidItem();
            }
            return step.apply(object, patience.isLast(number)).invoke(() -> failuresInARow.set(0));
        }).onFailure(Refusal::passes).recoverWithUni(failure -> {
            putOff.put(object, (SalesforceException) failure);
            return failuresInARow.incrementAndGet() % SUSPICIOUS == 0 ? suspect(outage) : Uni.createFrom().voidItem();
        }).onFailure(Refusal::concernsOneObject)
                .recoverWithUni(failure -> surrender.apply(object, ((SalesforceException) failure).failure()))
                .onFailure().invoke(failure -> end.compareAndSet(null, failure)).onFailure().recoverWithNull();
    }

    private Uni<Void> suspect(AtomicReference<SalesforceException> outage) {
        return open.answers().onFailure(Refusal::passes)
                .invoke(failure -> outage.compareAndSet(null, (SalesforceException) failure))
                .onFailure(Refusal::passes).recoverWithNull();
    }

    /** The first failure decides; what was under way beside it has come to its end. */
    private Uni<Void> failIfEnded() {
        return end.get() == null ? Uni.createFrom().voidItem() : Uni.createFrom().failure(end.get());
    }

    private Uni<Void> next(Map<Planned, SalesforceException> putOff, int number) {
        if (putOff.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return patience.isLast(number)
                ? open.answers().chain(() -> surrender(putOff))
                : patience.pause(number).chain(() -> round(putOff.keySet(), number + 1));
    }

    private Uni<Void> surrender(Map<Planned, SalesforceException> objects) {
        return Multi.createFrom().iterable(objects.entrySet()).onItem()
                .transformToUniAndConcatenate(entry -> surrender.apply(entry.getKey(), entry.getValue().failure()))
                .collect().last().replaceWithVoid();
    }
}
