package com.crmfactory.migration.gateway.migration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.model.Failure;
import com.crmfactory.migration.model.FailureType;
import com.crmfactory.migration.model.ObjectStatus;
import com.crmfactory.migration.model.message.ProgressType;

/** What comes next in a run: which objects can begin, which no longer make sense, and when it is over. */
final class Orchestration {
    private Orchestration() {
    }

    /** To be asked whenever an object became final; {@code before} are sent first. */
    static Decision advance(Migration migration, List<Effect> before, Instant now) {
        List<Effect> effects = new ArrayList<>(before);
        Migration next = migration;
        for (Optional<ObjectRun> lost = firstLost(next.run()); lost.isPresent(); lost = firstLost(next.run())) {
            next = next.withRun(next.run().with(List.of(lost.get())));
            effects.add(Effect.announceSkipped(lost.get().object()));
        }
        List<ObjectRun> begun = startable(next.run());
        begun.forEach(object -> effects.add(Effect.importObject(object.object())));
        next = next.withRun(next.run().with(begun));
        return next.run().isOver() ? end(next, effects, now) : Decision.accepted(next, effects);
    }

    /** No object begins any more; what the importer was asked for already, it has to let go of. */
    static Decision cancel(Migration cancelling, Instant now) {
        List<ObjectRun> never = cancelling.run().objects().stream().filter(ObjectRun::waits)
                .map(object -> object.leftOut(cancelled(object.object()))).toList();
        List<Effect> effects = new ArrayList<>(List.of(Effect.cancelImport()));
        never.forEach(object -> effects.add(Effect.announceSkipped(object.object())));
        return stop(cancelling.controlled().withRun(cancelling.run().with(never)), effects, now);
    }

    /** A cancelled run is over when the importer has let go of everything. */
    static Decision stop(Migration cancelling, List<Effect> before, Instant now) {
        if (!cancelling.run().isOver()) {
            return Decision.accepted(cancelling, before);
        }
        List<Effect> effects = new ArrayList<>(before);
        effects.add(Effect.announce(ProgressType.MIGRATION_CANCELLED));
        return cancelling.through(Transition.STOPPED,
                next -> Decision.accepted(next.withRun(next.run().finished(now)), effects));
    }

    static Decision pause(Migration paused, Pause why, Failure error) {
        return Decision.accepted(paused.withPause(why).withError(error).controlled(),
                List.of(Effect.pauseImport(), Effect.announce(ProgressType.MIGRATION_PAUSED)));
    }

    /** Objects may have become final during the pause; {@code before} is sent first. */
    static Decision resume(Migration running, List<Effect> before, Instant now) {
        List<Effect> effects = new ArrayList<>(before);
        effects.add(Effect.resumeImport());
        effects.add(Effect.announce(ProgressType.MIGRATION_RESUMED));
        return advance(running.withError(null).controlled(), effects, now);
    }

    static Decision validate(Migration validating) {
        return Decision.accepted(validating.withRun(validating.run().validatedAgain()),
                List.of(Effect.announce(ProgressType.MIGRATION_VALIDATING), Effect.validateImport()));
    }

    static Decision conclude(Migration migration, boolean passed, Instant now) {
        boolean clean = migration.run().objects().stream()
                .allMatch(object -> object.status() == ObjectStatus.COMPLETED && object.ledger().failed() == 0);
        Transition transition = passed && clean ? Transition.VALIDATED : Transition.VALIDATED_WITH_ERRORS;
        Failure error = passed ? null : validationFailed();
        return migration.through(transition, next -> Decision.accepted(
                next.withRun(next.run().finished(now)).withError(error),
                List.of(Effect.announce(ProgressType.MIGRATION_COMPLETED))));
    }

    private static Decision end(Migration migration, List<Effect> effects, Instant now) {
        boolean nothing = migration.run().objects().stream().noneMatch(object -> object.status().isUsable());
        Transition transition = nothing ? Transition.NOTHING_LOADED : Transition.LOADED;
        return migration.through(transition, next -> {
            Decision end = nothing
                    ? Decision.accepted(next.withRun(next.run().finished(now)).withError(nothingLoaded()),
                            List.of(Effect.announce(ProgressType.MIGRATION_FAILED)))
                    : validate(next);
            effects.addAll(end.effects());
            return Decision.accepted(end.next(), effects);
        });
    }

    /** An object that still waits, although one that it requires will not come. */
    private static Optional<ObjectRun> firstLost(Run run) {
        Set<String> unusable = new HashSet<>();
        run.objects().stream().filter(object -> object.status().isFinal() && !object.status().isUsable())
                .forEach(object -> unusable.add(object.object()));
        return run.objects().stream().filter(ObjectRun::waits)
                .flatMap(object -> object.requires().stream().filter(unusable::contains).findFirst()
                        .map(parent -> object.leftOut(parentFailed(object.object(), parent))).stream())
                .findFirst();
    }

    private static List<ObjectRun> startable(Run run) {
        Set<String> open = new HashSet<>();
        run.objects().stream().filter(object -> !object.status().isFinal())
                .forEach(object -> open.add(object.object()));
        return run.objects().stream()
                .filter(object -> object.waits() && object.dependsOn().stream().noneMatch(open::contains))
                .map(ObjectRun::begun).toList();
    }

    private static Failure cancelled(String object) {
        return new Failure("run_cancelled", FailureType.CONFLICT,
                "The run was cancelled before " + object + " began.",
                "Start a new migration to import it; what is in the CRM already is recognised.");
    }

    private static Failure parentFailed(String object, String parent) {
        return new Failure("parent_object_failed", FailureType.DATA,
                object + " was left out, because each of its records needs one of " + parent
                        + ", which was not imported.",
                "Repair what stopped " + parent + ", then migrate both.");
    }

    private static Failure nothingLoaded() {
        return new Failure("all_objects_failed", FailureType.DATA, "No object could be imported.",
                "Each object of the record names its cause.");
    }

    private static Failure validationFailed() {
        return new Failure("validation_failed", FailureType.DATA,
                "The CRM does not hold exactly what Salesforce delivered.",
                "GET the migration's validation: it names the objects and what is missing.");
    }
}
