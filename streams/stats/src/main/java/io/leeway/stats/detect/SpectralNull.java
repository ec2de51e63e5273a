/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;
import java.util.Optional;

/**
 * The null distribution of the squared distance of two means after {@link PartialWhitening}, and the test with it.
 *
 * <p>The directions come from the first half A of the reference, the spectrum from the mapped sums of the second half B.
 * The growth φ of the long-run variance needs long blocks, of which half a reference has too few, so it is taken from the
 * unmapped whole reference wherever that is larger. Without this, streams whose conversations last several entries have
 * up to three times the nominal rate of false alarms.
 *
 * <p>With φ and φ_B of the whole reference and of mapped half B, ‖WΔ‖² the mapped distance and the rest as in {@link
 * MeanShiftTest}, whose null hypothesis this is,
 *
 * <pre>
 * T' = ‖WΔ‖² / (max(φ, φ_B)·κ·(ρ/N_c + 1/N_r))         p = P(Σ λ χ²₁ ≥ T') with λ of half B
 * </pre>
 *
 * <p>Edge cases: no null where there is no map ({@link PartialWhitening#fit}) or where the unmapped reference is
 * degenerate; if only half B does not vary, the result is DEGENERATE with p = 1, and so it is for an empty window or
 * reference. Cost: that of the map and of one {@link BlockNull}; a test is q·2D multiplications and one tail probability.
 *
 * <p>References: S. Mukherjee, B. K. Sriperumbudur (2025), Minimax optimal kernel two-sample tests with random features,
 * doi:10.48550/arXiv.2502.20755; K. Chwialkowski, D. Sejdinovic, A. Gretton (2014), A wild bootstrap for degenerate
 * kernel tests, doi:10.48550/arXiv.1408.5404.
 */
public final class SpectralNull {
    private final PartialWhitening map;
    private final BlockNull half;
    private final double missingPhi;

    /** The mean that was mapped last, which is nearly always the next one too, and what it was mapped to. */
    private MappedMean last = new MappedMean(null, null);

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record MappedMean(double[] mean, double[] mapped) {}

    private SpectralNull(PartialWhitening map, BlockNull half, double missingPhi) {
        this.map = map;
        this.half = half;
        this.missingPhi = missingPhi;
    }

    /**
     * The null of a reference.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param unmapped the null of the same sums and counts; it decides the block length
     * @return the null, or empty when the reference is too short or does not vary
     */
    public static Optional<SpectralNull> of(double[][] sums, double[] counts, BlockNull unmapped) {
        if (unmapped.degenerate()) {
            return Optional.empty();
        }
        Require.sameLength(sums[0].length, unmapped.dimension(), "dimension of the sums");
        return PartialWhitening.fit(sums, counts, unmapped.blockEntries())
                .map(map -> calibrate(map, sums, counts, unmapped));
    }

    private static SpectralNull calibrate(PartialWhitening map, double[][] sums, double[] counts, BlockNull unmapped) {
        int first = map.firstCalibrationEntry();
        double[][] mapped = new double[sums.length - first][];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = map.apply(sums[first + i]);
        }
        BlockNull half =
                BlockNull.of(mapped, Arrays.copyOfRange(counts, first, counts.length), unmapped.blockEntries());
        return new SpectralNull(map, half, StrictMath.max(1, unmapped.phi() / half.phi()));
    }

    /**
     * Tests a window that the unmapped test has seen already.
     *
     * @param unmapped its result: what it says of events, effect, φ and design effect is kept, statistic, p-value and
     *     method are replaced
     * @param rho ρ ≥ 1, as in the unmapped test
     * @param kappa κ ≥ 1, as in the unmapped test
     * @param referenceMean μ_r, unmapped, of the whole reference
     * @param windowSums D, unmapped sum of φ over the window's events
     */
    public TestResult test(TestResult unmapped, double rho, double kappa, double[] referenceMean, double[] windowSums) {
        TestResult mapped = MeanShiftTest.withDefaults()
                .withInflation(rho, kappa * missingPhi)
                .test(
                        half,
                        mapped(referenceMean),
                        unmapped.referenceEvents(),
                        map.apply(windowSums),
                        unmapped.events());
        return new TestResult(
                mapped.statistic(),
                mapped.pValue(),
                mapped.logP(),
                unmapped.effect(),
                unmapped.events(),
                unmapped.effectiveEvents(),
                unmapped.referenceEvents(),
                unmapped.phi(),
                unmapped.deff(),
                mapped.method());
    }

    private double[] mapped(double[] mean) {
        MappedMean known = last;
        if (!Arrays.equals(known.mean(), mean)) {
            known = new MappedMean(mean.clone(), map.apply(mean));
            last = known;
        }
        return known.mapped();
    }

    /** The map. */
    public PartialWhitening map() {
        return map;
    }

    /** The null of the mapped sums of half B; its φ may be too small, see above. */
    public BlockNull calibration() {
        return half;
    }
}
