package com.crmfactory.migration.importer.run;

import java.time.OffsetDateTime;
import java.util.Locale;

import com.crmfactory.migration.importer.extract.Range;

/**
 * A part of one extraction, as it is stored: the whole object, or a range of it where the whole runs too long.
 *
 * @param byRest
 *            Salesforce offers no Bulk API for the object
 * @param jobId
 *            Bulk job; null if the slice is read by REST, or not yet
 * @param polls
 *            how often the job was asked for
 * @param nextPollAt
 *            null before the job
 * @param pageList
 *            where the list of the job's pages goes on; null at its beginning
 * @param promised
 *            records that Salesforce says the slice has; null until it has said so
 */
record Slice(int no, Range range, State state, boolean byRest, String jobId, int polls, OffsetDateTime nextPollAt,
        String pageList, Long promised) {
    /** Pages are numbered through an extraction; each slice has room for so many. */
    static final int ROOM = 1_000_000;

    /** How far a slice is. */
    enum State {
        WAITING,
        /** A Bulk job is at work. */
        RUNNING,
        /** The job is complete, the list of its pages is being read. */
        LISTING,
        /** Its pages are known, or the first one is and each tells the next. */
        PAGED,
        /** Salesforce gave up on it: it is to be halved. */
        SLOW,
        /** Others have taken its place. */
        SPLIT;

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    int firstPage() {
        return no * ROOM;
    }

    /** The list of its pages is read up to there. */
    Slice listedTo(String next) {
        return new Slice(no, range, state, byRest, jobId, polls, nextPollAt, next, promised);
    }
}
