/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import io.leeway.stats.detect.TestResult.Method;

/**
 * Tests whether the mean embedding of a window differs from that of the reference.
 *
 * <p><b>Null hypothesis</b>: the window's events have the reference's distribution and the reference's dependence, up to
 * the inflation ρ and κ. With Δ = μ_c − μ_r, s = N_c N_r/(N_c + N_r) and the {@link BlockNull} of the reference,
 *
 * <pre>
 * T  = s‖Δ‖²
 * T' = T/φ · (1/N_c + 1/N_r) / (ρκ/N_c + κ/N_r)         p = P(Σ λ χ²₁ ≥ T')
 * δ  = √( max(0, ‖Δ‖² − c1·φ·(ρ/N_c + 1/N_r)) / normaliser )
 * N_eff = N_c/(ρφ)
 * </pre>
 *
 * <p>The statistic reported is T', the effect δ. What is subtracted in δ is what chance alone puts into ‖Δ‖², so δ² before
 * the bound at zero is unbiased. The normaliser is 1 − ‖μ_r‖² for maps of unit norm ({@link #withUnitNorm()}), where δ
 * reads as the share of events that became something far away, and 1 otherwise. The design effect reported is
 * ρ·c1·φ/trace when the covariance trace of single events is known (unit norm, or {@link #withIndependentTrace}), and ρ·φ
 * when it is not.
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Empty window or reference, dimension 0, a constant feature or too few blocks ({@link BlockNull#degenerate()}):
 *       method DEGENERATE with p = 1. A reference that never varied says nothing about how much variation is normal; the
 *       effect is still reported, without correction.
 *   <li>A normaliser of at most {@value #NO_SPREAD} (every reference event has the same embedding): effect 0.
 *   <li>NaN or infinite sums or means, negative counts and unequal dimensions are refused.
 *   <li>Ties and atoms need no care: they are inside the empirical null.
 *   <li>Windows shorter than a block have a lighter tail than the null says for the middle and a heavier one far out.
 * </ul>
 *
 * <p>Cost: O(D) and one tail probability.
 *
 * <p>References: A. Gretton et al. (2012), A kernel two-sample test, JMLR 13, 723–773; K. Chwialkowski, D. Sejdinovic, A.
 * Gretton (2014), A wild bootstrap for degenerate kernel tests, doi:10.48550/arXiv.1408.5404; A. Rahimi, B. Recht (2007),
 * Random features for large-scale kernel machines, NIPS 20.
 */
public final class MeanShiftTest {
    /**
     * The design effect up to which events are taken to come in clumps, so that a window holds fewer of them. What moves
     * more slowly, such as a daily rhythm, makes it larger still; that is priced in the null and takes no events away.
     */
    public static final double LARGEST_CLUMP = 8;

    /** 1 − ‖μ‖² up to here is rounding of sums kept with 32 fractional bits. */
    private static final double NO_SPREAD = 1e-9;

    private static final MeanShiftTest DEFAULTS = new MeanShiftTest(1, 1, false, 0);

    private final double rho;
    private final double kappa;
    private final boolean unitNorm;
    private final double independentTrace;

    private MeanShiftTest(double rho, double kappa, boolean unitNorm, double independentTrace) {
        this.rho = rho;
        this.kappa = kappa;
        this.unitNorm = unitNorm;
        this.independentTrace = independentTrace;
    }

    /** No inflation, normaliser 1, trace of single events unknown. */
    public static MeanShiftTest withDefaults() {
        return DEFAULTS;
    }

    /**
     * The same test for traffic that is more dependent than the reference.
     *
     * @param rho ρ ≥ 1, variance of the window over that of the reference
     * @param kappa κ ≥ 1, variance of windows of this length over what the null says
     */
    public MeanShiftTest withInflation(double rho, double kappa) {
        return new MeanShiftTest(
                Require.atLeast(rho, 1, "rho"), Require.atLeast(kappa, 1, "kappa"), unitNorm, independentTrace);
    }

