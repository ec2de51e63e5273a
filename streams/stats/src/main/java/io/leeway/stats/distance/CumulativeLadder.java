/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What is known of two distributions of a number from counts on the same edges: how many values of the reference and of
 * the window are at most e_1 &lt; … &lt; e_K, and how many there are.
 *
 * <p>Between the edges nothing is known, so a ladder also says what to assume there:
 *
 * <ul>
 *   <li>{@link Shape#STEPS}: all values lie on the edges, those above the last edge at {@code highest}. Exact when every
 *       distinct value of either side is an edge, as with integers of few levels.
 *   <li>{@link Shape#LINES}: values are spread evenly between neighbouring edges, those up to the first edge between
 *       {@code lowest} and it, those above the last between it and {@code highest}. An approximation for continuous
 *       numbers, the better the more edges.
 * </ul>
 *
 * <p>{@code lowest} and {@code highest} are those of the reference. Window values beyond them are therefore drawn in to
 * them, which keeps one absurd value from deciding everything and understates how far beyond the reference the window
 * goes; giving the first and the last edge instead makes it a Winsorised distance. Where {@code lowest} is not below the
 * first edge the values up to it lie at it, and correspondingly at the last.
 *
 * <p>Edges must be finite and ascending (−0.0 and 0.0 are one edge), counts finite, not negative, not falling and at most 2⁵³, fractions are
 * allowed; NaN is refused. Without values on one side {@code lowest} and {@code highest} are not looked at.
 */
public final class CumulativeLadder {
    /** What is assumed between edges. */
    public enum Shape {
        /** All values lie on edges. */
        STEPS,
        /** Values are spread evenly between edges. */
        LINES
    }

    private static final int CELLS = 10;

    private final double[] knots;
    private final double[] reference;
    private final double[] window;
    private final boolean lines;
    private final double[][] deciles;

    private CumulativeLadder(double[] knots, double[] reference, double[] window, boolean lines, double[][] deciles) {
        this.knots = knots;
        this.reference = reference;
        this.window = window;
        this.lines = lines;
        this.deciles = deciles;
    }

    /**
     * A ladder.
     *
     * @param edges e_1 … e_K, ascending; may be empty
     * @param reference K + 1 numbers: reference values at most e_k for each k, then all reference values
     * @param window the same of the window
     * @param lowest smallest value of the reference
     * @param highest largest value of the reference, at least {@code lowest}
     * @param shape what to assume between edges
     */
    public static CumulativeLadder of(
            double[] edges, double[] reference, double[] window, double lowest, double highest, Shape shape) {
        for (int k = 0; k < edges.length; k++) {
            Require.finite(edges[k], "edge " + k);
            if (k > 0 && !(edges[k] > edges[k - 1])) {
                throw new IllegalArgumentException(
                        "edge " + k + " is " + edges[k] + " but must be above the one before, " + edges[k - 1]);
            }
        }
        checkCounts(reference, edges.length, "reference");
        checkCounts(window, edges.length, "window");
        Require.total(reference[edges.length], "reference");
        Require.total(window[edges.length], "window");
        if (reference[edges.length] == 0 || window[edges.length] == 0) {
            return new CumulativeLadder(new double[0], new double[0], new double[0], false, new double[2][0]);
        }
        Require.finite(lowest, "lowest");
        Require.finite(highest, "highest");
        if (lowest > highest) {
            throw new IllegalArgumentException("lowest is " + lowest + " but must be at most highest, " + highest);
        }
        return withEnds(edges, reference, window, lowest, highest, shape == Shape.LINES);
    }

    private static CumulativeLadder withEnds(
            double[] edges, double[] reference, double[] window, double lowest, double highest, boolean lines) {
        int size = edges.length;
        int before = size > 0 && lowest < edges[0] ? 1 : 0;
        int after = size > 0 && highest > edges[size - 1] ? 1 : 0;
        double[] knots = new double[before + size + after];
        double[] shareReference = new double[knots.length];
        double[] shareWindow = new double[knots.length];
        for (int k = 0; k < size; k++) {
            knots[before + k] = edges[k];
            shareReference[before + k] = reference[k] / reference[size];
            shareWindow[before + k] = window[k] / window[size];
        }
        if (before > 0) {
            knots[0] = lowest;
        }
        if (after > 0) {
            knots[knots.length - 1] = highest;
            shareReference[knots.length - 1] = 1;
            shareWindow[knots.length - 1] = 1;
        }
        return new CumulativeLadder(knots, shareReference, shareWindow, lines, deciles(reference, window));
    }

    /** Counts between those edges whose reference shares are nearest to 1/10, …, 9/10. */
    private static double[][] deciles(double[] reference, double[] window) {
        int size = reference.length - 1;
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int tenth = 1; tenth < CELLS && size > 0; tenth++) {
            double wanted = reference[size] * tenth / CELLS;
            int nearest = 0;
            for (int k = 1; k < size; k++) {
                if (StrictMath.abs(reference[k] - wanted) < StrictMath.abs(reference[nearest] - wanted)) {
                    nearest = k;
                }
            }
            chosen.add(nearest);
        }
        chosen.add(size);
        double[][] cells = new double[2][chosen.size()];
        int cell = 0;
        int before = -1;
        for (int end : chosen) {
            cells[0][cell] = reference[end] - (before < 0 ? 0 : reference[before]);
            cells[1][cell] = window[end] - (before < 0 ? 0 : window[before]);
            before = end;
            cell++;
        }
        return cells;
    }

    private static void checkCounts(double[] counts, int edges, String name) {
        Require.sameLength(counts.length, edges + 1, "number of " + name + " counts");
        for (int k = 0; k < counts.length; k++) {
            Require.count(counts[k], name + " count " + k);
            if (k > 0 && counts[k] < counts[k - 1]) {
                throw new IllegalArgumentException(
                        name + " count " + k + " is " + counts[k] + " but must be at least " + counts[k - 1]);
            }
        }
    }

    /** Reference counts and window counts of at most ten cells with roughly equal shares of the reference. */
    double[][] deciles() {
        return new double[][] {deciles[0].clone(), deciles[1].clone()};
    }

    /** Largest difference of the two distribution functions on the edges. */
    double largestDifference() {
        double largest = 0;
        for (int k = 0; k < knots.length; k++) {
            largest = StrictMath.max(largest, StrictMath.abs(reference[k] - window[k]));
        }
        return largest;
    }

    double referenceCount() {
        return sum(deciles[0]);
    }

    double windowCount() {
        return sum(deciles[1]);
    }

    /** Half the distance from the first to the last knot: the unit of the segments' widths. It cannot overflow. */
    double halfRange() {
        return knots.length == 0 ? 0 : knots[knots.length - 1] / 2 - knots[0] / 2;
    }

    /** What lies between neighbouring knots, from the lowest to the highest; none if the range is zero. */
    List<Segment> segments() {
        double unit = halfRange();
        List<Segment> segments = new ArrayList<>();
        for (int k = 1; k < knots.length && unit > 0; k++) {
            int end = lines ? k : k - 1;
            segments.add(new Segment(
                    (knots[k] / 2 - knots[k - 1] / 2) / unit,
                    reference[k - 1],
                    reference[end],
                    window[k - 1],
                    window[end]));
        }
        return segments;
    }

    /**
     * The smallest point at which the reference's distribution function reaches a share, from the first knot, in units of
     * the half range; the last knot if it never does.
     */
    double referenceQuantile(double share) {
        double unit = halfRange();
        double position = 0;
        for (int k = 1; k < knots.length && unit > 0 && reference[k - 1] < share; k++) {
            double width = (knots[k] / 2 - knots[k - 1] / 2) / unit;
            boolean inside = lines && reference[k] >= share;
            position += inside ? width * (share - reference[k - 1]) / (reference[k] - reference[k - 1]) : width;
        }
        return position;
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
