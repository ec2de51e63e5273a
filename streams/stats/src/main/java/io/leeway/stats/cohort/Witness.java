/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

/**
 * What the past says about where two cohorts differ, and what a step pays that bets on it.
 *
 * <p>A step's difference is Z = √s·(μ_canary − μ_control) with s = n_1·n_2/(n_1 + n_2) events, so that its variance does not
 * depend on how many events it holds. Of the earlier differences, oldest first, about half gives the
 * {@link Whitening}, the newest {@code stretch} of those before the gap the direction, and those in between the spread of
 * payoffs along it:
 *
 * <pre>
 * 0 ─ whitening ─ half ─ spread ─ n − stretch ─ direction ─ n ─ gap ─ now
 *
 * d = Σ √s_i·Z_i = Σ s_i·Δ_i,   w = (Σ + γI)⁻¹ d,   X = ⟨w, Z_now⟩
 * </pre>
 *
 * <p><b>Null hypothesis</b>: in every step both cohorts draw from one law, which may be another in the next step. Then
 * E[X | past] = 0 whatever the season, because what is common to both cancels; the gap keeps conversations that are alive
 * now out of what w has learned.
 *
 * <ul>
 *   <li>No stretch longer than a quarter of the earlier differences is used: the spread would have too little left.
 *   <li>Stretch and spread are disjoint: a direction learned from a difference makes that difference look large.
 *   <li>What comes to both cohorts at once may vary more than anything before. So V is at least what the newest
 *       {@value #RECENT} payoffs show, each along a direction that was learned without it: Σ(X_i − X_(i−2))²/2n.
 *   <li>Cost: O(({@value #RECENT} + stretches)·n·D) for all bets of a step.
 * </ul>
 *
 * <p>Reference: S. Shekhar, A. Ramdas (2023), Nonparametric two-sample testing by betting,
 * doi:10.48550/arXiv.2112.09162.
 */
public final class Witness {

    private static final int RECENT = 14;
    private static final int APART = 2;

    private final double[][] differences;
    private final double[] sizes;
    private final Whitening whitening;
    private final int half;
    private final double[] own;

    /**
     * What can be learned from earlier differences.
     *
     * @param differences n×D, Z of each step before the gap, oldest first
     * @param sizes n, s of each, positive
     * @param whitening of the first {@code half} of them
     * @param half how many gave the whitening, so that the spread must not come from them
     */
    public Witness(double[][] differences, double[] sizes, Whitening whitening, int half) {
        this.differences = differences;
        this.sizes = sizes;
        this.whitening = whitening;
        this.half = half;
        this.own = new double[differences.length];
        for (int i = StrictMath.max(0, differences.length - RECENT); i < differences.length; i++) {
            own[i] = StrictMath.sqrt(sizes[i]) * dot(whitening.direction(differences[i]), differences[i]);
        }
    }

    /** Whether a direction can be learned from so many steps. */
    public boolean knows(int stretch) {
        return 4 * stretch <= differences.length && differences.length - half - stretch >= PayoffSpread.FEWEST;
    }

    /**
     * A bet on what the newest {@code stretch} steps show.
     *
     * @param stretch how many, for which {@link #knows} holds
     * @param now Z of the present step
     */
    public Bet bet(int stretch, double[] now) {
        int from = differences.length - stretch;
        double[] learned = new double[now.length];
        for (int i = from; i < differences.length; i++) {
            double root = StrictMath.sqrt(sizes[i]);
            for (int d = 0; d < learned.length; d++) {
                learned[d] += root * differences[i][d];
            }
        }
        double[] direction = whitening.direction(learned);
        double[][] payoffs = new double[from - half][1];
        for (int i = half; i < from; i++) {
            payoffs[i - half][0] = dot(direction, differences[i]);
        }
        PayoffSpread spread = PayoffSpread.of(payoffs);
        return new Bet(
                dot(direction, now),
                dot(direction, direction),
                spread.variance() == 0 ? spread : spread.atLeast(recent(direction, from)));
    }

    /** The variance of the newest payoffs; those the direction was learned from without their own part in it. */
    private double recent(double[] direction, int learnedFrom) {
        int first = StrictMath.max(0, differences.length - RECENT);
        double[] payoffs = new double[differences.length - first];
        for (int i = first; i < differences.length; i++) {
            payoffs[i - first] = dot(direction, differences[i]) - (i < learnedFrom ? 0 : own[i]);
        }
        double sum = 0;
        for (int i = APART; i < payoffs.length; i++) {
            double change = payoffs[i] - payoffs[i - APART];
            sum += change * change;
        }
        return sum / (2.0 * (payoffs.length - APART));
    }

    /**
     * A bet.
     *
     * @param payoff X
     * @param squaredLength ‖w‖²
     * @param spread how much X varies by chance
     */
    public record Bet(double payoff, double squaredLength, PayoffSpread spread) {}

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
