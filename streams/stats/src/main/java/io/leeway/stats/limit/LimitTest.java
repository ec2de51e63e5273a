/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Kind;
import io.leeway.stats.window.LimitSpec.Side;
import org.apache.commons.math3.special.Beta;

/**
 * Tests whether a window breaks a limit by more than sampling noise.
 *
 * <p><b>Null hypothesis</b>: the quantity is exactly at its bound, the worst of what is allowed. With n values, design
 * effect δ and n′ = n/δ:
 *
 * <pre>
 * rate, share, quantile   x of n beyond, p0 = allowed share:  x′ = ⌊x/δ⌋, p = P(X ≥ x′) = I_p0(x′, n′ − x′ + 1), X ~ Bin(n′, p0)
 * mean                    t = (m − bound)/√(δ s²/n),          p = P(T ≥ t), T ~ Student(n′ − 1)
 * </pre>
 *
 * <p>p0 is the bound of a rate or share, one less the bound if it is <em>at least</em>, and for a p99 the 1 % of values that
 * may lie above it (99 % below it for <em>at least</em>): so a quantile is tested exactly, whatever the distribution. The
 * limit is breached when p ≤ {@value #LEVEL}, the window is worth {@value LimitResult#LEAST_EFFECTIVE_EVENTS} events, and,
 * but for means, x′ is at least {@value #LEAST_BEYOND}, so that one or two events never break a limit, however small a rate
 * it allows.
 *
 * <ul>
 *   <li>Means: of the two ends that the buckets leave open, the one nearer to the bound counts. Constant values: p is 0
 *       beyond the bound and 1 otherwise. The t test leans on the mean of some 30 events being near normal: for latencies
 *       and costs, which have a long upper tail, it errs on the quiet side for <em>at most</em> and on the loud side for
 *       <em>at least</em>. A single huge value inflates s with m, so t stays near 1. A variance that overflows: p = 1.
 *   <li>Discreteness makes the binomial test conservative.
 *   <li>Cost: constant.
 * </ul>
 *
 * <p>References: C. J. Clopper, E. S. Pearson (1934), doi:10.1093/biomet/26.4.404, for the exact binomial test;
 * M. Abramowitz, I. A. Stegun (1964), 26.5.24 and 26.7.1, for both tails by the incomplete beta function.
 */
public final class LimitTest {

    /** The largest p-value that counts as a breach. */
    public static final double LEVEL = 1e-4;

    private static final int LEAST_BEYOND = 3;

    /** 10 of 100 are within a tenth, also if that is one less nine tenths. */
    private static final double ROUNDING = 1e-9;

    private LimitTest() {}

    /** How a window stands to a limit, without what it observed. */
    record Verdict(double effectiveEvents, double pValue, boolean breached, boolean kept) {}

    /**
     * Judges one window.
     *
     * @param limit the limit
     * @param window the window's events; at least one value
     * @param deff design effect, at least 1
     */
    static Verdict test(LimitSpec limit, Reading window, double deff) {
        double effective = window.values() / deff;
        boolean enough = effective >= LimitResult.LEAST_EFFECTIVE_EVENTS;
        if (limit.quantity().kind() == Kind.MEAN) {
            double excess = excess(limit, window);
            double p = meanTail(excess, window, deff);
            return new Verdict(effective, p, enough && p <= LEVEL, excess <= 0);
        }
        double allowed = allowed(limit);
        long trials = StrictMath.round(effective);
        long beyond = StrictMath.min(trials, (long) StrictMath.floor(window.beyond() / deff));
        double p = binomialTail(beyond, trials, allowed);
        boolean breached = enough && beyond >= LEAST_BEYOND && p <= LEVEL;
        return new Verdict(effective, p, breached, window.beyond() <= allowed * window.values() * (1 + ROUNDING));
    }

    /** The share of values that may be beyond the limit. */
    static double allowed(LimitSpec limit) {
        boolean atMost = limit.side() == Side.AT_MOST;
        if (limit.quantity().kind() == Kind.QUANTILE) {
            double percent = limit.quantity().percent();
            return (atMost ? 100 - percent : percent) / 100;
        }
        return atMost ? limit.bound() : 1 - limit.bound();
    }

    /** How far the mean is beyond the bound at least; not positive if it is within. */
    private static double excess(LimitSpec limit, Reading window) {
        return limit.side() == Side.AT_MOST
                ? window.lowest() / window.values() - limit.bound()
                : limit.bound() - window.highest() / window.values();
    }

    private static double meanTail(double excess, Reading window, double deff) {
        double error = StrictMath.sqrt(deff * (window.squares() / (window.values() - 1)) / window.values());
        double freedom = window.values() / deff - 1;
        if (!Double.isFinite(error) || !Double.isFinite(excess) || freedom <= 0) {
            return 1;
        }
        if (error == 0) {
            return excess > 0 ? 0 : 1;
        }
        double t = excess / error;
        double tail = 0.5 * Beta.regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
        return t > 0 ? tail : 1 - tail;
    }

    /** P(X ≥ x) for X ~ Bin(n, p). */
    static double binomialTail(long x, long n, double p) {
        return x <= 0 ? 1 : Beta.regularizedBeta(p, (double) x, n - x + 1.0);
    }
}
