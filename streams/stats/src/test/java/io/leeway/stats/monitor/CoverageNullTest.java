/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the share of what a corpus does not cover looks larger when nothing has changed. */
class CoverageNullTest {

    private static final Carried TEXTS = new Carried(true, false, false);
    private static final int RUNS = 40;
    private static final int REFERENCE = 120;
    private static final int WINDOWS = 50;
    private static final int WINDOW = 10;

    /**
     * A corpus of all four topics, where few texts are far, of three, where a quarter is, and of two, where the reference's own
     * quantile decides.
     */
    @ParameterizedTest
    @CsvSource({"4, 0", "3, 0", "2, 0", "4, 0.6", "2, 0.6"})
    void shouldKeepItsLevel(int topics, double stay) {
        int[] below = new int[2];
        int all = 0;
        for (int run = 0; run < RUNS; run++) {
            Traffic traffic = new Traffic(1_000 + run, stay);
            CorpusCoverage corpus =
                    Traffic.corpus(run, topics, 120, 0).coverage().orElseThrow();
            CoverageBaseline baseline =
                    CoverageBaseline.of(panes(traffic, 0, REFERENCE), corpus).orElseThrow();
            for (int w = 0; w < WINDOWS; w++) {
                int first = REFERENCE + w * WINDOW;
                CounterSeries window = baseline.series(panes(traffic, first, WINDOW));
                WindowRange range = new WindowRange(0, Traffic.start(first), Traffic.start(first + WINDOW));
                // What the texts as a whole show of clumping is what sessions of 1/(1 - stay) events have.
                double clumping = 1 + 2 * stay / (1 - stay);
                double p = baseline.compare(range, window.from(range.start()), Inflation.NONE, clumping)
                        .get(0)
                        .result()
                        .pValue();
                below[0] += p <= 0.05 ? 1 : 0;
                below[1] += p <= 0.005 ? 1 : 0;
                all++;
            }
        }

        assertThat((double) below[0] / all).as("at 0.05, of %s", all).isLessThan(0.05);
        assertThat((double) below[1] / all).as("at 0.005, of %s", all).isLessThan(0.005);
    }

    private static List<PaneEntry> panes(Traffic traffic, int first, int number) {
        List<PaneEntry> panes = new ArrayList<>();
        for (int i = first; i < first + number; i++) {
            panes.add(traffic.pane(i, 10, Mix.NORMAL, TEXTS, Traffic.MAP));
        }
        return panes;
    }
}
