/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.sketch.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullKernelTest {

    private static final long SEED = 11;
    private static final int LONGEST = 12;

    private static List<List<float[]>> minutes(TextStream stream, int count) {
        List<List<float[]>> minutes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            minutes.add(stream.nextEvents().stream().map(Observation::vector).toList());
        }
        return minutes;
    }

    private static FullKernel kernel(TextStream stream) {
        List<float[]> sample =
                minutes(stream, 60).stream().flatMap(List::stream).limit(300).toList();
        return new FullKernel(sample, 200, new Draws(SEED));
    }

    @Test
    void shouldSumTheSameKernelsAsTheSlowWay() {
        TextStream stream = new TextStream(SEED, Traffic.MILD, Change.NONE);
        FullKernel kernel = kernel(stream);
        FullKernelWindow window = new FullKernelWindow(kernel, LONGEST);
        List<List<float[]>> minutes = minutes(stream, 30);
        minutes.forEach(window::add);

        for (int length : new int[] {1, 5, LONGEST}) {
            List<float[]> events = minutes.subList(30 - length, 30).stream()
                    .flatMap(List::stream)
                    .toList();
            double pairs = 0;
            double toReference = 0;
            for (int i = 0; i < events.size(); i++) {
                toReference += kernel.meanTo(events.get(i));
                for (int j = 0; j < i; j++) {
                    pairs += FullKernel.of(events.get(i), events.get(j));
                }
            }

            assertThat(window.statistic(length))
                    .as("window of %d minutes, seed %d", length, SEED)
                    .isCloseTo(kernel.statistic(events.size(), pairs, toReference), within(1e-6));
        }
    }

    @Test
    void shouldBeStandardisedForIndependentEvents() {
        TextStream stream = new TextStream(SEED, Traffic.INDEPENDENT, Change.NONE);
        FullKernel kernel = kernel(stream);
        double squares = 0;
        int windows = 60;
        for (int i = 0; i < windows; i++) {
            FullKernelWindow window = new FullKernelWindow(kernel, 10);
            minutes(stream, 10).forEach(window::add);
            squares += window.statistic(10) * window.statistic(10);
        }

        // all windows share the reference, which adds to the spread
        assertThat(Math.sqrt(squares / windows)).as("seed %d", SEED).isBetween(0.5, 2.0);
    }

    @Test
    void shouldFallWithDistanceAsTheGaussianKernelDoes() {
        float[] x = new float[World.DIMENSION];
        float[] y = new float[World.DIMENSION];
        x[0] = 1;
        y[0] = 0.6F;
        y[7] = 0.8F;

        assertThat(FullKernel.of(x, x)).isCloseTo(1, within(1e-12));
        assertThat(FullKernel.of(x, y)).isCloseTo(Math.exp(-0.4 / World.SIGMA_SQUARED), within(1e-7));
    }
}
