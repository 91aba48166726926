package com.crmfactory.migration.gateway.migration;

import com.crmfactory.migration.model.message.ProgressType;

/**
 * A message that a decision sets off.
 *
 * @param object
 *            what it is about; null if it is about the migration
 * @param announcement
 *            only for {@link Kind#ANNOUNCE}
 */
public record Effect(Kind kind, String object, ProgressType announcement) {

    /** Whom it is for. */
    public enum Kind {
        /** The analyzer reads the org. */
        ANALYZE_ORG,
        /** The importer begins an object. */
        IMPORT_OBJECT,
        /** The importer compares both sides. */
        VALIDATE_IMPORT,
        /** The importer holds the run. */
        PAUSE_IMPORT,
        RESUME_IMPORT,
        /** The importer lets go of every object of the run. */
        CANCEL_IMPORT,
        /** The importer gets the present credentials. */
        RENEW_CONNECTION,
        /** Everybody learns what happened. */
        ANNOUNCE
    }

    static Effect analyzeOrg() {
        return new Effect(Kind.ANALYZE_ORG, null, null);
    }

    static Effect importObject(String object) {
        return new Effect(Kind.IMPORT_OBJECT, object, null);
    }

    static Effect validateImport() {
        return new Effect(Kind.VALIDATE_IMPORT, null, null);
    }

    static Effect pauseImport() {
        return new Effect(Kind.PAUSE_IMPORT, null, null);
    }

    static Effect resumeImport() {
        return new Effect(Kind.RESUME_IMPORT, null, null);
    }

    static Effect cancelImport() {
        return new Effect(Kind.CANCEL_IMPORT, null, null);
    }

    static Effect renewConnection() {
        return new Effect(Kind.RENEW_CONNECTION, null, null);
    }

    static Effect announce(ProgressType type) {
        return new Effect(Kind.ANNOUNCE, null, type);
    }

    static Effect announceSkipped(String object) {
        return new Effect(Kind.ANNOUNCE, object, ProgressType.OBJECT_SKIPPED);
    }
}
