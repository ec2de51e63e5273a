/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/** The events and sums of a reference by bucket, and the two variances that say how much of a season there is. */
final class SeasonalBuckets {
    private final double[][] sums;
    private final double[] events;
    private final double[] pooledSum;
    private final double total;
    private final int dimension;

    private SeasonalBuckets(int buckets, int dimension, double total) {
        this.sums = new double[buckets][dimension];
        this.events = new double[buckets];
        this.pooledSum = new double[dimension];
        this.total = total;
        this.dimension = dimension;
    }

    static SeasonalBuckets of(double[][] sums, double[] counts, int[] bucket, int buckets) {
        Require.atLeast(buckets, 1, "buckets");
        Require.sumsAndCounts(sums, counts);
        SeasonalBuckets all =
                new SeasonalBuckets(buckets, sums.length == 0 ? 0 : sums[0].length, Vectors.total(counts));
        all.check(sums, counts, bucket);
        for (int j = 0; j < sums.length; j++) {
            Vectors.add(all.pooledSum, sums[j]);
            if (bucket[j] != SeasonalMean.POOLED) {
                Vectors.add(all.sums[bucket[j]], sums[j]);
                all.events[bucket[j]] += counts[j];
            }
        }
        return all;
    }

    /** Refuses entries that do not fit these buckets. */
    void check(double[][] entrySums, double[] counts, int[] bucket) {
        Require.sameLength(counts.length, entrySums.length, "number of counts");
        Require.sameLength(bucket.length, entrySums.length, "number of buckets given");
        for (int j = 0; j < bucket.length; j++) {
            Require.sameLength(entrySums[j].length, dimension, "dimension of entry " + j);
            if (bucket[j] != SeasonalMean.POOLED && (bucket[j] < 0 || bucket[j] >= events.length)) {
                throw new IllegalArgumentException(
                        "bucket of entry " + j + " is " + bucket[j] + " but must be from 0 to " + (events.length - 1)
                                + ", or " + SeasonalMean.POOLED + " for none");
            }
        }
    }

    int buckets() {
        return events.length;
    }

    double events(int h) {
        return events[h];
    }

    double totalEvents() {
        return total;
    }

    double unbucketedEvents() {
        return total - Vectors.total(events);
    }

    /** μ̂ over all events, a new vector; zeros without events. */
    double[] pooledMean() {
        return ratio(pooledSum, total);
    }

    /** μ̂_h − μ̂; zeros for a bucket without events. */
    double[] offset(int h) {
        double[] offset = new double[dimension];
        if (events[h] > 0) {
            Vectors.add(offset, ratio(sums[h], events[h]));
            Vectors.subtract(offset, pooledMean());
        }
        return offset;
    }

    /** V, not below 0; 0 with fewer than two buckets that have events. */
    double varianceBetween(double c1) {
        double bucketed = Vectors.total(events);
        double[] centre = new double[dimension];
        for (double[] sum : sums) {
            Vectors.add(centre, sum);
        }
        centre = ratio(centre, bucketed);
        double between = 0;
        double squares = 0;
        int present = 0;
        for (int h = 0; h < events.length; h++) {
            if (events[h] > 0) {
                between += events[h] * Vectors.squaredMeanDistance(sums[h], events[h], centre, 1);
                squares += events[h] * events[h];
                present++;
            }
        }
        return present < 2 ? 0 : StrictMath.max(0, (between - (present - 1) * c1) / (bucketed - squares / bucketed));
    }

    double traceWithin(double[][] entrySums, double[] counts, int[] bucket) {
        double runs = traceWithin(entrySums, counts, bucket, true);
        return runs < 0 ? StrictMath.max(0, traceWithin(entrySums, counts, bucket, false)) : runs;
    }

    /** Negative when no bucket has two runs. */
    private double traceWithin(double[][] entrySums, double[] counts, int[] bucket, boolean joined) {
        double residuals = 0;
        double squares = 0;
        double several = 0;
        int[] runsOf = new int[events.length];
        double[][] centres = new double[events.length][];
        for (int j = 0; j < entrySums.length; ) {
            int h = bucket[j];
            double[] run = new double[dimension];
            double inside = 0;
            do {
                Vectors.add(run, entrySums[j]);
                inside += counts[j];
                j++;
            } while (joined && j < entrySums.length && bucket[j] == h);
            if (h != SeasonalMean.POOLED && inside > 0) {
                if (centres[h] == null) {
                    centres[h] = ratio(sums[h], events[h]);
                }
                for (int k = 0; k < dimension; k++) {
                    run[k] -= inside * centres[h][k];
                }
                residuals += Vectors.squaredNorm(run);
                squares += inside * inside / events[h];
                runsOf[h]++;
            }
        }
        for (int h = 0; h < events.length; h++) {
            several += runsOf[h] > 1 ? events[h] : 0;
            squares -= runsOf[h] == 1 ? events[h] : 0;
        }
        return several == 0 ? -1 : residuals / (several - squares);
    }

    private static double[] ratio(double[] sum, double number) {
        double[] ratio = sum.clone();
        for (int k = 0; k < ratio.length; k++) {
            ratio[k] = number == 0 ? 0 : ratio[k] / number;
        }
        return ratio;
    }
}
