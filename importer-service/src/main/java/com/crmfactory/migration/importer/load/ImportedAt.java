package com.crmfactory.migration.importer.load;

import java.sql.SQLDataException;

/**
 * The moment of an import: when its transaction began, or when the source was last modified if its clock is ahead of
 * ours.
 *
 * @param now
 *            microseconds since 1970, by the database's clock
 */
record ImportedAt(long now) {

    /**
     * @param modified
     *            canonical text of a moment; null for none
     * @return microseconds since 1970
     * @throws SQLDataException
     *             for a text that only PostgreSQL can judge
     */
    long of(String modified) throws SQLDataException {
        return modified == null ? now : Math.max(now, CopyBinary.micros(modified));
    }
}
