/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleToLongFunction;

/**
 * Maps a number to a ladder of indicators, so that the squared distance of means is the Anderson-Darling distance of two
 * distributions.
 *
 * <pre>
 * φ_k(x) = 1{x ≤ e_k} / √(K·F_k(1 − F_k))        ‖Δ‖² = (1/K) Σ_k (F_c(e_k) − F_r(e_k))² / (F_k(1 − F_k))
 * </pre>
 *
 * <p>The edges e_k are reference quantiles: for each k = 1…{@value #MAX_EDGES} the candidate whose F is nearest to
 * k/({@value #MAX_EDGES} + 1), each edge once, and only those with F in [{@value #LOWEST}, {@value #HIGHEST}], because an
 * indicator that is almost constant has a tail no weighted χ² describes; shares beyond an extreme quantile belong to
 * {@link ShareTest}. F is the share of reference values at most e, as counted; K is the number of edges chosen.
 *
 * <ul>
 *   <li>Constant feature, or one whose atoms leave no F in the range: no edges, dimension 0, no test possible.
 *   <li>Ties and integers: an atom is one edge with the F it really has; nothing assumes continuity.
 *   <li>Candidates at ±∞ are passed over; NaN candidates, and F outside [0, 1], are refused. Of candidates at the same
 *       value the one with the largest F counts, since F is the share up to and including the value.
 *   <li>Missing, NaN and infinite values of the feature must not be counted, neither in the counts nor in the events.
 *   <li>Cost: O(candidates · {@value #MAX_EDGES}) to build, one count per edge to map.
 * </ul>
 *
 * <p>References: T. W. Anderson, D. A. Darling (1952), Asymptotic theory of certain goodness of fit criteria based on
 * stochastic processes, Ann. Math. Statist. 23, doi:10.1214/aoms/1177729437; A. N. Pettitt (1976), A two-sample
 * Anderson-Darling rank statistic, Biometrika 63, doi:10.1093/biomet/63.1.161.
 */
public final class LadderMap {
    /** Largest number of edges. */
    public static final int MAX_EDGES = 32;

    private static final double LOWEST = 0.03;
    private static final double HIGHEST = 0.97;

    private final double[] edges;
    private final double[] shares;
    private final double[] scales;

    private LadderMap(List<Candidate> chosen) {
        int size = chosen.size();
        this.edges = new double[size];
        this.shares = new double[size];
        this.scales = new double[size];
        for (int k = 0; k < size; k++) {
            double share = chosen.get(k).share();
            edges[k] = chosen.get(k).edge();
            shares[k] = share;
            scales[k] = 1 / StrictMath.sqrt(size * share * (1 - share));
        }
    }

    /**
     * A possible edge.
     *
     * @param edge a value of the feature
     * @param share F, the share of reference values that are at most {@code edge}; in [0, 1]
     */
    public record Candidate(double edge, double share) {
        /** Refuses NaN and shares outside [0, 1]. */
        public Candidate {
            if (Double.isNaN(edge)) {
                throw new IllegalArgumentException("edge is NaN but must be a number");
            }
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share is " + share + " but must be in [0, 1]");
            }
        }
    }

    /**
     * The ladder over the best of the given candidates.
     *
     * @param candidates reference values with their shares, in any order
     */
    public static LadderMap of(Collection<Candidate> candidates) {
        TreeMap<Double, Candidate> usable = new TreeMap<>();
        for (Candidate candidate : candidates) {
            if (Double.isFinite(candidate.edge())) {
                // Adding zero makes −0.0 and 0.0 the same edge.
                usable.merge(candidate.edge() + 0.0, candidate, (a, b) -> a.share() >= b.share() ? a : b);
            }
        }
        usable.values().removeIf(c -> c.share() < LOWEST || c.share() > HIGHEST);
        TreeMap<Double, Candidate> chosen = new TreeMap<>();
        for (int k = 1; k <= MAX_EDGES && !usable.isEmpty(); k++) {
            double wanted = k / (MAX_EDGES + 1.0);
            usable.entrySet().stream()
                    .min(Comparator.comparingDouble(
                            entry -> StrictMath.abs(entry.getValue().share() - wanted)))
                    .ifPresent(nearest -> chosen.put(nearest.getKey(), nearest.getValue()));
        }
        return new LadderMap(new ArrayList<>(chosen.values()));
    }

    /** Number of edges, K. */
    public int dimension() {
        return edges.length;
    }

    /** The edges, ascending; a copy. */
    public double[] edges() {
        return edges.clone();
    }

    /** F at each edge; a copy. */
    public double[] shares() {
        return shares.clone();
    }

    /**
     * The sum of φ over a set of values.
     *
     * @param countAtMost how many of the values are at most the given edge
     */
    public double[] sums(DoubleToLongFunction countAtMost) {
        double[] sums = new double[edges.length];
        for (int k = 0; k < edges.length; k++) {
            sums[k] = countAtMost.applyAsLong(edges[k]) * scales[k];
        }
        return sums;
    }

    /**
     * Turns a difference of means back into differences of distribution functions, F_c(e_k) − F_r(e_k).
     *
     * @param difference Δ
     */
    public double[] shareDifferences(double[] difference) {
        Require.sameLength(difference.length, edges.length, "dimension of the difference");
        double[] result = new double[edges.length];
        for (int k = 0; k < edges.length; k++) {
            result[k] = difference[k] / scales[k];
        }
        return result;
    }

    /**
     * Trace of the covariance of φ for single events with the given mean: Σ μ_k(scale_k − μ_k).
     *
     * @param mean the mean of φ
     */
    public double independentTrace(double[] mean) {
        Require.sameLength(mean.length, edges.length, "dimension of the mean");
        double trace = 0;
        for (int k = 0; k < edges.length; k++) {
            trace += mean[k] * (scales[k] - mean[k]);
        }
        return StrictMath.max(0, trace);
    }
}
