package com.crmfactory.migration.model.configuration;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How references are treated. */
public record RelationshipOptions(OnMissingParent onMissingParent, Boolean includeParentsAutomatically) {
    public static final RelationshipOptions DEFAULT = new RelationshipOptions(OnMissingParent.IMPORT_UNLINKED, true);

    public RelationshipOptions {
        onMissingParent = onMissingParent == null ? OnMissingParent.IMPORT_UNLINKED : onMissingParent;
        includeParentsAutomatically = includeParentsAutomatically == null || includeParentsAutomatically;
    }

    /** What happens to a record whose parent is nowhere. */
    public enum OnMissingParent {
        /** Imported without the link, which heals when the parent arrives. */
        IMPORT_UNLINKED,
        SKIP_RECORD,
        FAIL_RECORD;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
