/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockScreenTest {
    private static final int ENTRIES = 240;
    private static final int DIMENSION = 12;

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "4, 0.3, 1", "4, 0.3, 4", "8, 0.5, 1"})
    void shouldLeaveCleanReferencesAlone(double sessionLength, double share, int blockEntries) {
        int touched = 0;
        int references = 100;
        for (long seed = 0; seed < references; seed++) {
            Sums clean = Sums.of(seed, sessionLength, share);
            touched += BlockScreen.of(clean.sums, clean.counts, blockEntries)
                            .dropped()
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(touched).as("of %s, seeds from 0", references).isLessThanOrEqualTo(references / 20);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1, 0.98", "1, 0, 3, 0.98", "4, 0.3, 4, 0.75", "8, 0.5, 8, 0.8"})
    void shouldDropAnIncidentAndRestoreTheVariance(
            double sessionLength, double share, int blockEntries, double mustFind) {
        int first = 90;
        int size = ENTRIES / 20;
        int references = 30;
        double found = 0;
        double spoiltC1 = 0;
        double screenedC1 = 0;
        for (long seed = 0; seed < references; seed++) {
            Sums data = Sums.of(seed, sessionLength, share);
            double cleanC1 = c1(data, new int[0]);
            for (int i = first; i < first + size; i++) {
                data.sums[i][2] += 3 * data.counts[i];
            }

            BlockScreen screen = BlockScreen.of(data.sums, data.counts, blockEntries);

            int[] dropped = screen.droppedEntries();
            long hits = Arrays.stream(dropped)
                    .filter(i -> i >= first && i < first + size)
                    .count();
            found += hits / (double) size / references;
            spoiltC1 += c1(data, new int[0]) / cleanC1 / references;
            screenedC1 += c1(data, dropped) / cleanC1 / references;
            assertThat(screen.limited()).as("seed %s", seed).isFalse();
            // Blocks that hold a part of the incident may go as a whole.
            assertThat(dropped.length - hits).as("seed %s", seed).isLessThan(2L * blockEntries);
            assertThat(screen.dropped()).allSatisfy(block -> {
                assertThat(block.pValue()).isLessThan(1e-4);
                assertThat(StrictMath.exp(block.logP())).isEqualTo(block.pValue());
            });
        }
        assertThat(found).as("share of the incident, seeds from 0").isGreaterThan(mustFind);
        assertThat(spoiltC1).as("c1 before, seeds from 0").isGreaterThan(1.25);
        assertThat(screenedC1).as("c1 after, seeds from 0").isCloseTo(1, within(0.06));
    }

    @Test
    void shouldTakeBlocksOfASixtiethByDefault() {
        Sums data = Sums.of(1, 1, 0);
        assertThat(BlockScreen.of(data.sums, data.counts).blocks()).isEqualTo(60);
        assertThat(BlockScreen.of(Arrays.copyOf(data.sums, 40), Arrays.copyOf(data.counts, 40))
                        .blocks())
                .isEqualTo(40);
    }

    @Test
    void shouldTestABlockAgainstTheOthers() {
        Sums data = Sums.of(3, 1, 0);
        data.sums[50][0] += 5 * data.counts[50];

        BlockScreen screen = BlockScreen.of(data.sums, data.counts, 1);

        int[] rest = IntStream.range(0, ENTRIES).filter(i -> i != 50).toArray();
        double[][] sums = Arrays.stream(rest).mapToObj(i -> data.sums[i]).toArray(double[][]::new);
        double[] counts = Arrays.stream(rest).mapToDouble(i -> data.counts[i]).toArray();
        TestResult expected =
                MeanShiftTest.withDefaults().test(BlockNull.of(sums, counts), data.sums[50], data.counts[50]);
        assertThat(screen.blocks()).isEqualTo(ENTRIES);
        assertThat(screen.droppedEntries()).containsExactly(50);
        assertThat(screen.dropped().get(0).logP()).isCloseTo(expected.logP(), within(1e-9));
    }

    @Test
    void shouldDropNoMoreThanATenth() {
        for (long seed = 0; seed < 10; seed++) {
            Sums data = Sums.of(seed, 1, 0);
            for (int i = 100; i < 160; i++) {
                data.sums[i][1] += (i < 125 ? 500 : 20) * data.counts[i];
            }

            BlockScreen screen = BlockScreen.of(data.sums, data.counts, 1);

            assertThat(screen.dropped()).as("seed %s", seed).hasSizeLessThanOrEqualTo(ENTRIES / 10);
        }
    }

    @Test
    void shouldSayWhenMoreFailedThanMayBeDropped() {
        Sums data = Sums.of(6, 1, 0);
        // 11 % in as many directions, so that those left in the core hide nobody.
        for (int i = 0; i < 26; i++) {
            data.sums[9 * i][i % DIMENSION] += (i < DIMENSION ? 6 : -6) * data.counts[9 * i];
        }

        BlockScreen screen = BlockScreen.of(data.sums, data.counts, 1);

        assertThat(screen.limited()).isTrue();
        assertThat(screen.dropped()).hasSize(24);
    }

    @Test
    void shouldPassOverEntriesWithoutEvents() {
        Sums data = Sums.of(7, 1, 0);
        double[][] sums = new double[2 * ENTRIES][];
        double[] counts = new double[2 * ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            sums[2 * i] = new double[DIMENSION];
            sums[2 * i + 1] = data.sums[i];
            counts[2 * i + 1] = data.counts[i];
        }
        for (int i = 40; i < 44; i++) {
            data.sums[i][0] += 5 * data.counts[i];
        }

        BlockScreen screen = BlockScreen.of(sums, counts, 2);

        assertThat(screen.blocks()).isEqualTo(ENTRIES / 2);
        assertThat(screen.dropped())
                .extracting(BlockScreen.Dropped::entries)
                .containsExactly(List.of(81, 83), List.of(85, 87));
    }

    @Test
    void shouldDropNothingWhereNothingCanBeSaid() {
        Sums data = Sums.of(8, 1, 0);
        double[][] few = Arrays.copyOf(data.sums, 15);
        few[3][0] += 1e6;
        double[][] constant = new double[ENTRIES][1];
        double[] tens = new double[ENTRIES];
        Arrays.fill(tens, 10);
        double[][] once = new double[ENTRIES][1];
        once[100][0] = 50;

        assertThat(BlockScreen.of(few, Arrays.copyOf(data.counts, 15), 1).dropped())
                .isEmpty();
        assertThat(BlockScreen.of(new double[0][], new double[0], 1).dropped()).isEmpty();
        assertThat(BlockScreen.of(new double[ENTRIES][0], tens, 1).dropped()).isEmpty();
        assertThat(BlockScreen.of(constant, tens, 1).dropped()).isEmpty();
        assertThat(BlockScreen.of(once, tens, 1).dropped()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockScreen.of(data.sums, data.counts, 0))
                .withMessageContaining("blockEntries is 0");
    }

    private static double c1(Sums data, int[] without) {
        int[] kept = IntStream.range(0, ENTRIES)
                .filter(i -> Arrays.binarySearch(without, i) < 0)
                .toArray();
        BlockNull reference = BlockNull.of(
                Arrays.stream(kept).mapToObj(i -> data.sums[i]).toArray(double[][]::new),
                Arrays.stream(kept).mapToDouble(i -> data.counts[i]).toArray());
        return reference.c1();
    }

    private static final class Sums {
        final double[][] sums = new double[ENTRIES][DIMENSION];
        final double[] counts = new double[ENTRIES];

        static Sums of(long seed, double sessionLength, double share) {
            Sums result = new Sums();
            List<List<double[]>> entries = new Stream(seed, sessionLength, share, DIMENSION).entries(ENTRIES);
            for (int i = 0; i < ENTRIES; i++) {
                result.counts[i] = entries.get(i).size();
                for (double[] event : entries.get(i)) {
                    Vectors.add(result.sums[i], event);
                }
            }
            return result;
        }
    }
}
