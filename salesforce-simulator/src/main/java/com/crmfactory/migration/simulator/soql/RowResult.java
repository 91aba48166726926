package com.crmfactory.migration.simulator.soql;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

import com.crmfactory.migration.simulator.org.Table;

/**
 * The rows of a query. Read in pages that start anywhere: a {@link Position} says where, so that no state is kept per page
 * and memory does not grow with the object, except for ORDER BY other than by Id, which holds one number per row.
 */
public final class RowResult {

    /** @param source where in the source to go on, @param delivered rows of the result before it */
    public record Position(long source, long delivered) {
    }

    /** Rows of the result from {@code start} on; {@code next} is where the following page starts. */
    public record Page(Position start, Position next, long count) {
    }

    public static final Position START = new Position(0, 0);

    private final Table table;
    private final RowFilter filter;
    private final List<RowOrder> order;
    private final Candidates candidates;
    private final long limit;
    private final long offset;
    private long[] sorted;
    private long total = -1;

    RowResult(Table table, RowFilter filter, Candidates candidates, List<RowOrder> order, OptionalInt limit,
            OptionalInt offset) {
        this.table = table;
        this.filter = filter;
        this.candidates = candidates;
        this.order = order;
        this.limit = limit.isPresent() ? limit.getAsInt() : Long.MAX_VALUE;
        this.offset = offset.orElse(0);
    }

    /** Number of rows in the whole result; counts them on first use. */
    public synchronized long total() {
        if (total < 0) {
            total = page(START, Long.MAX_VALUE).count();
        }
        return total;
    }

    /** The page of at most {@code max} rows at a position; reads as far as needed to know where the next one starts. */
    public Page page(Position start, long max) {
        prepare();
        long source = start.delivered() == 0 && start.source() == 0 ? first() : start.source();
        long wanted = Math.min(max, limit - start.delivered());
        long count = 0;
        long end = end();
        Position from = new Position(source, start.delivered());
        while (count < wanted && source < end) {
            if (matches(source++)) {
                count++;
            }
        }
        return new Page(from, new Position(source, start.delivered() + count), count);
    }

    /** The rows of a page, in order. */
    public void forEach(Page page, LongConsumer rows) {
        prepare();
        for (long source = page.start().source(); source < page.next().source(); source++) {
            if (matches(source)) {
                rows.accept(row(source));
            }
        }
    }

    /** OFFSET skips matching rows. */
    private long first() {
        long source = sorted == null && candidates.rows() == null ? candidates.first() : 0;
        long skipped = 0;
        while (skipped < offset && source < end()) {
            if (matches(source++)) {
                skipped++;
            }
        }
        return source;
    }

    private long end() {
        return sorted != null ? sorted.length : candidates.rows() != null ? candidates.rows().length : table.size();
    }

    private long row(long source) {
        return sorted != null
                ? sorted[(int) source]
                : candidates.rows() != null ? candidates.rows()[(int) source] : source;
    }

    private boolean matches(long source) {
        return sorted != null || filter.test(row(source));
    }

    private synchronized void prepare() {
        boolean natural = order.isEmpty() || order.get(0).byAscendingId() && table.orderedById();
        if (!natural && sorted == null) {
            sorted = sort();
        }
    }

    private long[] sort() {
        long[] rows = matching();
        String[][] keys = new String[order.size()][rows.length];
        for (int k = 0; k < keys.length; k++) {
            for (int i = 0; i < rows.length; i++) {
                keys[k][i] = order.get(k).column().value().at(rows[i]);
            }
        }
        Comparator<Integer> comparator = (a, b) -> 0;
        for (int k = 0; k < keys.length; k++) {
            String[] column = keys[k];
            Comparator<String> values = order.get(k).comparator();
            comparator = comparator.thenComparing((a, b) -> values.compare(column[a], column[b]));
        }
        return IntStream.range(0, rows.length).boxed().sorted(comparator).mapToLong(i -> rows[i]).toArray();
    }

    private long[] matching() {
        long[] rows = new long[1024];
        int count = 0;
        for (long source = 0; source < end(); source++) {
            if (filter.test(row(source))) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, count * 2);
                }
                rows[count++] = row(source);
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
