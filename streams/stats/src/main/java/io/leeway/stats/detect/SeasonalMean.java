/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * The mean embedding of a reference as a function of the season, for traffic whose mix follows the hour of the day or of
 * the week.
 *
 * <p>Input are the entries of the reference in order of time, each with its sum S_j, its events n_j and its bucket (which
 * hour). With N_h events and the mean μ̂_h in bucket h, N = Σ N_h, H buckets that have events, and the mean μ̂ of all,
 *
 * <pre>
 * μ̃_h = (N_h μ̂_h + κ μ̂) / (N_h + κ) = μ̂ + a_h (μ̂_h − μ̂)          a_h = N_h/(N_h + κ)
 * κ   = c1 / V         V = max(0, [Σ_h N_h‖μ̂_h − μ̂‖² − (H−1) c1] / (N − ΣN_h²/N))
 * </pre>
 *
 * <p>V is the unbiased estimate of how much the buckets' means really differ, for c1 the long-run variance of the entries
 * within a bucket; μ̃_h is then the best linear predictor of a bucket's mean. Without a season V is near 0, κ is large and
 * every bucket has the pooled mean.
 *
 * <p>A window with the share w_h of its events in bucket h is compared with Σ w_h μ̃_h. Under the same model the error of
 * that mean, as a variance in units of c1, is what {@link #effectiveEvents} returns the reciprocal of:
 *
 * <pre>
 * 1/N_eff = Σ_g v_g²/N_g + Σ_h (w_h (1 − a_h))²/κ          v_g = w_g a_g + (1 − Σ_h w_h a_h) N_g/N
 * </pre>
 *
 * <p>The first term is the sampling error of the buckets' means, the second what the shrinkage leaves of the season. For
 * one bucket it is 1/(N_h + κ) when N is large, and Σ w_h²/N_h without shrinkage.
 *
 * <p><b>The null.</b> {@link #adjusted} takes the season out of the entries, S_j − n_j(μ̃_h − μ̂), so that {@link BlockNull}
 * sees what varies beside it. The season was fitted to the same entries and takes some of their own variation with it: of
 * blocks with m events in bucket h the share 1 − (2a_h − a_h²)·m/N_h is left ({@link #freedom}). Given a block length,
 * {@code adjusted} enlarges the residuals by the root of that share, so that blocks of that length vary as they should.
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Entries in no bucket ({@link #POOLED}) count for μ̂ only.
 *   <li>A bucket without events has the pooled mean; a window in it has 1/N_eff = 1/N + 1/κ, the uncertainty of a season
 *       nobody has seen.
 *   <li>V = 0, or fewer than two buckets with events: κ is infinite and every a_h is 0.
 *   <li>c1 = 0 and V &gt; 0: κ = 0, and buckets are followed exactly.
 *   <li>Where blocks leave less than {@value #LEAST_FREEDOM} of the variance (hardly more than one block in each bucket),
 *       residuals are enlarged as if that much were left; such a null is too narrow.
 *   <li>NaN or infinite sums, negative counts or weights, and buckets that do not exist are refused.
 * </ul>
 *
 * <p>Cost: O(P·D) to fit and to adjust, O(H·D) for a mean.
 *
 * <p>References: C. R. Henderson (1975), Best linear unbiased estimation and prediction under a selection model, Biometrics
 * 31, doi:10.2307/2529430; S. R. Searle, G. Casella, C. E. McCulloch (1992), Variance Components, doi:10.1002/9780470316856,
 * for V as the analysis-of-variance estimator of unbalanced groups.
 */
public final class SeasonalMean {
    /** The bucket of an entry that lies in none. */
    public static final int POOLED = -1;

    private static final double LEAST_FREEDOM = 0.1;

    private final SeasonalBuckets sums;
    private final double kappa;
    private final double[] followed;
    private final double[][] offsets;

    private SeasonalMean(SeasonalBuckets sums, double kappa) {
        this.sums = sums;
        this.kappa = kappa;
        this.followed = new double[sums.buckets()];
        this.offsets = new double[sums.buckets()][];
        for (int h = 0; h < followed.length; h++) {
            double events = sums.events(h);
            followed[h] = events == 0 || Double.isInfinite(kappa) ? 0 : events / (events + kappa);
            offsets[h] = sums.offset(h);
            for (int k = 0; k < offsets[h].length; k++) {
                offsets[h][k] *= followed[h];
            }
        }
    }

    /**
     * Fits the season of a reference.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param bucket P, the bucket of each entry, 0 to {@code buckets} − 1 or {@link #POOLED}
     * @param buckets how many buckets there are, at least 1
     * @param c1 trace of the long-run covariance within a bucket, as {@link #withinTrace} estimates it
     */
    public static SeasonalMean fit(double[][] sums, double[] counts, int[] bucket, int buckets, double c1) {
        Require.atLeast(c1, 0, "c1");
        SeasonalBuckets all = SeasonalBuckets.of(sums, counts, bucket, buckets);
        double variance = all.varianceBetween(c1);
        return new SeasonalMean(all, variance > 0 ? c1 / variance : Double.POSITIVE_INFINITY);
    }

    /**
     * Trace of the long-run covariance within buckets, from runs of consecutive entries of one bucket: with m_i events and
     * residuals r_i against their bucket's mean, Σ‖r_i‖² / Σ_h (N_h − Σ_{i in h} m_i²/N_h). Unbiased for independent runs.
     * Where every bucket has one run only, the entries themselves are the runs. 0 if they are single too.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param bucket P, the bucket of each entry, 0 to {@code buckets} − 1 or {@link #POOLED}
     * @param buckets how many buckets there are, at least 1
     */
    public static double withinTrace(double[][] sums, double[] counts, int[] bucket, int buckets) {
        return SeasonalBuckets.of(sums, counts, bucket, buckets).traceWithin(sums, counts, bucket);
    }

    /** κ, how many events' worth of the pooled mean is mixed into each bucket's; infinite without a season. */
    public double kappa() {
        return kappa;
    }

    /**
     * The mean a window is compared with.
     *
     * @param weights H, the window's events per bucket, on any scale
     * @return D, Σ w_h μ̃_h; the pooled mean when all weights are 0
     */
    public double[] mean(double[] weights) {
        double[] shares = shares(weights);
        double[] mean = sums.pooledMean();
        for (int h = 0; h < shares.length; h++) {
            for (int k = 0; k < mean.length && shares[h] > 0; k++) {
                mean[k] += shares[h] * offsets[h][k];
            }
        }
        return mean;
    }

    /**
     * The number of independent events whose mean is as uncertain as {@link #mean}.
     *
     * @param weights H, the window's events per bucket, on any scale
     * @return N_eff; all events of the reference when all weights are 0 or there is no season; 0 without events
     */
    public double effectiveEvents(double[] weights) {
        double total = sums.totalEvents();
        if (total == 0) {
            return 0;
        }
        double[] shares = shares(weights);
        double unfollowed = 1;
        double left = 0;
        for (int h = 0; h < shares.length; h++) {
            unfollowed -= shares[h] * followed[h];
            double rest = shares[h] * (1 - followed[h]);
            left += kappa > 0 ? rest * rest / kappa : 0;
        }
        double sampling = unfollowed * unfollowed * sums.unbucketedEvents() / (total * total);
        for (int h = 0; h < shares.length; h++) {
            double events = sums.events(h);
            double share = shares[h] * followed[h] + unfollowed * events / total;
            sampling += events == 0 ? 0 : share * share / events;
        }
        return 1 / (sampling + left);
    }

    /**
     * The sums of entries with the season taken out, S_j − n_j(μ̃_h − μ̂).
     *
     * @param entrySums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param bucket P, the bucket of each entry
     * @return P×D
     */
    public double[][] adjusted(double[][] entrySums, double[] counts, int[] bucket) {
        return adjusted(entrySums, counts, bucket, 1.0);
    }

    /**
     * The same with residuals enlarged so that blocks of {@code blockEntries} entries vary as if the season had been known
     * and not fitted: n_j μ̂ + (S_j − n_j μ̃_h)/√freedom.
     *
     * @param entrySums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param bucket P, the bucket of each entry
     * @param blockEntries entries per block, at least 1
     * @return P×D
     */
    public double[][] adjusted(double[][] entrySums, double[] counts, int[] bucket, int blockEntries) {
        double freedom = StrictMath.max(LEAST_FREEDOM, freedom(counts, bucket, blockEntries));
        return adjusted(entrySums, counts, bucket, 1 / StrictMath.sqrt(freedom));
    }

    private double[][] adjusted(double[][] entrySums, double[] counts, int[] bucket, double factor) {
        sums.check(entrySums, counts, bucket);
        double[] pooled = sums.pooledMean();
        double[][] adjusted = new double[entrySums.length][];
        for (int j = 0; j < adjusted.length; j++) {
            adjusted[j] = entrySums[j].clone();
            for (int k = 0; k < pooled.length; k++) {
                double season = bucket[j] == POOLED ? 0 : counts[j] * offsets[bucket[j]][k];
                double centre = counts[j] * pooled[k];
                adjusted[j][k] =
                        factor == 1 ? adjusted[j][k] - season : centre + factor * (adjusted[j][k] - season - centre);
            }
        }
        return adjusted;
    }

    /**
     * The share of the variance of blocks that the fitted season leaves, for independent entries.
     *
     * @param counts P, events per entry; entries without events are left out of the blocks
     * @param bucket P, the bucket of each entry
     * @param blockEntries entries per block, at least 1; a shorter rest joins the last block
     * @return 1 without a season, towards 0 where each block is a bucket of its own; 1 without events
     */
    public double freedom(double[] counts, int[] bucket, int blockEntries) {
        Require.atLeast(blockEntries, 1, "blockEntries");
        Require.sameLength(bucket.length, counts.length, "number of buckets given");
        int entries = 0;
        for (double count : counts) {
            entries += count > 0 ? 1 : 0;
        }
        int blocks = Blocks.number(entries, blockEntries);
        double[] inside = new double[sums.buckets()];
        double taken = 0;
        int entry = 0;
        int previous = 0;
        for (int j = 0; j < counts.length; j++) {
            if (counts[j] > 0) {
                int block = StrictMath.min(entry / blockEntries, blocks - 1);
                if (block != previous) {
                    taken += takenBy(inside);
                    previous = block;
                }
                if (bucket[j] != POOLED) {
                    inside[bucket[j]] += counts[j];
                }
                entry++;
            }
        }
        taken += takenBy(inside);
        double total = Vectors.total(counts);
        return total == 0 ? 1 : 1 - taken / total;
    }

    /** Events' worth of variance the season takes from a block, whose counts per bucket are set back to zero. */
    private double takenBy(double[] inside) {
        double taken = 0;
        for (int h = 0; h < inside.length; h++) {
            if (inside[h] > 0 && sums.events(h) > 0) {
                taken += (2 - followed[h]) * followed[h] * inside[h] * inside[h] / sums.events(h);
            }
            inside[h] = 0;
        }
        return taken;
    }

    private double[] shares(double[] weights) {
        Require.sameLength(weights.length, sums.buckets(), "number of weights");
        double total = 0;
        for (double weight : weights) {
            total += Require.atLeast(weight, 0, "weight");
        }
        double[] shares = new double[weights.length];
        for (int h = 0; h < shares.length && total > 0; h++) {
            shares[h] = weights[h] / total;
        }
        return shares;
    }
}
