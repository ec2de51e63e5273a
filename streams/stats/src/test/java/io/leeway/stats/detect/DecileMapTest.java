/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.LadderMap.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecileMapTest {

    @Test
    void shouldTakeTheLaddersEdgesNearestToTheDeciles() {
        LadderMap ladder =
                ladder(IntStream.rangeClosed(1, 3300).asDoubleStream().toArray());

        DecileMap map = DecileMap.of(ladder);

        assertThat(map.edges()).containsExactly(300, 700, 1000, 1300, 1600, 2000, 2300, 2600, 3000);
        assertThat(map.dimension()).isEqualTo(10);
        assertThat(ladder.edges()).contains(map.edges());
    }

    @Test
    void shouldScaleCountsToPearsonsDistance() {
        LadderMap ladder = LadderMap.of(List.of(new Candidate(1, 0.2), new Candidate(2, 0.7), new Candidate(3, 1)));
        DecileMap map = DecileMap.of(ladder);
        double[] reference = map.sums(edge -> edge == 1 ? 20 : 70, 100);
        double[] window = map.sums(edge -> edge == 1 ? 1 : 5, 10);
        double[] difference = new double[3];
        Arrays.setAll(difference, k -> window[k] / 10 - reference[k] / 100);

        // Shares .1 .4 .5 against .2 .5 .3
        assertThat(Vectors.squaredNorm(difference)).isCloseTo(0.01 / 0.2 + 0.01 / 0.5 + 0.04 / 0.3, within(1e-15));
        assertThat(map.shareDifferences(difference)).containsExactly(new double[] {-0.1, -0.1, 0.2}, within(1e-15));
        double[] mean = Arrays.stream(reference).map(x -> x / 100).toArray();
        assertThat(map.independentTrace(mean)).isCloseTo(2, within(1e-14));
    }

    @Test
    void shouldHaveNoCellsWhereTheLadderSaysAllThereIs() {
        assertThat(DecileMap.of(ladder()).dimension()).isZero();
        assertThat(DecileMap.of(ladder(filled(50, 7))).dimension()).isZero();
        assertThat(DecileMap.of(ladder(0, 0, 0, 1, 1)).dimension()).isZero();
        assertThat(DecileMap.of(ladder()).sums(edge -> 1, 5)).isEmpty();
        assertThat(DecileMap.of(ladder()).edges()).isEmpty();
        assertThat(DecileMap.of(ladder()).independentTrace(new double[0])).isZero();
        assertThat(DecileMap.of(ladder(0, 0, 1, 1, 2)).edges()).containsExactly(0, 1);
    }

    /** Nine of ten values are zero: F of the others are all nearest to the last decile, or to none. */
    @Test
    void shouldHaveNoCellsOnRareValues() {
        double[] values = filled(1000, 0);
        for (int i = 0; i < 100; i++) {
            values[i] = i;
        }

        assertThat(ladder(values).dimension()).isGreaterThan(1);
        assertThat(DecileMap.of(ladder(values)).dimension()).isZero();
    }

    @Test
    void shouldJoinCellsOfTooLittleMass() {
        LadderMap ladder = LadderMap.of(List.of(
                new Candidate(1, 0.48),
                new Candidate(2, 0.5),
                new Candidate(3, 0.53),
                new Candidate(4, 0.9),
                new Candidate(5, 1)));

        // .5 is nearest to a decile of its own but only .02 above .48.
        assertThat(DecileMap.of(ladder).edges()).containsExactly(1, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"3", "5", "12", "40", "2000"})
    void shouldGiveEveryCellEnoughMass(int levels) {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] values = random.doubles(2000)
                    .map(u -> StrictMath.floor(levels * u * u))
                    .toArray();
            DecileMap map = DecileMap.of(ladder(values));

            double[] mean = map.sums(atMost(values), values.length);

            for (int k = 0; k < mean.length; k++) {
                // sums = n·π/√π, so their square over n² is π
                double mass = mean[k] * mean[k] / values.length / values.length;
                assertThat(mass).as("cell %s, seed %s", k, seed).isBetween(0.03 - 1e-9, 0.94);
            }
            assertThat(map.dimension()).as("seed %s", seed).isBetween(3, 10);
        }
    }

    @Test
    void shouldKeepHeavyTailsInTheOuterCells() {
        Random random = new Random(4);
        double[] values = IntStream.range(0, 4000)
                .mapToDouble(i -> StrictMath.tan(StrictMath.PI * (random.nextDouble() - 0.5)))
                .toArray();
        LadderMap ladder = ladder(values);
        List<Candidate> withInfinities = new ArrayList<>(candidates(values));
        withInfinities.add(new Candidate(Double.NEGATIVE_INFINITY, 0));
        withInfinities.add(new Candidate(Double.POSITIVE_INFINITY, 1));
        DecileMap map = DecileMap.of(ladder);
        double[] far = {-1e300, 1e300, Double.MAX_VALUE};

        double[] sums = map.sums(atMost(far), 3);

        assertThat(DecileMap.of(LadderMap.of(withInfinities)).edges()).containsExactly(map.edges());
        assertThat(map.dimension()).isEqualTo(10);
        double[] counts = map.shareDifferences(sums);
        assertThat(counts[0]).isCloseTo(1, within(1e-12));
        assertThat(counts[9]).isCloseTo(2, within(1e-12));
        assertThat(Arrays.copyOfRange(counts, 1, 9)).containsOnly(0);
    }

    @Test
    void shouldRefuseCountsThatFall() {
        DecileMap map = DecileMap.of(ladder(1, 2, 3, 4, 5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.sums(edge -> edge == 1 ? 3 : 2, 9))
                .withMessageContaining("is 2 but must be at least 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.sums(edge -> 5, 4))
                .withMessageContaining("number of events is 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.shareDifferences(new double[1]))
                .withMessageContaining("is 1 but must be");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1, 0", "1000, 4, 0.5", "5, 1, 0", "5, 4, 0.5"})
    void shouldHoldTheRate(int levels, double sessionLength, double share) {
        List<Double> pValues = new ArrayList<>();
        int streams = 80;
        for (long seed = 0; seed < streams; seed++) {
            double[][] entries = entries(new Stream(seed, sessionLength, share, 1).entries(525), levels);
            Reference reference = new Reference(Arrays.copyOf(entries, 400));
            for (int start = 405; start + 20 <= 525; start += 25) {
                pValues.add(reference.byDeciles(concatenate(Arrays.copyOfRange(entries, start, start + 20))));
            }
        }
        Rates.assertNominal(pValues, "seeds 0 to " + (streams - 1));
    }

    @Test
    void shouldFindAChangeOfScaleMoreOftenThanTheLadder() {
        int deciles = 0;
        int ladder = 0;
        int streams = 60;
        for (long seed = 0; seed < streams; seed++) {
            double[][] entries = entries(new Stream(seed, 1, 0, 1).entries(460), 1_000_000);
            Reference reference = new Reference(Arrays.copyOf(entries, 400));
            double[] window = Arrays.stream(concatenate(Arrays.copyOfRange(entries, 400, 460)))
                    .map(x -> 1.2 * x)
                    .toArray();
            deciles += reference.byDeciles(window) < 1e-3 ? 1 : 0;
            ladder += reference.byLadder(window) < 1e-3 ? 1 : 0;
        }
        assertThat(deciles)
                .as("of %s, ladder %s, seeds from 0", streams, ladder)
                .isGreaterThan(ladder + 10);
    }

    /** Values by entry, rounded to so many levels within two units of zero. */
    private static double[][] entries(List<List<double[]>> stream, int levels) {
        return stream.stream()
                .map(events -> events.stream()
                        .mapToDouble(event -> StrictMath.rint(event[0] * levels / 4) * 4 / levels)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] concatenate(double[][] entries) {
        return Arrays.stream(entries).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] filled(int size, double value) {
        double[] result = new double[size];
        Arrays.fill(result, value);
        return result;
    }

    private static DoubleToLongFunction atMost(double[] values) {
        return edge -> Arrays.stream(values).filter(x -> x <= edge).count();
    }

    private static LadderMap ladder(double... values) {
        return LadderMap.of(candidates(values));
    }

    private static List<Candidate> candidates(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return IntStream.range(0, sorted.length)
                .mapToObj(i -> new Candidate(sorted[i], (i + 1.0) / sorted.length))
                .toList();
    }

    private static final class Reference {
        final LadderMap ladder;
        final DecileMap deciles;
        final BlockNull ladderNull;
        final BlockNull decileNull;

        Reference(double[][] entries) {
            ladder = ladder(concatenate(entries));
            deciles = DecileMap.of(ladder);
            double[] counts = Arrays.stream(entries).mapToDouble(e -> e.length).toArray();
            ladderNull = BlockNull.of(
                    Arrays.stream(entries).map(e -> ladder.sums(atMost(e))).toArray(double[][]::new), counts);
            decileNull = BlockNull.of(
                    Arrays.stream(entries)
                            .map(e -> deciles.sums(atMost(e), e.length))
                            .toArray(double[][]::new),
                    counts);
        }

        double byDeciles(double[] window) {
            return MeanShiftTest.withDefaults()
                    .test(decileNull, deciles.sums(atMost(window), window.length), window.length)
                    .pValue();
        }

        double byLadder(double[] window) {
            return MeanShiftTest.withDefaults()
                    .test(ladderNull, ladder.sums(atMost(window)), window.length)
                    .pValue();
        }
    }
}
