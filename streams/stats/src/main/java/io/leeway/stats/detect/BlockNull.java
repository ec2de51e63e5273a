/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.Arrays;

/**
 * The null distribution of a squared distance of means, from the variation between blocks of the reference.
 *
 * <p>Input are the entries of the reference in order of time: for each the sum of φ over its events (not the mean) and the
 * number of events. Without a change, s‖μ_c − μ_r‖² with s = N_c N_r/(N_c + N_r) is distributed like Σ λ_l χ²₁, where λ
 * are the eigenvalues of the long-run covariance Ω of φ. Blocks of b consecutive entries with sums S_j and counts n_j,
 * N = Σ n_j, μ = Σ S_j/N, r_j = S_j − n_j μ and A_ij = r_i·r_j give
 *
 * <pre>
 * λ  = eig(A)/N · B/(B−1)
 * c1 = tr Ω, c2 = tr Ω², c3 = tr Ω³        as U-statistics over A, see BlockMoments
 * φ  = max(1, max of c1(b')/c1(b) over b' = 2b, 4b, … with at least {@value #MIN_PHI_BLOCKS} blocks)
 * </pre>
 *
 * <p>Conversations last longer than a block; c1 keeps growing with the block length and φ says by how much in all. The
 * distribution returned is that of a statistic that was divided by φ. Its weights are the λ shrunk to Σλ² = c2 with Σλ
 * kept (see Spectrum), because sample eigenvalues overstate the spread.
 *
 * <p><b>Block length.</b> One entry below {@value #SHORT_REFERENCE} entries. Otherwise the largest power of two up to
 * {@value #MAX_RULE_LENGTH} that leaves at least {@value #MIN_RULE_BLOCKS} blocks, provided φ at b = 1 exceeds
 * {@value #NOTICEABLE_PHI}, else one entry. Never shorter than the caller's minimum (one length per agent, the largest
 * over its maps), and doubled while there would be more than {@value #MAX_BLOCKS} blocks, which bounds the cost.
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Entries without events carry nothing and are removed first; lengths count the others.
 *   <li>A shorter rest at the end joins the last block.
 *   <li>Fewer than two blocks, no events, dimension 0, or a constant feature (c1 below 1e-24 of the mean squared sum, that
 *       is, rounding): {@link #degenerate()}; c1 = c2 = c3 = 0, φ = 1 and a distribution without weights.
 *   <li>c2 ≤ 0 (few blocks): the spectrum is shrunk as far as it goes.
 *   <li>NaN or infinite sums, negative counts and rows of unequal length are refused; ties need no care.
 * </ul>
 *
 * <p>Cost: O(P·D·log P) for φ, then O(m³ + m·B·D) with m = min(B, D) ≤ {@value #MAX_BLOCKS}; done once per reference.
 *
 * <p>References:
 *
 * <ol>
 *   <li>K. Chwialkowski, D. Sejdinovic, A. Gretton (2014), A wild bootstrap for degenerate kernel tests, NIPS 27,
 *       doi:10.48550/arXiv.1408.5404. The distribution here is that bootstrap in closed form.
 *   <li>A. Gretton et al. (2012), A kernel two-sample test, JMLR 13, 723–773.
 *   <li>H. R. Künsch (1989), The jackknife and the bootstrap for general stationary observations, Ann. Statist. 17,
 *       doi:10.1214/aos/1176347265.
 * </ol>
 */
public final class BlockNull {
    /** Upper bound on the number of blocks (up to the rest that joins the last one). */
    public static final int MAX_BLOCKS = 320;

    private static final int SHORT_REFERENCE = 288;
    private static final int MAX_RULE_LENGTH = 16;
    private static final int MIN_RULE_BLOCKS = 144;
    private static final int MIN_PHI_BLOCKS = 12;
    private static final double NOTICEABLE_PHI = 1.05;
    private static final double ROUNDING = 1e-24;

    private final int blockEntries;
    private final int blocks;
    private final double events;
    private final double[] mean;
    private final double c1;
    private final double c2;
    private final double c3;
    private final double phi;
    private final WeightedChiSquare distribution;

    private BlockNull(Entries entries, int blockEntries, int blocks, BlockMoments moments, double phi) {
        this.blockEntries = blockEntries;
        this.blocks = blocks;
        this.events = entries.events;
        this.mean = entries.mean;
        this.c1 = moments.c1();
        this.c2 = moments.c2();
        this.c3 = moments.c3();
        this.phi = phi;
        this.distribution = Spectrum.shrink(moments.eigenvalues(), moments.c2());
    }

    /**
     * The null of a reference, with the block length chosen by the rule.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     */
    public static BlockNull of(double[][] sums, double[] counts) {
        return of(sums, counts, 1);
    }

