/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.JointMap.Row;
import io.leeway.stats.detect.Tables.Change;
import io.leeway.stats.map.FeatureMapId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class JointMapTest {
    private static final int PANE = 10;
    private static final double ALARM = 0.4 / 6000;

    @Test
    void shouldHaveUnitTraceOverTheReference() {
        List<Row> reference = new Tables(1).mixed(1000, Change.NONE);
        JointMap map = JointMap.fit(reference).orElseThrow();

        double[] sum = new double[map.dimension()];
        double squares = 0;
        for (Row row : reference) {
            double[] mapped = map.apply(row);
            Vectors.add(sum, mapped);
            squares += Vectors.squaredNorm(mapped);
        }
        assertThat(map.dimension()).isEqualTo(FeatureMapId.STANDARD_FEATURES);
        assertThat(squares / 1000 - Vectors.squaredNorm(sum) / 1e6).isCloseTo(1, within(1e-9));
        assertThat(map.inflation()).isBetween(1.02, 1.2);
    }

    @Test
    void shouldNotDependOnTheOrderOfTheRows() {
        List<Row> reference = new Tables(2).mixed(1000, Change.NONE);
        List<Row> shuffled = new ArrayList<>(reference);
        Collections.shuffle(shuffled, new Random(3));
        JointMap one = JointMap.fit(reference).orElseThrow();
        JointMap other = JointMap.fit(shuffled).orElseThrow();

        for (Row row : new Tables(4).mixed(20, Change.NONE)) {
            assertThat(other.apply(row)).containsExactly(one.apply(row));
        }
        assertThat(other.inflation()).isEqualTo(one.inflation());
    }

    @Test
    void shouldSeeDependenceEndWhereNoFeatureMoves() {
        for (Change change : List.of(Change.NUMBER_INDEPENDENT, Change.CATEGORY_INDEPENDENT)) {
            int found = 0;
            for (long seed = 0; seed < 8; seed++) {
                Tables tables = new Tables(seed);
                TestResult result = test(tables.mixed(2000, Change.NONE), tables.mixed(500, change));
                found += result.pValue() <= ALARM && result.effect() >= 0.03 ? 1 : 0;
            }
            assertThat(found).as("%s of 8, seeds from 0", change).isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void shouldSeeDependenceOfThreeFeatures() {
        Tables tables = new Tables(9);
        List<Row> reference = tables.threefold(2000, false);

        assertThat(test(reference, tables.threefold(500, true)).pValue()).isLessThan(ALARM);
        assertThat(test(reference, tables.threefold(500, false)).pValue()).isGreaterThan(0.001);
    }

    @Test
    void shouldLeaveSmallShiftsOfOneFeatureToOthers() {
        for (long seed = 0; seed < 4; seed++) {
            Tables tables = new Tables(seed);
            TestResult result = test(tables.mixed(2000, Change.NONE), tables.mixed(500, Change.NUMBER_MOVED));

            assertThat(result.pValue()).as("seed %s", seed).isGreaterThan(ALARM);
        }
    }

    @Test
    void shouldHoldTheRateWhenNothingChanges() {
        int references = 25;
        int windows = 8;
        int[] rejected = new int[2];
        for (long seed = 100; seed < 100 + references; seed++) {
            Tables tables = new Tables(seed);
            List<Row> reference = tables.mixed(1000, Change.NONE);
            JointMap map = JointMap.fit(reference).orElseThrow();
            BlockNull calibration = calibration(map, reference);
            for (int w = 0; w < windows; w++) {
                double p =
                        test(map, calibration, tables.mixed(200, Change.NONE)).pValue();
                rejected[0] += p <= 0.05 ? 1 : 0;
                rejected[1] += p <= 0.01 ? 1 : 0;
            }
        }
        int tests = references * windows;
        assertThat(rejected[0])
                .as("rejections at 5 %%, seeds from 100")
                .isLessThanOrEqualTo(new BinomialDistribution(null, tests, 0.05).inverseCumulativeProbability(0.999));
        assertThat(rejected[1])
                .as("rejections at 1 %%, seeds from 100")
                .isLessThanOrEqualTo(new BinomialDistribution(null, tests, 0.01).inverseCumulativeProbability(0.999));
    }

    @Test
    void shouldTakeAnyValueOfAnyRow() {
        JointMap map = JointMap.fit(new Tables(5).mixed(1000, Change.NONE)).orElseThrow();

        for (Row row : List.of(
                row(Map.of(), Map.of()),
                row(Map.of("n0", Double.POSITIVE_INFINITY, "n1", Double.NEGATIVE_INFINITY), Map.of("c0", "unseen")),
                row(Map.of("n0", Double.NaN, "unknown", 3.0), Map.of("unknown", "x")))) {
            assertThat(Arrays.stream(map.apply(row)).allMatch(Double::isFinite)).isTrue();
        }
        assertThat(map.apply(row(Map.of("n0", Double.NaN), Map.of())))
                .containsExactly(map.apply(row(Map.of(), Map.of("unknown", "x"))));
        assertThat(map.apply(row(Map.of(), Map.of("c0", "unseen"))))
                .containsExactly(map.apply(row(Map.of(), Map.of("c0", "also unseen"))));
    }

    @Test
    void shouldNotFitWhereThereIsNoDependenceToSee() {
        Tables tables = new Tables(6);
        List<Row> rows = tables.mixed(400, Change.NONE);

        assertThat(JointMap.fit(List.of())).isEmpty();
        assertThat(JointMap.fit(rows.subList(0, JointMap.FEWEST_ROWS - 1))).isEmpty();
        assertThat(JointMap.fit(only(rows, "n0"))).as("one feature").isEmpty();
        assertThat(JointMap.fit(only(rows, "constant", "n0"))).as("a constant").isEmpty();
        assertThat(JointMap.fit(only(rows, "n0", "n1"))).isPresent();
        List<Row> copies = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String value = i % 2 == 0 ? "a" : "b";
            copies.add(row(Map.of(), Map.of("one", value, "two", value)));
        }
        assertThat(JointMap.fit(copies)).as("copies of one feature").isEmpty();
    }

    @Test
    void shouldNotFitMoreParametersThanTheRowsAllow() {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TreeMap<String, Double> numbers = new TreeMap<>();
            for (int k = 0; k < 20; k++) {
                numbers.put("n" + k, random.nextGaussian());
            }
            rows.add(new Row(numbers, new TreeMap<>()));
        }

        assertThat(JointMap.fit(rows)).isEmpty();
    }

    private static List<Row> only(List<Row> rows, String... names) {
        List<Row> result = new ArrayList<>();
        for (Row row : rows) {
            TreeMap<String, Double> numbers = new TreeMap<>();
            for (String name : names) {
                numbers.put(name, row.numbers().getOrDefault(name, 1.0));
            }
            result.add(new Row(numbers, new TreeMap<>()));
        }
        return result;
    }

    private static Row row(Map<String, Double> numbers, Map<String, String> categories) {
        return new Row(new TreeMap<>(numbers), new TreeMap<>(categories));
    }

    private static TestResult test(List<Row> reference, List<Row> window) {
        JointMap map = JointMap.fit(reference).orElseThrow();
        return test(map, calibration(map, reference), window);
    }

    private static TestResult test(JointMap map, BlockNull calibration, List<Row> window) {
        return MeanShiftTest.withDefaults()
                .withIndependentTrace(1)
                .withInflation(1, map.inflation())
                .test(calibration, sum(map, window), window.size());
    }

    private static BlockNull calibration(JointMap map, List<Row> reference) {
        double[][] panes = new double[reference.size() / PANE][];
        double[] counts = new double[panes.length];
        for (int i = 0; i < panes.length; i++) {
            panes[i] = sum(map, reference.subList(PANE * i, PANE * (i + 1)));
            counts[i] = PANE;
        }
        return BlockNull.of(panes, counts);
    }

    private static double[] sum(JointMap map, List<Row> rows) {
        double[] sum = new double[map.dimension()];
        rows.forEach(row -> Vectors.add(sum, map.apply(row)));
        return sum;
    }
}
