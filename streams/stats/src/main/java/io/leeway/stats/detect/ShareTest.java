/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.detect.TestResult.Method;

/**
 * Tests whether a share of events (beyond a quantile, of an unseen category, missing) is larger in a window than in the
 * reference.
 *
 * <p><b>Null hypothesis</b>: both shares are the same. With x_c of N_c events in the window, x_r of n_r in the reference
 * and r = ρκφ,
 *
 * <pre>
 * x = ⌊x_c/r⌋,  n = round(N_c/r),  X ~ BetaBinomial(n; x_r/φ + ½, (n_r − x_r)/φ + ½),  p = P(X ≥ x)
 * </pre>
 *
 * <p>that is, dependent events count as fewer independent ones, the unknown share has the Jeffreys posterior given the
 * reference, and p is the posterior predictive probability. It is meant for counts of 0 to 4, where a normal
 * approximation raises false alarms by orders of magnitude. The statistic reported is x, the effect is the excess share
 * x_c/N_c − x_r/n_r, negative when the share fell, and the design effect is ρφ.
 *
 * <ul>
 *   <li>{@link Side#UPPER}, the default, sees a growing share only. {@link Side#BOTH} gives 2·min(upper, lower), at most
 *       1, with the count rounded up for the lower tail, so rounding never helps an alarm.
 *   <li>No window events left after division (n = 0) or no reference events: method DEGENERATE, p = 1. The effect is 0
 *       where a share is undefined.
 *   <li>x = 0 gives p = 1 on the upper side. Discreteness makes the test conservative.
 *   <li>NaN, infinite or negative counts, hits above events and inflations below 1 are refused.
 *   <li>Cost: the shorter tail of the beta-binomial, at most n multiplications.
 * </ul>
 *
 * <p>References: J. Aitchison, I. R. Dunsmore (1975), Statistical Prediction Analysis,
 * doi:10.1017/CBO9780511569647; L. D. Brown, T. T. Cai, A. DasGupta (2001), Interval estimation for a binomial
 * proportion, Statist. Sci. 16, doi:10.1214/ss/1009213286, for the prior; J. N. K. Rao, A. J. Scott (1992), A simple
 * method for the analysis of clustered binary data, Biometrics 48, doi:10.2307/2532311, for the division of counts by a
 * design effect.
 */
public final class ShareTest {
    private static final ShareTest DEFAULTS = new ShareTest(Side.UPPER, 1, 1, 1);

    private final Side side;
    private final double rho;
    private final double kappa;
    private final double phi;

    private ShareTest(Side side, double rho, double kappa, double phi) {
        this.side = side;
        this.rho = rho;
        this.kappa = kappa;
        this.phi = phi;
    }

    /** Upper side, no inflation. */
    public static ShareTest withDefaults() {
        return DEFAULTS;
    }

    /** The same test for the given side. */
    public ShareTest with(Side newSide) {
        return new ShareTest(newSide, rho, kappa, phi);
    }

    /**
     * The same test for dependent events.
     *
     * @param newRho ρ ≥ 1, variance of the window over that of the reference
     * @param newKappa κ ≥ 1, variance of windows of this length over what the null says
     * @param newPhi φ ≥ 1, long-run variance of the reference over that of independent events
     */
    public ShareTest withInflation(double newRho, double newKappa, double newPhi) {
        return new ShareTest(
                side,
                Require.atLeast(newRho, 1, "rho"),
                Require.atLeast(newKappa, 1, "kappa"),
                Require.atLeast(newPhi, 1, "phi"));
    }

    /**
     * Tests the share in a window against the share in the reference.
     *
     * @param windowHits x_c, at most {@code windowEvents}
     * @param windowEvents N_c
     * @param referenceHits x_r, at most {@code referenceEvents}
     * @param referenceEvents n_r
     */
    public TestResult test(double windowHits, double windowEvents, double referenceHits, double referenceEvents) {
        checkHits(windowHits, windowEvents, "window");
        checkHits(referenceHits, referenceEvents, "reference");
        double r = rho * kappa * phi;
        long trials = StrictMath.round(windowEvents / r);
        long hits = StrictMath.min(trials, (long) StrictMath.floor(windowHits / r));
        double effect = windowEvents == 0 || referenceEvents == 0
                ? 0
                : windowHits / windowEvents - referenceHits / referenceEvents;
        boolean possible = trials > 0 && referenceEvents > 0;
        double logP = 0;
        if (possible) {
            BetaBinomial predictive =
                    BetaBinomial.of(trials, referenceHits / phi + 0.5, (referenceEvents - referenceHits) / phi + 0.5);
            logP = predictive.logUpperTail(hits);
            if (side == Side.BOTH) {
                long roundedUp = StrictMath.min(trials, (long) StrictMath.ceil(windowHits / r));
                double smaller = StrictMath.min(logP, predictive.logLowerTail(roundedUp));
                logP = StrictMath.min(0, StrictMath.log(2) + smaller);
            }
        }
        return new TestResult(
                hits,
                StrictMath.exp(logP),
                logP,
                effect,
                windowEvents,
                windowEvents / (rho * phi),
                referenceEvents,
                phi,
                rho * phi,
                possible ? Method.BETA_BINOMIAL : Method.DEGENERATE);
    }

    private static void checkHits(double hits, double events, String name) {
        Require.atLeast(events, 0, name + " events");
        Require.atLeast(hits, 0, name + " hits");
        if (hits > events) {
            throw new IllegalArgumentException(
                    name + " hits is " + hits + " but must be at most its events, " + events);
        }
    }

    /** Which departures count. */
    public enum Side {
        /** A larger share only. */
        UPPER,
        /** A larger or a smaller share. */
        BOTH
    }
}
