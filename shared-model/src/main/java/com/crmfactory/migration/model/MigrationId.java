package com.crmfactory.migration.model;

import java.util.regex.Pattern;

/** The shape of a migration's id: {@code mig_} and a ULID (26 characters of Crockford base32). */
public final class MigrationId {
    private static final Pattern SHAPE = Pattern.compile("mig_[0-7][0-9A-HJKMNP-TV-Z]{25}");

    private MigrationId() {
    }

    public static boolean isWellFormed(String id) {
        return id != null && SHAPE.matcher(id).matches();
    }
}
