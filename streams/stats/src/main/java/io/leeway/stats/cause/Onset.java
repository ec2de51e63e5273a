/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import java.util.Optional;

/**
 * Where in a run of panes a share rose above what it is in the reference, if it did.
 *
 * <p>With x(i) hits among n(i) events of pane i and the share q₀ of the reference, the change is put where the
 * likelihood ratio of a rise that lasts to the end is largest:
 *
 * <pre>
 * k* = argmax over k of N(k)·KL(q(k) ‖ q₀),   q(k) = X(k)/N(k) &gt; q₀,   X(k), N(k) sums from pane k on
 * KL(q ‖ q₀) = q ln(q/q₀) + (1 − q) ln((1 − q)/(1 − q₀))
 * </pre>
 *
 * <p>Of equal values the latest pane counts. No pane above q₀: empty. Events are taken to be independent, so the strength
 * is for ranking and for bounds far from any doubt, not a p-value. Cost: one pass.
 *
 * <p>Reference: D. Siegmund, E. S. Venkatraman (1995), Using the generalized likelihood ratio statistic for sequential
 * detection of a change-point, Ann. Statist. 23, doi:10.1214/aos/1176324466.
 *
 * @param pane index of the first pane after the change
 * @param share q(k*)
 * @param events N(k*)
 * @param strength the largest log-likelihood ratio
 */
public record Onset(int pane, double share, double events, double strength) {

    // A share that was never seen could still be one event in a very large reference.
    private static final double LEAST = 1e-6;

    /**
     * Finds it.
     *
     * @param hits x(i), oldest first
     * @param events n(i), as many
     * @param before q₀
     */
    static Optional<Onset> of(double[] hits, double[] events, double before) {
        double q0 = StrictMath.min(1 - LEAST, StrictMath.max(LEAST, before));
        Optional<Onset> best = Optional.empty();
        double x = 0;
        double n = 0;
        for (int k = hits.length - 1; k >= 0; k--) {
            x += hits[k];
            n += events[k];
            double q = n > 0 ? x / n : 0;
            if (events[k] > 0 && q > StrictMath.max(q0, before)) {
                double strength = n * (term(q, q0) + term(1 - q, 1 - q0));
                if (best.isEmpty() || strength > best.get().strength()) {
                    best = Optional.of(new Onset(k, q, n, strength));
                }
            }
        }
        return best;
    }

    private static double term(double q, double q0) {
        return q <= 0 ? 0 : q * StrictMath.log(q / q0);
    }
}
