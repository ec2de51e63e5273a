/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the blocks of a reference that are nothing like the rest of it. A reference with an incident in it has a long-run
 * covariance so large that nothing later is an alarm.
 *
 * <p><b>Null hypothesis</b>, for each block: it comes from the same stream as the rest. The test is {@link MeanShiftTest}
 * of the block's mean against the mean of the other kept blocks, with the {@link BlockNull} of the kept ones. It includes
 * φ although a single block does not need it: that errs on the side of keeping.
 *
 * <p>Several blocks of one incident hide each other in a null that contains them all. So the screening starts without the
 * tenth of the blocks that lie farthest from the mean, ‖r_j‖²/n_j, tests all blocks against that core, keeps every block
 * that passes, and repeats with these until nothing changes, {@value #MAX_ROUNDS} times at most. Starting from the core
 * drops too much in the first round, because the core varies too little, and the rounds put it back.
 *
 * <p><b>Block length.</b> About a sixtieth of the reference serves: an incident of a twentieth then fills two blocks at
 * least. In blocks shorter than a conversation φ is large, and an incident of moderate size passes.
 *
 * <p>A block fails with p below {@value #LEVEL} or {@value #FAMILY_LEVEL}/B, whichever is smaller, so that by Bonferroni's
 * inequality about one clean reference in a hundred loses anything. At most a tenth of the blocks is dropped, those with
 * the smallest p; more than that is not an incident but a reference of several parts, which {@link #limited()} tells.
 *
 * <ul>
 *   <li>Fewer than {@value #MIN_BLOCKS} blocks, dimension 0, or a core that does not vary: nothing is dropped.
 *   <li>Entries without events belong to no block and are never listed.
 *   <li>A shorter rest at the end joins the last block.
 *   <li>An incident shorter than a block is diluted; one of more than a tenth of the reference is partly in the core.
 *   <li>NaN or infinite sums, negative counts and rows of unequal length are refused; ties are dropped in order of time.
 * </ul>
 *
 * <p>Cost: at most {@value #MAX_ROUNDS} times that of a {@link BlockNull} and one tail probability per block.
 *
 * <p>References: A. S. Hadi (1992), Identifying multiple outliers in multivariate data, J. Roy. Statist. Soc. B 54,
 * doi:10.1111/j.2517-6161.1992.tb01449.x, for growing a clean core; K. Chwialkowski, D. Sejdinovic, A. Gretton (2014), A
 * wild bootstrap for degenerate kernel tests, doi:10.48550/arXiv.1408.5404.
 */
public final class BlockScreen {
    /** Fewest blocks that can be screened. */
    public static final int MIN_BLOCKS = 16;

    private static final int USUAL_BLOCKS = 60;
    private static final double LEVEL = 1e-4;
    private static final double FAMILY_LEVEL = 0.01;
    private static final double LARGEST_SHARE = 0.1;
    private static final int MAX_ROUNDS = 5;

    private final List<Dropped> dropped;
    private final int blocks;
    private final boolean limited;

    private BlockScreen(List<Dropped> dropped, int blocks, boolean limited) {
        this.dropped = dropped;
        this.blocks = blocks;
        this.limited = limited;
    }

    /**
     * A block that should not be part of the reference.
     *
     * @param entries indexes of its entries with events among the entries given, ascending
     * @param pValue of the block against the blocks kept, 0 when it underflows
     * @param logP natural logarithm of {@code pValue}
     */
    public record Dropped(List<Integer> entries, double pValue, double logP) {
        /** Copies the indexes. */
        public Dropped {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Screens a reference in blocks of a sixtieth of its entries with events.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     */
    public static BlockScreen of(double[][] sums, double[] counts) {
        Require.sumsAndCounts(sums, counts);
        long entries = Arrays.stream(counts).filter(count -> count > 0).count();
        return of(sums, counts, StrictMath.max(1, (int) (entries / USUAL_BLOCKS)));
    }

    /**
     * Screens a reference in blocks of the given length.
     *
     * @param sums P×D, the sum of φ over the events of each entry, in order of time
     * @param counts P, events per entry
     * @param blockEntries entries per block, at least 1; doubled while there would be more than {@value
     *     BlockNull#MAX_BLOCKS} blocks
     */
    public static BlockScreen of(double[][] sums, double[] counts, int blockEntries) {
        Require.sumsAndCounts(sums, counts);
        Require.atLeast(blockEntries, 1, "blockEntries");
        int[] entries =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        int length = blockEntries;
        while (entries.length / length > BlockNull.MAX_BLOCKS) {
            length *= 2;
        }
        int number = entries.length / length;
        if (number < MIN_BLOCKS || sums[0].length == 0) {
            return new BlockScreen(List.of(), number, false);
        }
        List<List<Integer>> members = new ArrayList<>();
        double[][] blockSums = new double[number][sums[0].length];
        double[] blockCounts = new double[number];
        for (int j = 0; j < number; j++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < entries.length; i++) {
            int block = StrictMath.min(i / length, number - 1);
            members.get(block).add(entries[i]);
            Vectors.add(blockSums[block], sums[entries[i]]);
            blockCounts[block] += counts[entries[i]];
        }
        return new Search(blockSums, blockCounts).run(members);
    }

    /** The blocks to drop, in order of time. */
    public List<Dropped> dropped() {
        return dropped;
    }

    /** The indexes of all entries to drop, ascending. */
    public int[] droppedEntries() {
        return dropped.stream()
                .flatMap(block -> block.entries().stream())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Number of blocks that were screened or would have been. */
    public int blocks() {
        return blocks;
    }

    /** Whether more blocks failed than may be dropped: the reference is not of one kind. */
    public boolean limited() {
        return limited;
    }

    /** The rounds over the blocks of one reference. */
    private static final class Search {
        private final double[][] sums;
        private final double[] counts;
        private final int most;
        private final double level;

        Search(double[][] sums, double[] counts) {
            this.sums = sums;
            this.counts = counts;
            this.most = (int) (LARGEST_SHARE * counts.length);
            this.level = StrictMath.min(LEVEL, FAMILY_LEVEL / counts.length);
        }

        BlockScreen run(List<List<Integer>> members) {
            boolean[] kept = core();
            double[] logP = new double[counts.length];
            boolean[] next = kept;
            for (int round = 0; round < MAX_ROUNDS; round++) {
                kept = next;
                logP = test(kept);
                next = passed(logP);
                if (Arrays.equals(next, kept)) {
                    break;
                }
            }
            double[] last = logP;
            int[] failed = IntStream.range(0, counts.length)
                    .filter(j -> last[j] < StrictMath.log(level))
                    .toArray();
            List<Dropped> dropped = Arrays.stream(failed)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> last[j]))
                    .limit(most)
                    .sorted()
                    .map(j -> new Dropped(members.get(j), StrictMath.exp(last[j]), last[j]))
                    .toList();
            return new BlockScreen(dropped, counts.length, failed.length > most);
        }

        private boolean[] passed(double[] logP) {
            boolean[] passed = new boolean[logP.length];
            for (int j = 0; j < passed.length; j++) {
                passed[j] = logP[j] >= StrictMath.log(level);
            }
            return passed;
        }

        /** The nine tenths of the blocks that are nearest to the mean. */
        private boolean[] core() {
            boolean[] all = new boolean[counts.length];
            Arrays.fill(all, true);
            double[] total = total(all);
            double events = Vectors.total(counts);
            double[] distance = new double[counts.length];
            for (int j = 0; j < counts.length; j++) {
                distance[j] = counts[j] * Vectors.squaredMeanDistance(sums[j], counts[j], total, events);
            }
            IntStream.range(0, counts.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> -distance[j]))
                    .limit(most)
                    .forEach(j -> all[j] = false);
            return all;
        }

        /** ln p of every block against the kept ones without itself. */
        private double[] test(boolean[] kept) {
            int[] indexes =
                    IntStream.range(0, counts.length).filter(j -> kept[j]).toArray();
            BlockNull reference = BlockNull.of(
                    Arrays.stream(indexes).mapToObj(j -> sums[j]).toArray(double[][]::new),
                    Arrays.stream(indexes).mapToDouble(j -> counts[j]).toArray());
            double[] total = total(kept);
            double[] logP = new double[counts.length];
            for (int j = 0; j < counts.length; j++) {
                double events = reference.events() - (kept[j] ? counts[j] : 0);
                double[] mean = total.clone();
                for (int k = 0; k < mean.length; k++) {
                    mean[k] = (mean[k] - (kept[j] ? sums[j][k] : 0)) / events;
                }
                logP[j] = MeanShiftTest.withDefaults()
                        .test(reference, mean, events, sums[j], counts[j])
                        .logP();
            }
            return logP;
        }

        private double[] total(boolean[] kept) {
            double[] total = new double[sums[0].length];
            for (int j = 0; j < kept.length; j++) {
                if (kept[j]) {
                    Vectors.add(total, sums[j]);
                }
            }
            return total;
        }
    }
}
