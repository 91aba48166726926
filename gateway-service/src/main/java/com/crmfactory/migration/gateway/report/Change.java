package com.crmfactory.migration.gateway.report;

import java.util.Objects;

/** One value in two reports. */
public record Change<T>(T before, T after) {

    /** Null when there is no change, so that an answer tells changes only. */
    static <T> Change<T> between(T before, T after) {
        return Objects.equals(before, after) ? null : new Change<>(before, after);
    }
}
