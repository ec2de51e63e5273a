/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

/**
 * How much a payoff varies by chance: its variance, and how much more sums of it vary because steps are dependent.
 *
 * <p>Both come from differences over m steps, in which a lasting difference between the cohorts cancels, so that the very
 * change that is looked for does not hide itself:
 *
 * <pre>
 * g_i = X_i − X_(i−m),   γ_k = Σ_i ⟨g_i, g_(i−k)⟩ / 2n_k        m = min({@value #LAG}, N/3)
 * V = γ_0 · (1 + {@value #CAUTION}/N)
 * φ = max(1, 1 + 2 Σ_{k=1..K} γ_k/γ_0)                          K = min({@value #DEPENDENT}, m/2)
 * </pre>
 *
 * <p>V is a little too large on purpose: it is an estimate, and a stake that is too high costs more than one that is too
 * low. Steps more than K apart are taken to be independent.
 *
 * <ul>
 *   <li>Fewer than {@value #FEWEST} payoffs: V = 0, which bets nothing.
 *   <li>A payoff that never varied: V = 0, φ = 1.
 *   <li>A change inside the stretch adds its square to m of the N differences.
 *   <li>Cost: O(N·K·D).
 * </ul>
 *
 * <p>References: J. von Neumann (1941), Distribution of the ratio of the mean square successive difference to the
 * variance, Ann. Math. Statist. 12, doi:10.1214/aoms/1177731677; M. S. Bartlett (1946), On the theoretical specification
 * and sampling properties of autocorrelated time-series, doi:10.2307/2983611.
 *
 * @param variance V, at least 0; of vectors, the trace
 * @param phi φ, at least 1
 */
public record PayoffSpread(double variance, double phi) {

    /** Fewer payoffs say nothing about chance. */
    public static final int FEWEST = 9;

    private static final int LAG = 12;
    private static final int DEPENDENT = 4;
    private static final double CAUTION = 8;

    /** Nothing is known. */
    public static final PayoffSpread UNKNOWN = new PayoffSpread(0, 1);

    /** The same, but never less variance than {@code least}. */
    public PayoffSpread atLeast(double least) {
        return variance >= least ? this : new PayoffSpread(least, phi);
    }

    /**
     * The spread of payoffs, or of vectors of which the trace is wanted.
     *
     * @param payoffs N×D, in order of time
     */
    public static PayoffSpread of(double[][] payoffs) {
        int number = payoffs.length;
        if (number < FEWEST) {
            return UNKNOWN;
        }
        int lag = StrictMath.min(LAG, number / 3);
        double[][] differences = new double[number - lag][];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = difference(payoffs[i + lag], payoffs[i]);
        }
        double atOnce = covariance(differences, 0);
        if (atOnce == 0) {
            return UNKNOWN;
        }
        double later = 0;
        for (int k = 1; k <= StrictMath.min(DEPENDENT, lag / 2); k++) {
            later += covariance(differences, k);
        }
        return new PayoffSpread(atOnce * (1 + CAUTION / number), StrictMath.max(1, 1 + 2 * later / atOnce));
    }

    private static double[] difference(double[] later, double[] earlier) {
        double[] difference = later.clone();
        for (int d = 0; d < difference.length; d++) {
            difference[d] -= earlier[d];
        }
        return difference;
    }

    private static double covariance(double[][] differences, int lag) {
        double sum = 0;
        for (int i = lag; i < differences.length; i++) {
            sum += Witness.dot(differences[i], differences[i - lag]);
        }
        return sum / (2.0 * (differences.length - lag));
    }
}
