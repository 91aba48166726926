package com.crmfactory.migration.gateway.report;

/**
 * The readiness score as a ring.
 *
 * @param score
 *            0–100
 * @param arc
 *            length of the filled part, in the drawing's units
 * @param rest
 *            length of the empty part
 */
record ScoreRing(int score, double arc, double rest) {
    /** Radius in the template's drawing. */
    private static final double RADIUS = 52;

    static ScoreRing of(int score) {
        double around = 2 * Math.PI * RADIUS;
        double arc = Drawing.rounded(around * score / 100);
        return new ScoreRing(score, arc, Drawing.rounded(around - arc));
    }
}
