package com.crmfactory.migration.model.configuration;

/**
 * Options of a run.
 *
 * @param maxApiUsagePercent
 *            1–100: share of the org's daily API calls that may be used up, by everybody, before the run pauses
 * @param maxFailuresPercent
 *            0–100: share of failed records from which an object is stopped, judged from 1,000 records on
 * @param preserveDates
 *            false: {@code created_at} and {@code updated_at} are the time of the import
 * @param overwriteEdited
 *            true: a record that was edited in the CRM since it was imported is overwritten by the source's change
 */
public record RunOptions(Integer maxApiUsagePercent, Integer maxFailuresPercent, Boolean importDeleted,
        Boolean importArchived, Boolean preserveDates, Boolean replaceOtherOrg,
        Boolean overwriteEdited) {
    public static final RunOptions DEFAULT = new RunOptions(80, 5, false, true, true, false, false);

    public RunOptions {
        maxApiUsagePercent = maxApiUsagePercent == null ? 80 : maxApiUsagePercent;
        maxFailuresPercent = maxFailuresPercent == null ? 5 : maxFailuresPercent;
        importDeleted = importDeleted != null && importDeleted;
        importArchived = importArchived == null || importArchived;
        preserveDates = preserveDates == null || preserveDates;
        replaceOtherOrg = replaceOtherOrg != null && replaceOtherOrg;
        overwriteEdited = overwriteEdited != null && overwriteEdited;
    }
}