    /**
     * The null of a reference, with blocks at least as long as told.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param minimumBlockEntries at least 1
     */
    public static BlockNull of(double[][] sums, double[] counts, int minimumBlockEntries) {
        Require.atLeast(minimumBlockEntries, 1, "minimumBlockEntries");
        Entries entries = Entries.of(sums, counts);
        int length = entries.blockLength(minimumBlockEntries);
        if (entries.size() == 0 || Blocks.number(entries.size(), length) < 2) {
            return degenerate(entries, length);
        }
        Blocks blocks = entries.blocks(length);
        if (!entries.varies(blocks.trace())) {
            return degenerate(entries, length);
        }
        return new BlockNull(entries, length, blocks.number(), BlockMoments.of(blocks), entries.phi(length));
    }

    /**
     * The block length the rule chooses for these entries, without computing the null: what an agent with several maps
     * takes the maximum of.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     */
    public static int chooseBlockEntries(double[][] sums, double[] counts) {
        return Entries.of(sums, counts).blockLength(1);
    }

    private static BlockNull degenerate(Entries entries, int length) {
        int blocks = entries.size() == 0 ? 0 : Blocks.number(entries.size(), length);
        return new BlockNull(entries, length, blocks, BlockMoments.none(), 1);
    }

    /** Whether the reference allows no test: too few blocks, or a feature that never varied. */
    public boolean degenerate() {
        return c1 == 0;
    }

    /** Dimension of the map, D. */
    public int dimension() {
        return mean.length;
    }

    /** Entries per block, b. */
    public int blockEntries() {
        return blockEntries;
    }

    /** Number of blocks, B. */
    public int blocks() {
        return blocks;
    }

    /** Events in the reference, N. */
    public double events() {
        return events;
    }

    /** The mean embedding μ of the reference; a copy. All zeros when there are no events. */
    public double[] mean() {
        return mean.clone();
    }

    /** Trace of the long-run covariance at the block length, the mean of the statistic before φ. */
    public double c1() {
        return c1;
    }

    /** Unbiased trace of the squared long-run covariance; zero or negative when blocks are few. */
    public double c2() {
        return c2;
    }

    /** Unbiased trace of the third power of the long-run covariance; zero or negative when blocks are few. */
    public double c3() {
        return c3;
    }

    /** Growth of the long-run variance beyond the block length, at least 1. */
    public double phi() {
        return phi;
    }

    /** The distribution of the statistic divided by φ, when nothing changed. */
    public WeightedChiSquare distribution() {
        return distribution;
    }

    /**
     * Design effect: long-run variance over the variance that independent events would have, c1·φ / trace.
     *
     * @param independentTrace trace of the covariance of one event, E‖φ‖² − ‖μ‖² (1 − ‖μ‖² for maps of unit norm)
     * @return the design effect; 1 when either trace is not positive
     */
    public double deff(double independentTrace) {
        Require.finite(independentTrace, "independentTrace");
        return degenerate() || independentTrace <= 0 ? 1 : c1 * phi / independentTrace;
    }

    /** The entries that have events. */
    private static final class Entries {
        final double[][] sums;
        final double[] counts;
        final double[] mean;
        final double events;

        private Entries(double[][] sums, double[] counts, int dimension) {
            this.sums = sums;
            this.counts = counts;
            this.events = Vectors.total(counts);
            this.mean = new double[dimension];
            for (double[] row : sums) {
                Vectors.add(mean, row);
            }
            for (int k = 0; k < dimension && events > 0; k++) {
                mean[k] /= events;
            }
        }

        static Entries of(double[][] sums, double[] counts) {
            Require.sumsAndCounts(sums, counts);
            double[][] rows = new double[sums.length][];
            double[] events = new double[sums.length];
            int size = 0;
            for (int i = 0; i < sums.length; i++) {
                if (counts[i] > 0) {
                    rows[size] = sums[i];
                    events[size++] = counts[i];
                }
            }
            return new Entries(
                    Arrays.copyOf(rows, size), Arrays.copyOf(events, size), sums.length == 0 ? 0 : sums[0].length);
        }

        int size() {
            return counts.length;
        }

        Blocks blocks(int length) {
            return Blocks.of(sums, counts, mean, length);
        }

        int blockLength(int minimum) {
            int length = StrictMath.max(minimum, rule());
            while (size() / length > MAX_BLOCKS) {
                length *= 2;
            }
            return length;
        }

        private int rule() {
            int length = MAX_RULE_LENGTH;
            while (length > 1 && size() / length < MIN_RULE_BLOCKS) {
                length /= 2;
            }
            return size() < SHORT_REFERENCE || phi(1) <= NOTICEABLE_PHI ? 1 : length;
        }

        double phi(int length) {
            double own = blocks(length).trace();
            double phi = 1;
            if (varies(own)) {
                for (int longer = 2 * length; size() / longer >= MIN_PHI_BLOCKS; longer *= 2) {
                    phi = StrictMath.max(phi, blocks(longer).trace() / own);
                }
            }
            return phi;
        }

        /** Whether a trace is more than what rounding leaves of a constant feature. */
        boolean varies(double trace) {
            double squares = 0;
            for (double[] row : sums) {
                squares += Vectors.squaredNorm(row);
            }
            return trace > ROUNDING * squares / events;
        }
    }
}