    /** The same test for a map with ‖φ(x)‖ = 1 for every x. */
    public MeanShiftTest withUnitNorm() {
        return new MeanShiftTest(rho, kappa, true, 0);
    }

    /**
     * The same test for a map whose covariance trace for single events is known; it only enters the design effect.
     *
     * @param trace E‖φ‖² − ‖μ_r‖²; 0 for unknown
     */
    public MeanShiftTest withIndependentTrace(double trace) {
        return new MeanShiftTest(rho, kappa, false, Require.atLeast(trace, 0, "trace"));
    }

    /**
     * Δ = windowSums/windowEvents − referenceMean, the direction of the change.
     *
     * @return a new vector; zeros when the window has no events
     */
    public static double[] difference(double[] referenceMean, double[] windowSums, double windowEvents) {
        Require.sameLength(windowSums.length, referenceMean.length, "dimension of the window");
        Require.atLeast(windowEvents, 0, "windowEvents");
        double[] difference = new double[referenceMean.length];
        for (int k = 0; k < difference.length && windowEvents > 0; k++) {
            difference[k] = Require.finite(windowSums[k], "window sum") / windowEvents
                    - Require.finite(referenceMean[k], "reference mean");
        }
        return difference;
    }

    /**
     * Tests a window against the reference of the null itself.
     *
     * @param reference the null and its reference
     * @param windowSums D, sum of φ over the window's events
     * @param windowEvents N_c
     */
    public TestResult test(BlockNull reference, double[] windowSums, double windowEvents) {
        return test(reference, reference.mean(), reference.events(), windowSums, windowEvents);
    }

    /**
     * Tests a window against a reference of which the null may be a part.
     *
     * @param reference the null, with the dimension of the map
     * @param referenceMean μ_r
     * @param referenceEvents N_r
     * @param windowSums D, sum of φ over the window's events
     * @param windowEvents N_c
     */
    public TestResult test(
            BlockNull reference,
            double[] referenceMean,
            double referenceEvents,
            double[] windowSums,
            double windowEvents) {
        Require.sameLength(referenceMean.length, reference.dimension(), "dimension of the reference mean");
        Require.atLeast(referenceEvents, 0, "referenceEvents");
        double squared = Vectors.squaredNorm(difference(referenceMean, windowSums, windowEvents));
        double phi = reference.phi();
        double deff = deff(reference, referenceMean);
        double effectiveEvents = windowEvents / (rho * StrictMath.max(phi, StrictMath.min(deff / rho, LARGEST_CLUMP)));
        if (reference.degenerate() || windowEvents == 0 || referenceEvents == 0) {
            double effect = windowEvents == 0 || referenceEvents == 0 ? 0 : effect(squared, referenceMean);
            return new TestResult(
                    0, 1, 0, effect, windowEvents, effectiveEvents, referenceEvents, phi, deff, Method.DEGENERATE);
        }
        double excess = squared - reference.c1() * phi * (rho / windowEvents + 1 / referenceEvents);
        // s(1/N_c + 1/N_r) = 1, so T' needs no s.
        double statistic = squared / (phi * kappa * (rho / windowEvents + 1 / referenceEvents));
        WeightedChiSquare.Tail tail = reference.distribution().tail(statistic);
        return new TestResult(
                statistic,
                tail.pValue(),
                tail.logP(),
                effect(excess, referenceMean),
                windowEvents,
                effectiveEvents,
                referenceEvents,
                phi,
                deff,
                tail.method());
    }

    private double effect(double squaredDistance, double[] referenceMean) {
        double normaliser = unitNorm ? 1 - Vectors.squaredNorm(referenceMean) : 1;
        return normaliser <= NO_SPREAD ? 0 : StrictMath.sqrt(StrictMath.max(0, squaredDistance) / normaliser);
    }

    private double deff(BlockNull reference, double[] referenceMean) {
        double trace = unitNorm ? 1 - Vectors.squaredNorm(referenceMean) : independentTrace;
        return rho * (trace > 0 ? reference.deff(trace) : reference.phi());
    }
}
