package com.crmfactory.migration.importer.row;

/**
 * A record as it goes to its table.
 *
 * @param values
 *            text form of each value column of the {@link LoadPlan}; null for none
 * @param references
 *            Salesforce id for each slot of the plan; null for none
 * @param outOfScope
 *            bit <i>i</i> is set if the plan's reference field <i>i</i> points to something that is not migrated
 * @param customFields
 *            a JSON object; null if empty
 * @param hash
 *            over everything that is written
 * @param repaired
 *            how many of its texts held characters that PostgreSQL cannot
 */
public record LoadRow(String sfId, String[] values, String[] references, long outOfScope, String customFields,
        long hash, int repaired) {

    /** Adds one for each slot that names a parent. */
    public void countNamed(long[] bySlot) {
        for (int slot = 0; slot < references.length; slot++) {
            bySlot[slot] += references[slot] == null ? 0 : 1;
        }
    }
}
