package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.Locale;

import com.crmfactory.migration.importer.extract.Range;

/**
 * A part of the look-out for duplicates, as it is stored: the whole object, or a range of it where the whole runs too long.
 *
 * @param byRest
 *            its keys are read by REST
 * @param tries
 *            how often it was begun
 * @param jobId
 *            Bulk job; null if the keys are read by REST, or not yet
 * @param polls
 *            how often the job was asked for
 * @param nextPollAt
 *            null before the job
 * @param locator
 *            where the next page begins; null for the first
 * @param decided
 *            the object's duplicates are found, all ranges were read
 */
record MatchingRange(int no, Range range, State state, boolean byRest, int tries, String jobId, int polls,
        OffsetDateTime nextPollAt, String locator, boolean decided) {

    /** How far a range is. */
    enum State {
        WAITING,
        /** A Bulk job is at work. */
        RUNNING,
        /** The result can be read. */
        READABLE,
        /** Everything is read. */
        ENDED,
        /** Salesforce gave up on it: it is to be halved. */
        SLOW,
        /** Others have taken its place. */
        SPLIT;

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
