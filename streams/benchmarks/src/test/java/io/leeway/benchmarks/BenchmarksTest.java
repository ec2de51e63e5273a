/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.app.alert.Outcome;
import io.leeway.benchmarks.EndToEnd.Result;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.PaneJournal;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks do what they say they measure. */
class BenchmarksTest {

    @Test
    void shouldRunUnderJmh() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .mode(Mode.SingleShotTime)
                        .param("shape", "TABLE")
                        .param("words", "10")
                        .param("entries", "800")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark())
                .containsExactlyInAnyOrder(
                        "io.leeway.benchmarks.CalibrationBenchmark.blockNull",
                        "io.leeway.benchmarks.EmbeddingBenchmark.embed",
                        "io.leeway.benchmarks.EvaluationBenchmark.observe",
                        "io.leeway.benchmarks.EvaluationBenchmark.restore",
                        "io.leeway.benchmarks.FeatureMapBenchmark.addTo",
                        "io.leeway.benchmarks.PaneSummaryBenchmark.add",
                        "io.leeway.benchmarks.PaneSummaryBenchmark.fromBytes",
                        "io.leeway.benchmarks.PaneSummaryBenchmark.merge",
                        "io.leeway.benchmarks.PaneSummaryBenchmark.toBytes");
    }

    @Test
    void shouldAddOneEventToTheSums() {
        double squaredNorm = DoubleStream.of(asDoubles(new FeatureMapBenchmark().addTo()))
                .map(sum -> sum / KernelFeatureMap.FIXED_POINT_ONE)
                .map(feature -> feature * feature)
                .sum();

        assertThat(squaredNorm).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldSummariseMergeAndStorePanes() {
        PaneSummaryBenchmark benchmark = new PaneSummaryBenchmark();

        PaneSummary pane = benchmark.add();
        assertThat(pane.events()).isEqualTo(PaneSummaryBenchmark.EVENTS);
        assertThat(pane.presentTexts()).isEqualTo(PaneSummaryBenchmark.EVENTS);
        assertThat(pane.numbers()).hasSize(2);
        assertThat(pane.categories()).hasSize(2);
        assertThat(benchmark.merge().events()).isEqualTo(2 * PaneSummaryBenchmark.EVENTS);
        assertThat(benchmark.fromBytes().toBytes()).isEqualTo(benchmark.toBytes());
    }

    @ParameterizedTest
    @CsvSource({"576, 288", "800, 200"})
    void shouldCalibrateOnAllEntries(int entries, int blocks) {
        CalibrationBenchmark benchmark = new CalibrationBenchmark();
        benchmark.entries = entries;
        benchmark.collect();

        BlockNull blockNull = benchmark.blockNull();

        assertThat(blockNull.degenerate()).isFalse();
        assertThat(blockNull.dimension()).isEqualTo(512);
        assertThat(blockNull.blocks()).isEqualTo(blocks);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventShape.class,
            names = {"TEXT", "TABLE"})
    void shouldCompareEveryFeatureInEveryWindow(EventShape shape) {
        EvaluationBenchmark benchmark = new EvaluationBenchmark();
        benchmark.shape = shape;
        benchmark.calibrate();

        // 10 numbers, 10 categories and all of them together.
        int features = shape == EventShape.TEXT ? 1 : 21;
        assertComparesAll(benchmark.restore().observe(benchmark.nextPane(), PaneJournal.none()), features);
        assertComparesAll(benchmark.observe(), features);
    }

    private static void assertComparesAll(Evaluation evaluation, int features) {
        assertThat(evaluation.state()).isIn(State.OK, State.WARN);
        assertThat(evaluation.tests().stream()
                        .filter(Tested::conclusive)
                        .map(test -> test.window() + " " + test.key().feature())
                        .distinct())
                .hasSize(5 * features);
    }

    @Test
    void shouldSplitTheTimeOfTheWholePath() {
        Result result = EndToEnd.measure(Duration.ofMinutes(4));

        assertThat(result.events()).isBetween(60, 180);
        assertThat(result.withModel().count(Outcome.Pane.class)).isEqualTo(12);
        assertThat(result.shareOfModel()).isBetween(0.0, 1.0);
        assertThat(result.toString()).contains("share of the model");
    }

    private static double[] asDoubles(long[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }
}
