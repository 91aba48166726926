package com.crmfactory.migration.model.configuration;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How duplicates are recognised and what happens to them.
 *
 * @param matchOn
 *            alternatives; each a list of CRM columns that must all be equal and not blank
 */
public record Deduplication(List<List<String>> matchOn, Action action) {
    public static final Deduplication NONE = new Deduplication(List.of(), Action.CREATE);

    public Deduplication {
        matchOn = matchOn == null ? List.of() : List.copyOf(matchOn);
        action = action == null ? Action.CREATE : action;
    }

    /** What happens to a record that matches another. */
    public enum Action {
        CREATE,
        MERGE_FILL_BLANKS,
        MERGE_OVERWRITE,
        SKIP;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
