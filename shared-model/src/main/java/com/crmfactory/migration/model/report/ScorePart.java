package com.crmfactory.migration.model.report;

import java.util.List;

/**
 * One part of the readiness score.
 *
 * @param weight
 *            0.0–1.0; the weights of all parts sum to 1
 * @param score
 *            0–100
 * @param lost
 *            points of the overall score that this part cost
 */
public record ScorePart(String part, double weight, int score, double lost, List<String> findings) {
}
