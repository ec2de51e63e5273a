/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterSeriesTest {

    private record Pane(long start, long end, long first, long second) {}

    @Test
    void shouldAgreeWithSummingThePanesOneByOne() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            CounterSeries series = new CounterSeries(2);
            List<Pane> panes = new ArrayList<>();
            long time = 0;
            long kept = 0;
            for (int i = 0; i < 200; i++) {
                long start = time + random.nextInt(3);
                Pane pane = new Pane(start, start + 1 + random.nextInt(3), random.nextInt(9), -random.nextInt(9));
                time = pane.end();
                panes.add(pane);
                series.append(pane.start(), pane.end(), new long[] {pane.first(), pane.second()});
                if (random.nextInt(10) == 0) {
                    kept = Math.max(kept, time - random.nextInt(60));
                    series.dropBefore(kept);
                }
                long limit = kept;
                List<Pane> left =
                        panes.stream().filter(old -> old.end() > limit).toList();
                long from = time - random.nextInt(100);
                long to = from + random.nextInt(60);
                assertThat(series.from(from))
                        .as("seed %s, pane %s", seed, i)
                        .isEqualTo(sum(left, from, Long.MAX_VALUE));
                assertThat(series.between(from, to))
                        .as("seed %s, pane %s", seed, i)
                        .isEqualTo(sum(left, from, to));
                assertThat(series.endingAfter(from))
                        .as("seed %s, pane %s", seed, i)
                        .isEqualTo(sum(
                                left.stream().filter(old -> old.end() > from).toList(), 0, Long.MAX_VALUE));
            }
        }
    }

    @Test
    void shouldSumNothingToZeros() {
        CounterSeries series = new CounterSeries(3);
        series.dropBefore(5);

        assertThat(series.from(0)).containsExactly(0, 0, 0);
        assertThat(series.between(1, 4)).containsExactly(0, 0, 0);
        assertThat(series.endingAfter(0)).containsExactly(0, 0, 0);
    }

    private static long[] sum(List<Pane> panes, long from, long to) {
        long[] sum = new long[2];
        for (Pane pane : panes) {
            if (pane.start() >= from && pane.start() < to) {
                sum[0] += pane.first();
                sum[1] += pane.second();
            }
        }
        return sum;
    }
}
