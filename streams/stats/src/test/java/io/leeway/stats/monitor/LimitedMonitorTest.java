/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.limit.LimitResult;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a monitored agent, from its first pane on. */
class LimitedMonitorTest {

    private static final LimitSpec LATENCY = new LimitSpec("latencyMs", Quantity.quantile(99), Side.AT_MOST, 3000);
    private static final LimitSpec ERRORS = new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.02);
    private static final LimitSpec REFUSED = new LimitSpec("outcome", Quantity.share("refused"), Side.AT_MOST, 0.1);
    private static final LimitSpec COST = new LimitSpec("costUsd", Quantity.mean(), Side.AT_MOST, 0.05);
    private static final MonitorSettings WITHOUT_LIMITS = Monitored.settings(
            MonitorSettings.DEFAULTS.windows(),
            new ReferenceSpec.Pinned(Instant.parse("2100-01-01T00:00:00Z"), Instant.parse("2100-01-02T00:00:00Z")));
    private static final MonitorSettings SETTINGS = WITHOUT_LIMITS.withLimits(List.of(LATENCY, ERRORS, REFUSED, COST));
    private static final MonitorSettings COMPARED = Monitored.settings(
                    List.of(
                            WindowSpec.ofDuration(Duration.ofMinutes(5)),
                            WindowSpec.ofEvents(300, Duration.ofMinutes(90))),
                    new ReferenceSpec.Trailing(Duration.ofHours(14), Duration.ofMinutes(20)))
            .withLimits(SETTINGS.limits());

    private final MirrorJournal panes = new MirrorJournal();
    private final List<String> transitions = new ArrayList<>();
    private final List<LimitFindings> findings = new ArrayList<>();
    private final Random random = new Random(5);
    private MonitorSettings settings = SETTINGS;
    private AgentMonitor monitor = new AgentMonitor(SETTINGS, Traffic.MAP);
    private int next;

    /** What ten events of a minute are like. */
    private record Minute(double slow, double failing, double refusing) {
        static final Minute USUAL = new Minute(0, 0.005, 0.02);
    }

    private void feed(int minutes, Minute like) {
        for (int i = 0; i < minutes; i++) {
            observe(pane(like, -1));
        }
    }

    private Evaluation observe(PaneEntry pane) {
        Evaluation evaluation = monitor.observe(pane, panes);
        for (LimitDecision decision : evaluation.limits().decisions()) {
            if (decision.transition() != Transition.NONE) {
                transitions.add(decision.feature() + " " + decision.transition() + " " + next);
            }
        }
        findings.add(evaluation.limits());
        next++;
        return evaluation;
    }

    private PaneEntry pane(Minute like, int outlier) {
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < 10; i++) {
            TreeMap<String, Double> numbers = new TreeMap<>();
            boolean slow = random.nextDouble() < like.slow();
            double latency = (slow ? 5000 : 400) * Math.exp(0.3 * random.nextGaussian());
            numbers.put("latencyMs", i == outlier ? 1e7 : latency);
            numbers.put("costUsd", i == outlier ? 1000 : 0.02 * Math.exp(0.5 * random.nextGaussian()));
            TreeMap<String, String> categories = new TreeMap<>();
            categories.put("toolError", Boolean.toString(i == outlier || random.nextDouble() < like.failing()));
            categories.put("outcome", i == outlier || random.nextDouble() < like.refusing() ? "refused" : "done");
            summary.add(
                    new Observation(
                            "e-" + next + "-" + i + (slow ? "-slow" : ""),
                            "trace-" + next,
                            null,
                            Traffic.start(next) + i,
                            TextState.MISSING,
                            null,
                            numbers,
                            categories),
                    null);
        }
        return new PaneEntry(Traffic.start(next), Traffic.start(next + 1), summary);
    }

    private void restart() {
        monitor = new AgentMonitor(
                settings,
                Traffic.MAP,
                MonitorState.fromBytes(monitor.state().toBytes()),
                panes.entries(Shelf.HISTORY),
                panes.entries(Shelf.PINNED));
    }

    private List<String> features() {
        return transitions.stream()
                .map(transition -> transition.substring(0, transition.lastIndexOf(' ')))
                .toList();
    }

    private Change acknowledge(String limit) {
        Command command = new Command("k-" + next, "ana", 1, null, new Command.Acknowledge(null, limit));
        Evaluation evaluation =
                monitor.observe(pane(new Minute(0, 0.3, 0), -1), List.of(command), Optional.empty(), panes);
        next++;
        return evaluation.governance().changes().get(0);
    }

    @Test
    void shouldAcknowledgeWhatIsBroken() {
        feed(60, Minute.USUAL);
        assertThat(acknowledge(null).refusal()).isEqualTo("no incident is open");
        feed(30, new Minute(0, 0.3, 0));

        Change all = acknowledge(null);
        assertThat(all.limits()).containsExactly("toolError");
        assertThat(all.families()).isEmpty();
        assertThat(all.done()).isTrue();
        assertThat(acknowledge("toolError").limits()).containsExactly("toolError");
        assertThat(acknowledge("latencyMs").refusal()).isEqualTo("no limit of latencyMs is broken");
    }

    @Test
    void shouldOpenAndResolveOnceEachWhenBreachedForOneWindowsLength() {
        feed(40, Minute.USUAL);
        feed(5, new Minute(0.5, 0.4, 0.02));
        feed(240, Minute.USUAL);

        assertThat(features())
                .containsExactlyInAnyOrder(
                        "latencyMs OPENED", "toolError OPENED", "latencyMs RESOLVED", "toolError RESOLVED");
        assertThat(transitions).filteredOn(one -> one.contains("OPENED")).allSatisfy(one -> assertThat(minute(one))
                .isBetween(40, 44));
        assertThat(transitions).filteredOn(one -> one.contains("RESOLVED")).allSatisfy(one -> assertThat(minute(one))
                .isBetween(49, 70));
    }

    private static int minute(String transition) {
        return Integer.parseInt(transition.substring(transition.lastIndexOf(' ') + 1));
    }

    @Test
    void shouldNotOpenOnASingleOutlier() {
        feed(40, Minute.USUAL);
        observe(pane(Minute.USUAL, 3));
        feed(240, Minute.USUAL);

        assertThat(transitions).isEmpty();
    }

    @Test
    void shouldWorkWithoutAReferenceAndSayWhatItSaw() {
        feed(10, Minute.USUAL);
        feed(2, new Minute(1, 0.005, 0.02));

        LimitFindings opening = findings.get(11);
        assertThat(features()).containsExactly("latencyMs OPENED");
        LimitResult strongest = opening.decisions().stream()
                .filter(decision -> decision.feature().equals("latencyMs"))
                .findFirst()
                .orElseThrow()
                .reasons()
                .get(0);
        assertThat(strongest.limit()).isEqualTo(LATENCY);
        assertThat(strongest.observed()).isBetween(5000.0, 12_000.0);
        assertThat(strongest.beyond()).isBetween(17L, 20L);
        assertThat(opening.witnesses().get("latencyMs"))
                .hasSize(5)
                .extracting(Witness::exemplar)
                .allSatisfy(exemplar -> assertThat(exemplar.eventId()).endsWith("-slow"));
        Evaluation last = observe(pane(Minute.USUAL, -1));
        assertThat(last.state()).isEqualTo(Evaluation.State.WARMING_UP);
        assertThat(last.flags()).containsExactly(Evaluation.Flag.LIMIT_BREACHED);
        assertThat(last.decisions()).as("limits open no incident of drift").isEmpty();
    }

    @Test
    void shouldReportEveryWindowThatHoldsValues() {
        feed(60, Minute.USUAL);

        assertThat(findings.get(59).results())
                .filteredOn(result -> result.limit().equals(ERRORS))
                .extracting(LimitResult::window)
                .containsExactly(0, 1, 2, 3);
        assertThat(findings.get(59).results())
                .filteredOn(result -> result.limit().equals(LATENCY))
                .allSatisfy(result -> assertThat(result.observed()).isBetween(500.0, 1500.0));
        assertThat(findings.get(1).results())
                .allSatisfy(result -> assertThat(result.conclusive()).isFalse());
    }

    @Test
    void shouldSayNothingOfFeaturesThatTheAgentDoesNotSend() {
        settings =
                WITHOUT_LIMITS.withLimits(List.of(new LimitSpec("taskSuccess", Quantity.rate(), Side.AT_LEAST, 0.9)));
        monitor = new AgentMonitor(settings, Traffic.MAP);
        feed(30, new Minute(1, 1, 1));

        assertThat(findings).allSatisfy(each -> assertThat(each).isEqualTo(LimitFindings.NONE));
        assertThat(monitor.state().limits()).isEmpty();
    }

    @Test
    void shouldEndTheIncidentOfALimitThatIsTakenAway() {
        feed(10, Minute.USUAL);
        feed(5, new Minute(1, 0.005, 0.02));
        settings = WITHOUT_LIMITS.withLimits(List.of(ERRORS));
        restart();
        feed(2, Minute.USUAL);

        assertThat(transitions).containsExactly("latencyMs OPENED 11", "latencyMs RESOLVED 15");
        assertThat(monitor.state().limits()).containsOnlyKeys("toolError");
    }

    @Test
    void shouldKeepItsIncidentsWhenTheFeatureMapChanges() {
        feed(10, Minute.USUAL);
        feed(5, new Minute(1, 0.005, 0.02));
        Traffic texts = new Traffic(1);
        observe(texts.pane(next, 10, Traffic.Mix.NORMAL));
        observe(texts.pane(next, 10, Traffic.Mix.NORMAL, Traffic.Carried.ALL, Traffic.map("model-2", 32)));
        restart();
        feed(11, Minute.USUAL);

        assertThat(features()).containsExactly("latencyMs OPENED", "latencyMs RESOLVED");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGoOnAfterRestarts(long seed) {
        shouldGoOn(SETTINGS, seed, 700, 10);
    }

    @Test
    void shouldGoOnAfterRestartsBesideAReference() {
        shouldGoOn(COMPARED, 4, 240, 40);
    }

    private void shouldGoOn(MonitorSettings own, long seed, int minutes, int between) {
        Random dice = new Random(seed);
        settings = own;
        monitor = new AgentMonitor(own, Traffic.MAP);
        AgentMonitor undisturbed = new AgentMonitor(own, Traffic.MAP);
        MirrorJournal others = new MirrorJournal();
        for (int i = 0; i < minutes; i++) {
            boolean broken = i / 60 % 3 == 2;
            next += dice.nextInt(50) == 0 ? dice.nextInt(40) : 0;
            PaneEntry pane = pane(broken ? new Minute(0.1, 0.1, 0.3) : Minute.USUAL, -1);
            if (dice.nextInt(between) == 0) {
                restart();
            }
            Evaluation expected = undisturbed.observe(pane, others);

            assertThat(observe(pane)).as("seed %s, minute %s", seed, i).isEqualTo(expected);
            assertThat(monitor.state().toBytes())
                    .as("state, seed %s, minute %s", seed, i)
                    .isEqualTo(undisturbed.state().toBytes());
        }
        assertThat(features()).as("seed %s", seed).contains("latencyMs OPENED", "outcome OPENED", "outcome RESOLVED");
    }
}
