package com.crmfactory.migration.gateway.report;

/** What the charts share: they are drawn in units of a drawing that is {@value #WIDTH} wide, however wide the page is. */
final class Drawing {
    static final double WIDTH = 1000;

    private Drawing() {
    }

    /** To a tenth: finer than any printer, and short in the page. */
    static double rounded(double length) {
        return Math.round(length * 10) / 10.0;
    }

    /** What {@code part} of {@code whole} takes of {@code length}; nothing of nothing is nothing. */
    static double share(double part, double whole, double length) {
        return whole <= 0 ? 0 : rounded(part / whole * length);
    }
}
