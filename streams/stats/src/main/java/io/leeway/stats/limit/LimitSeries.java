/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.NumberSummary.Bucket;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The recent panes as one limit sees them. What it says depends on the panes of the windows and on {@link #clumping()}
 * alone, however long the series has been going.
 *
 * <p>Not thread-safe.
 */
public final class LimitSeries {

    private final LimitSpec limit;
    private final long pane;
    private final List<Point> points = new ArrayList<>();
    private Clumping clumping;

    private record Point(long start, long end, Reading reading, NumberSummary numbers) {}

    /** A window to be judged. */
    public record Window(int index, long start) {}

    /**
     * A series without panes.
     *
     * @param limit the limit
     * @param paneMillis length of a pane
     * @param clumping {@link Clumping#UNKNOWN}, or what {@link #clumping()} said last
     */
    public LimitSeries(LimitSpec limit, long paneMillis, Clumping clumping) {
        this.limit = limit;
        this.pane = paneMillis;
        this.clumping = clumping;
    }

    /** What must be remembered beside the panes. */
    public Clumping clumping() {
        return clumping;
    }

    /** The limit. */
    public LimitSpec limit() {
        return limit;
    }

    /**
     * Takes in a pane later than all before.
     *
     * @param start start of the pane, epoch milliseconds
     * @param end its end
     * @param numbers the feature's numbers in the pane, or null; not changed
     * @param categories the feature's categories in the pane, or null
     */
    public void append(long start, long end, NumberSummary numbers, CategorySummary categories) {
        append(start, end, Reading.of(limit, numbers, categories), numbers);
    }

    /** The same for a pane that was read already; quantiles need the numbers too. */
    void append(long start, long end, Reading reading, NumberSummary numbers) {
        points.add(new Point(start, end, reading, limit.quantity().kind() == Kind.QUANTILE ? numbers : null));
    }

    /** Forgets the panes that end at or before {@code time}. */
    public void dropBefore(long time) {
        int drop = 0;
        while (drop < points.size() && points.get(drop).end() <= time) {
            drop++;
        }
        points.subList(0, drop).clear();
    }

    /** Forgets every pane. */
    public void clear() {
        points.clear();
    }

    /**
     * Learns from the newest panes how events hang together; for panes that keep the limit. Blocks of panes lie on a grid of
     * event time, so that a restart finds the same ones, as far back as panes are kept.
     *
     * @param oldest start of what is kept for certain, epoch milliseconds
     */
    public void learn(long oldest) {
        Point newest = points.get(points.size() - 1);
        Kind kind = limit.quantity().kind();
        clumping = clumping.withPane(newest.reading(), kind, pane);
        for (int i = 0; i < Clumping.LENGTHS; i++) {
            long length = pane << i;
            if (newest.end() % length == 0 && newest.end() - 2 * length >= oldest) {
                clumping = clumping.withBlocks(
                        i,
                        sum(first(newest.end() - 2 * length), first(newest.end() - length)),
                        sum(first(newest.end() - length), points.size()),
                        kind,
                        pane);
            }
        }
    }

    /**
     * Judges the windows, which all end with the newest pane.
     *
     * @param windows shortest first
     * @return one result for each window that holds values, in the same order
     */
    public List<LimitResult> judge(List<Window> windows) {
        if (windows.isEmpty() || points.isEmpty()) {
            return List.of();
        }
        long end = points.get(points.size() - 1).end();
        List<LimitResult> results = new ArrayList<>(windows.size());
        NumberSummary numbers = new NumberSummary();
        int merged = points.size();
        for (Window window : windows) {
            int first = first(window.start());
            Reading reading = sum(first, points.size());
            for (; merged > first; merged--) {
                if (points.get(merged - 1).numbers() != null) {
                    numbers.merge(points.get(merged - 1).numbers());
                }
            }
            if (reading.values() > 0) {
                LimitTest.Verdict verdict = LimitTest.test(
                        limit,
                        reading,
                        clumping.deff(
                                (end - window.start()) / pane, limit.quantity().kind()));
                results.add(new LimitResult(
                        limit,
                        window.index(),
                        window.start(),
                        observed(reading, numbers, verdict.kept()),
                        reading.values(),
                        verdict.effectiveEvents(),
                        reading.beyond(),
                        verdict.pValue(),
                        verdict.breached(),
                        verdict.kept()));
            }
        }
        return results;
    }

    private double observed(Reading reading, NumberSummary numbers, boolean kept) {
        return switch (limit.quantity().kind()) {
            case MEAN -> reading.mean();
            case QUANTILE -> quantile(numbers, kept);
            case RATE, SHARE -> {
                double beyond = reading.level(Kind.SHARE);
                yield limit.side() == Side.AT_MOST ? beyond : 1 - beyond;
            }
        };
    }

    /**
     * The simplest number of the quantile's bucket, unless it lies on the wrong side of the bound: a window's buckets are
     * coarser than those of its panes, which are counted.
     */
    private double quantile(NumberSummary numbers, boolean kept) {
        double edge = numbers.quantile(limit.quantity().percent() / 100);
        Bucket bucket = numbers.buckets().stream()
                .filter(candidate -> candidate.highest() == edge)
                .findFirst()
                .orElseThrow();
        double simplest = bucket.nearestToZero();
        boolean above = simplest > limit.bound();
        boolean shouldBeAbove = kept != (limit.side() == Side.AT_MOST);
        boolean cut = bucket.lowest() <= limit.bound() && bucket.highest() >= limit.bound();
        if (above == shouldBeAbove || !cut) {
            return simplest;
        }
        return shouldBeAbove ? bucket.highest() : bucket.lowest();
    }

    private Reading sum(int from, int to) {
        Reading sum = Reading.NONE;
        for (Point point : points.subList(from, to)) {
            sum = sum.plus(point.reading());
        }
        return sum;
    }

    private int first(long start) {
        int first = points.size();
        while (first > 0 && points.get(first - 1).start() >= start) {
            first--;
        }
        return first;
    }
}
