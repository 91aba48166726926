package com.crmfactory.migration.gateway.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import com.crmfactory.migration.gateway.view.ReportView.ReportedObjectView;
import com.crmfactory.migration.model.Compatibility;

/** How much of the org moves how easily: one bar of objects that have records, one of their records. */
record InventoryChart(List<Bar> bars) {

    /**
     * One bar.
     *
     * @param label
     *            of what it counts
     * @param total
     *            of all parts
     */
    record Bar(String label, long total, List<Part> parts) {
    }

    /**
     * One compatibility's part of a bar.
     *
     * @param x
     *            left end, in the drawing's units
     */
    record Part(Compatibility compatibility, long count, double x, double width) {
        /** Whether the number fits into it. */
        public boolean isWide() {
            return width >= 70;
        }
    }

    static InventoryChart of(List<ReportedObjectView> objects) {
        List<ReportedObjectView> used = objects.stream().filter(object -> object.recordCount() > 0).toList();
        return new InventoryChart(List.of(bar("Objects with records", used, object -> 1),
                bar("Records", used, ReportedObjectView::recordCount)));
    }

    private static Bar bar(String label, List<ReportedObjectView> objects, ToLongFunction<ReportedObjectView> size) {
        long total = objects.stream().mapToLong(size).sum();
        List<Part> parts = new ArrayList<>();
        long before = 0;
        for (Compatibility compatibility : Compatibility.values()) {
            long count = objects.stream().filter(object -> object.compatibility() == compatibility).mapToLong(size)
                    .sum();
            double x = Drawing.share(before, total, Drawing.WIDTH);
            before += count;
            parts.add(new Part(compatibility, count, x,
                    Drawing.rounded(Drawing.share(before, total, Drawing.WIDTH) - x)));
        }
        return new Bar(label, total, parts.stream().filter(part -> part.count() > 0).toList());
    }
}
