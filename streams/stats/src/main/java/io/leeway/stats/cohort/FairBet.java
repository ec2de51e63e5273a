/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cohort;

/**
 * The e-value of a bet on the sign of a payoff whose mean is 0 under the null.
 *
 * <pre>
 * y = X/√V,   ln e = c·y/√φ − c²(y²/6 + 1/3)
 * </pre>
 *
 * <p><b>Null hypothesis</b>: given the past, X has mean 0 and variance at most V; sums of payoffs vary φ times as much as
 * independent ones. For φ = 1, exp(z − z²/6) ≤ 1 + z + z²/3 for every real z, so that E[e] ≤ (1 + c²/3)·exp(−c²/3) ≤ 1:
 * neither symmetry nor a bound on X is needed, which matters where one cohort is much smaller than the other. Only the
 * part y²/6 asks what really happened; the purely self-normalised bet exp(λX − λ²X²/2) of symmetric payoffs wins at most
 * half a nat a step however large the difference is, this one one and a half. Conversations outlive a step, so payoffs of
 * neighbouring steps are correlated and the product of e-values is no supermartingale; dividing the stake by √φ makes the
 * compensator that of the long-run variance.
 *
 * <ul>
 *   <li>V = 0: nothing is known about chance, so nothing is bet: NaN, which {@link ShiryaevRoberts} passes over.
 *   <li>X or V NaN, infinite, or V negative: refused.
 *   <li>Cost: constant.
 * </ul>
 *
 * <p>References: B. Delyon (2009), Exponential inequalities for sums of weakly dependent variables, Electron. J. Probab.
 * 14, doi:10.1214/EJP.v14-636; V. H. de la Peña (1999), A general class of exponential inequalities for martingales and
 * ratios, Ann. Probab. 27, doi:10.1214/aop/1022677265.
 */
public final class FairBet {

    private FairBet() {}

    /**
     * ln e of one bet.
     *
     * @param payoff X
     * @param spread V and φ, known before X
     * @param stake c, in (0, 1]
     */
    public static double logE(double payoff, PayoffSpread spread, double stake) {
        if (!Double.isFinite(payoff)) {
            throw new IllegalArgumentException("payoff is " + payoff + " but must be finite");
        }
        if (spread.variance() == 0) {
            return Double.NaN;
        }
        double y = payoff / StrictMath.sqrt(spread.variance());
        return stake * y / StrictMath.sqrt(spread.phi()) - stake * stake * (y * y / 6 + 1.0 / 3);
    }
}
