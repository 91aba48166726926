package com.crmfactory.migration.model;

/**
 * What became of the source records of one object: each ends in exactly one state. All counts are ≥ 0.
 *
 * @param imported
 *            first written to the CRM by this migration
 * @param updated
 *            was in the CRM from an earlier migration and changed since
 * @param unchanged
 *            was in the CRM already, exactly so; nothing was written
 * @param merged
 *            lives on in another record
 * @param skipped
 *            left out on purpose, with a reason
 * @param failed
 *            rejected, with field, code and hint
 */
public record Ledger(long imported, long updated, long unchanged, long merged, long skipped, long failed) {

    public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0);

    public Ledger {
        if (imported < 0 || updated < 0 || unchanged < 0 || merged < 0 || skipped < 0 || failed < 0) {
            throw new IllegalArgumentException("a ledger counts from zero up");
        }
    }

    /** Records that have reached their final state. */
    public long processed() {
        return imported + updated + unchanged + merged + skipped + failed;
    }

    /** Records of this object that are in its target table afterwards. */
    public long present() {
        return imported + updated + unchanged;
    }

    public Ledger plus(Ledger other) {
        return new Ledger(imported + other.imported, updated + other.updated, unchanged + other.unchanged,
                merged + other.merged, skipped + other.skipped, failed + other.failed);
    }

    /** The conservation identity: every record that Salesforce delivered is accounted for. */
    public boolean accountsFor(long delivered) {
        return processed() == delivered;
    }
}
