/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import java.util.ArrayList;
import java.util.List;

/**
 * Integer counters per pane, as running totals: the sum over any run of newest panes is one subtraction, exact and
 * independent of where the running total began.
 */
final class CounterSeries implements Counters {

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Point(long start, long end, long[] total) {}

    private final List<Point> points = new ArrayList<>();
    private final int size;
    private long[] base;

    CounterSeries(int size) {
        this.size = size;
        this.base = new long[size];
    }

    void append(long start, long end, long[] counters) {
        long[] total = last().clone();
        for (int i = 0; i < size; i++) {
            total[i] += counters[i];
        }
        points.add(new Point(start, end, total));
    }

    /** Sum over the panes that start at or after {@code start}. */
    long[] from(long start) {
        return between(start, Long.MAX_VALUE);
    }

    @Override
    public long[] between(long start, long end) {
        long[] before = totalBefore(start);
        long[] sum = totalBefore(end).clone();
        for (int i = 0; i < size; i++) {
            sum[i] -= before[i];
        }
        return sum;
    }

    /** Whether a pane ends after {@code time}. */
    boolean endsAfter(long time) {
        return !points.isEmpty() && points.get(points.size() - 1).end() > time;
    }

    /** Sum over the panes that end after {@code time}. */
    long[] endingAfter(long time) {
        int first = 0;
        while (first < points.size() && points.get(first).end() <= time) {
            first++;
        }
        return first == points.size() ? new long[size] : from(points.get(first).start());
    }

    /** Forgets the panes that end at or before {@code time}. */
    void dropBefore(long time) {
        int drop = 0;
        while (drop < points.size() && points.get(drop).end() <= time) {
            base = points.get(drop).total();
            drop++;
        }
        points.subList(0, drop).clear();
    }

    private long[] totalBefore(long start) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points.get(middle).start() < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? base : points.get(low - 1).total();
    }

    private long[] last() {
        return points.isEmpty() ? base : points.get(points.size() - 1).total();
    }
}
