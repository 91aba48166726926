package com.crmfactory.migration.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Samples of one figure, in the order in which they were measured.
 *
 * @param samples
 *            at least one
 */
record Series(List<Double> samples) {

    Series {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("A series without a sample");
        }
    }

    static Series of(double... samples) {
        return new Series(Arrays.stream(samples).boxed().toList());
    }

    double min() {
        return quantile(0);
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    /**
     * The sample at or just above a share of all samples.
     *
     * @param share
     *            0 to 1
     */
    double quantile(double share) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * (sorted.size() - 1)));
    }

    /** Round by round this one divided by the other, so that what slows both of a round cancels out. */
    Series dividedBy(Series baseline) {
        if (baseline.samples.size() != samples.size()) {
            throw new IllegalArgumentException(samples.size() + " samples against " + baseline.samples.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            ratios.add(samples.get(i) / baseline.samples.get(i));
        }
        return new Series(ratios);
    }

    /** {@code min / median / max}, with as many decimals as the size needs. */
    @Override
    public String toString() {
        return text(min()) + " / " + text(median()) + " / " + text(max());
    }

    private static String text(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
