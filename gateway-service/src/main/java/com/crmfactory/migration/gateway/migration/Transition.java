package com.crmfactory.migration.gateway.migration;

import static com.crmfactory.migration.model.MigrationStatus.*;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.crmfactory.migration.model.MigrationStatus;

/** Every way from one status to another; what is not here is refused. */
public enum Transition {
    ANALYZE(ANALYZING, READY, ANALYSIS_FAILED),
    ANALYSIS_SUCCEEDED(READY, ANALYZING),
    ANALYSIS_STOPPED(ANALYSIS_FAILED, ANALYZING),
    RUN(RUNNING, READY),
    /** A later run that takes only what changed. */
    DELTA(RUNNING, COMPLETED, COMPLETED_WITH_ERRORS),
    PAUSE(PAUSED, RUNNING),
    RESUME(RUNNING, PAUSED),
    /** An analysis ends at once, a run first lets go of what it holds. */
    CANCEL(Map.of(ANALYZING, CANCELLED, RUNNING, CANCELLING, PAUSED, CANCELLING)),
    STOPPED(CANCELLED, CANCELLING),
    /** Every object of the run is final and at least one of them was imported. */
    LOADED(VALIDATING, RUNNING),
    /** No object of the run was imported. */
    NOTHING_LOADED(FAILED, RUNNING),
    /** A dry run or a sample is over. */
    REHEARSED(READY, RUNNING),
    VALIDATE(VALIDATING, COMPLETED, COMPLETED_WITH_ERRORS),
    VALIDATED(COMPLETED, VALIDATING),
    VALIDATED_WITH_ERRORS(COMPLETED_WITH_ERRORS, VALIDATING),
    RETRY(RUNNING, FAILED, COMPLETED_WITH_ERRORS),
    ROLL_BACK(ROLLING_BACK, COMPLETED, COMPLETED_WITH_ERRORS, FAILED, CANCELLED, ROLLBACK_FAILED),
    ROLLBACK_SUCCEEDED(ROLLED_BACK, ROLLING_BACK),
    ROLLBACK_STOPPED(ROLLBACK_FAILED, ROLLING_BACK);

    private final Map<MigrationStatus, MigrationStatus> ways;

    Transition(MigrationStatus to, MigrationStatus... from) {
        ways = new EnumMap<>(MigrationStatus.class);
        for (MigrationStatus status : from) {
            ways.put(status, to);
        }
    }

    Transition(Map<MigrationStatus, MigrationStatus> ways) {
        this.ways = new EnumMap<>(ways);
    }

    /** Where it leads from {@code status}; empty if it is not allowed there. */
    public Optional<MigrationStatus> from(MigrationStatus status) {
        return Optional.ofNullable(ways.get(status));
    }

    /** The statuses in which it is allowed. */
    public Set<MigrationStatus> sources() {
        return Set.copyOf(ways.keySet());
    }
}
