/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.AgentPattern;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.evaluate.Progress;
import io.leeway.stats.map.FeatureMapId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {

    private static final FeatureMapId MAP = History.ports().featureMap();
    private static final LeewayConfig CONFIG = History.config("""
            defaults:
              windows: [5m, 20m]
              references: {pinned: {first: 3h}}
            """);
    private static final History HISTORY = History.of(CONFIG, History.numbers("a", 480, Integer.MAX_VALUE / 10, 0));
    private static final List<Candidate> CANDIDATES = List.of(new Candidate("candidate", CONFIG));
    private static final KnownChange SHIFT = KnownChange.parse("number:latency");

    private static Noticed noticed(KnownChange change) throws IOException {
        BacktestResult result = new Backtest(HISTORY.panes(), MAP, 1, Progress.NONE).run(CANDIDATES, null, List.of());
        List<Noticed> all = new Sensitivity(HISTORY.panes(), MAP, 2)
                .of(result, CANDIDATES, List.of(change), 4, Duration.ofHours(1));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void largeChangesAreSeenSoonAndSmallOnesNot() throws IOException {
        Noticed noticed = noticed(SHIFT);

        assertThat(noticed.trials()).extracting(Trial::size).containsExactly(.1, .25, .5, 1.0, 2.0);
        assertThat(noticed.trials())
                .allSatisfy(trial -> assertThat(trial.tried()).isBetween(2, 4));
        Trial smallest = noticed.trials().get(0);
        Trial largest = noticed.trials().get(4);
        assertThat(smallest.delays()).hasSizeLessThan(smallest.tried());
        assertThat(largest.delays()).hasSize(largest.tried());
        assertThat(largest.median().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(noticed.smallest(SHIFT).orElseThrow().size()).isBetween(.25, 2.0);
    }

    @Test
    void whatAStreamDoesNotHaveCannotBeTried() throws IOException {
        assertThat(noticed(KnownChange.parse("new-topic")).trials()).isEmpty();
        assertThat(noticed(KnownChange.parse("category:tool")).trials()).isEmpty();
    }

    @Test
    void momentsAreSpreadAndKeepAwayFromIncidents() {
        Instant from = History.START;
        Instant to = from.plus(Duration.ofHours(11));
        Mark incident = new Mark(
                AgentPattern.of("*"),
                from.plus(Duration.ofHours(5)),
                from.plus(Duration.ofHours(6)),
                Mark.Kind.INCIDENT,
                "");

        List<Instant> all = Sensitivity.moments(from, to, Duration.ofHours(1), 5, List.of());
        List<Instant> undisturbed = Sensitivity.moments(from, to, Duration.ofHours(1), 5, List.of(incident));

        assertThat(all).extracting(at -> Duration.between(from, at).toHours()).containsExactly(1L, 3L, 5L, 7L, 9L);
        assertThat(undisturbed)
                .extracting(at -> Duration.between(from, at).toHours())
                .containsExactly(1L, 3L, 7L, 9L);
        assertThat(Sensitivity.moments(from, to, Duration.ofHours(12), 5, List.of()))
                .isEmpty();
    }

    @Test
    void changesAreReadAndTold() {
        assertThat(KnownChange.parse("new-topic").describe(.05)).isEqualTo("5 % of the texts about a new topic");
        assertThat(SHIFT.describe(.5)).isEqualTo("latency up by 0.5 standard deviations");
        assertThat(KnownChange.parse("category:tool").describe(.1)).isEqualTo("10 % of tool with a value never seen");
        assertThat(SHIFT.word()).isEqualTo("number:latency");
        assertThatThrownBy(() -> KnownChange.parse("number:"))
                .hasMessage("'number:' must be new-topic, number:NAME or category:NAME");
    }
}
