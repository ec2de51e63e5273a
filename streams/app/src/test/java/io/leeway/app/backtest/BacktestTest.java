/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.AgentPattern;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.evaluate.Progress;
import io.leeway.app.service.DriftingTraffic;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.map.FeatureMapId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final FeatureMapId MAP = History.ports().featureMap();
    private static final LeewayConfig RECORDED = History.config(DriftingTraffic.CONFIG);
    private static final LeewayConfig OTHER = History.config(DriftingTraffic.CONFIG.replace("[10m]", "[7m, 20m]"));
    private static final List<byte[]> EVENTS = DriftingTraffic.events();
    private static final History HISTORY = History.of(RECORDED, EVENTS);
    private static final History LIVE_OTHER = History.of(OTHER, EVENTS);

    private static BacktestResult run(Instant from, List<Mark> marks, LeewayConfig... configs) throws IOException {
        List<Candidate> candidates = configs.length == 1
                ? List.of(new Candidate("candidate", configs[0]))
                : List.of(new Candidate("candidate", configs[0]), new Candidate("current", configs[1]));
        return new Backtest(HISTORY.panes(), MAP, 2, Progress.NONE).run(candidates, from, marks);
    }

    private static List<DriftAlert> live(LeewayConfig config, AlertTransition transition) {
        History history = config.equals(OTHER) ? LIVE_OTHER : HISTORY;
        return history.alerts().stream()
                .filter(alert -> alert.getTransition() == transition)
                .toList();
    }

    @Test
    void alertsAreThoseOfAServiceWithThatConfiguration() throws IOException {
        BacktestResult result = run(null, List.of(), OTHER, RECORDED);

        for (LeewayConfig config : List.of(OTHER, RECORDED)) {
            List<DriftAlert> opened = live(config, AlertTransition.OPENED);
            CandidateResult own = result.candidates().get(config.equals(OTHER) ? 0 : 1);
            List<PastAlert> alerts = own.agents().values().stream()
                    .flatMap(agent -> agent.alerts().stream())
                    .toList();
            assertThat(opened).isNotEmpty();
            assertThat(own.configVersion()).isEqualTo(config.configVersion());
            assertThat(alerts)
                    .extracting(PastAlert::alertId)
                    .containsExactlyInAnyOrderElementsOf(
                            opened.stream().map(DriftAlert::getAlertId).toList());
            assertThat(alerts)
                    .extracting(PastAlert::summary)
                    .containsExactlyInAnyOrderElementsOf(
                            opened.stream().map(DriftAlert::getSummary).toList());
        }
        assertThat(result.candidate().agents().get("drifting").alerts())
                .extracting(PastAlert::alertId)
                .doesNotContainAnyElementsOf(result.current().orElseThrow().agents().get("drifting").alerts().stream()
                        .map(PastAlert::alertId)
                        .toList());
    }

    @Test
    void whatWasBeforeIsLearntButNotReported() throws IOException {
        Instant opened = live(RECORDED, AlertTransition.OPENED).get(0).getOpenedAt();

        assertThat(run(opened, List.of(), RECORDED).candidate().alerts()).isPositive();
        assertThat(run(opened.plusSeconds(1), List.of(), RECORDED).candidate().alerts())
                .isEqualTo(run(opened, List.of(), RECORDED).candidate().alerts() - 1);
    }

    @Test
    void judgesByWhatIsKnown() throws IOException {
        List<Mark> marks = List.of(
                new Mark(AgentPattern.of("*"), DriftingTraffic.START, DriftingTraffic.CHANGE, Mark.Kind.CLEAN, ""),
                new Mark(
                        AgentPattern.of("drifting"),
                        DriftingTraffic.CHANGE,
                        DriftingTraffic.END,
                        Mark.Kind.INCIDENT,
                        "other questions"));

        BacktestResult result = run(null, marks, RECORDED);

        MarkScore score = result.candidate().score();
        assertThat(score.incidents()).isEqualTo(1);
        assertThat(score.delays()).singleElement().satisfies(delay -> assertThat(delay)
                .isBetween(Duration.ZERO, Duration.between(DriftingTraffic.CHANGE, DriftingTraffic.END)));
        assertThat(score.clean()).isEqualTo(2);
        assertThat(score.quiet()).isEqualTo(2);
        assertThat(result.baseline(true).falseAlarms()).isEqualTo(2);
        assertThat(result.baseline(true).delays()).containsExactly(Duration.ZERO);
        assertThat(result.baseline(false).delays()).isEmpty();
        assertThat(BacktestText.of(result))
                .contains("incidents seen 1 of 1", "clean stretches quiet 2 of 2", "always fires", "never fires");
        assertThat(BacktestJson.of(result)).contains("\"quiet\" : 2", "\"kind\" : \"incident\"");
        assertThat(BacktestHtml.of(result))
                .contains("<svg", "drifting", "always fires")
                .doesNotContain("NaN");
    }

    @Test
    void refusesPanesThatItCannotCompare() {
        FeatureMapId other = FeatureMapId.standard("another", "none", 16, 1.0);
        List<Candidate> candidates = List.of(new Candidate("candidate", RECORDED));

        assertThatThrownBy(
                        () -> new Backtest(HISTORY.panes(), other, 1, Progress.NONE).run(candidates, null, List.of()))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("texts would have to be embedded again");
        assertThatThrownBy(() -> new Backtest(consumer -> {}, MAP, 1, Progress.NONE).run(candidates, null, List.of()))
                .isInstanceOf(HistoryException.class)
                .hasMessage("there are no such panes in the history");
    }
}
