package com.crmfactory.migration.gateway.migration;

import com.crmfactory.migration.model.report.OrgSummary;

/**
 * How far the analysis is.
 *
 * @param number
 *            counts the analyses of a migration, from 1
 * @param org
 *            null until the org introduced itself
 * @param objectsTotal
 *            0 until it is known
 * @param readinessScore
 *            0–100; null until the analysis is complete
 */
public record Analysis(int number, OrgSummary org, int objectsTotal, int objectsAnalyzed, Integer readinessScore) {

    /** The first analysis, not begun yet. */
    public static final Analysis FIRST = new Analysis(1, null, 0, 0, null);

    Analysis again() {
        return new Analysis(number + 1, org, 0, 0, null);
    }

    Analysis of(OrgSummary found, int total) {
        return new Analysis(number, found, total, objectsAnalyzed, readinessScore);
    }

    Analysis analyzed(int objects) {
        return new Analysis(number, org, objectsTotal, objects, readinessScore);
    }

    Analysis scored(OrgSummary found, int score) {
        return new Analysis(number, found, objectsTotal, objectsAnalyzed, score);
    }
}
