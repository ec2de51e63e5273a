/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import io.leeway.stats.window.MirrorJournal;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.MonitorSettings.Features;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A monitor that is rebuilt with other settings from what was kept under the first ones. */
class ReconfiguredMonitorTest {

    private static final List<WindowSpec> WINDOWS =
            List.of(WindowSpec.ofDuration(Duration.ofMinutes(20)), WindowSpec.ofDuration(Duration.ofHours(1)));
    private static final ReferenceSpec TRAILING =
            new ReferenceSpec.Trailing(Duration.ofHours(8), Duration.ofMinutes(30));
    private static final MonitorSettings FIRST = Monitored.settings(WINDOWS, TRAILING);
    private static final Mix SLOW = new Mix(0, 2, 0, 0);

    private final Traffic traffic = new Traffic(7);
    private final MirrorJournal panes = new MirrorJournal();
    private AgentMonitor monitor = new AgentMonitor(FIRST, Traffic.MAP);
    private long next;

    private List<Evaluation> feed(int count, Mix mix) {
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PaneEntry pane = traffic.pane(next++, 10, mix, Carried.ALL, Traffic.MAP);
            evaluations.add(monitor.observe(pane, panes));
        }
        return evaluations;
    }

    private void reconfigure(MonitorSettings settings) {
        monitor = new AgentMonitor(
                settings, Traffic.MAP, monitor.state(), panes.load(Shelf.HISTORY), panes.load(Shelf.PINNED));
    }

    private static MonitorSettings with(MonitorSettings settings, Features features) {
        return new MonitorSettings(
                settings.pane(),
                settings.grace(),
                settings.windows(),
                settings.references(),
                settings.expectedRunLength(),
                features,
                settings.limits(),
                settings.effectGates());
    }

    private static List<Decision> resolved(List<Evaluation> evaluations) {
        return evaluations.stream()
                .flatMap(evaluation -> evaluation.decisions().stream())
                .filter(decision -> decision.transition() == Transition.RESOLVED)
                .toList();
    }

    private boolean open(Family family) {
        return monitor.state()
                        .families()
                        .getOrDefault(family, FamilyState.INITIAL)
                        .incident()
                != null;
    }

    private void raiseNumbers() {
        feed(240, Mix.NORMAL);
        feed(40, SLOW);
        assertThat(open(Family.NUMBERS)).isTrue();
    }

    @Test
    void shouldCompareAWindowThatIsNewFromKeptPanesAtOnce() {
        feed(240, Mix.NORMAL);
        reconfigure(Monitored.settings(
                Stream.concat(WINDOWS.stream(), Stream.of(WindowSpec.ofDuration(Duration.ofHours(2))))
                        .toList(),
                TRAILING));

        Evaluation evaluation = feed(1, Mix.NORMAL).get(0);

        assertThat(evaluation.state()).isIn(State.OK, State.WARN);
        assertThat(evaluation.tests()).anySatisfy(test -> {
            assertThat(test.window()).isEqualTo(2);
            assertThat(test.windowStart())
                    .isEqualTo(evaluation.paneEnd() - Duration.ofHours(2).toMillis());
        });
    }

    @Test
    void shouldEndAnIncidentOfAFeatureThatIsSwitchedOff() {
        raiseNumbers();
        reconfigure(with(FIRST, new Features(true, false, true)));

        List<Evaluation> evaluations = feed(1, SLOW);

        assertThat(resolved(evaluations)).extracting(Decision::family).contains(Family.NUMBERS);
        assertThat(open(Family.NUMBERS)).isFalse();
        assertThat(evaluations.get(0).governance().changes()).anySatisfy(change -> {
            assertThat(change.action()).isEqualTo("reconfigure");
            assertThat(change.families()).containsExactly(Family.NUMBERS);
            assertThat(change.after()).contains("no longer monitored");
        });
    }

    @Test
    void shouldKeepAnIncidentOfAFeatureThatIsStillMonitored() {
        raiseNumbers();
        reconfigure(with(FIRST, new Features(false, true, false)));

        assertThat(resolved(feed(1, SLOW))).isEmpty();
        assertThat(open(Family.NUMBERS)).isTrue();
    }

    /** While an incident is open rolling references stand still, so a new one would never be taken. */
    @Test
    void shouldEndIncidentsWhenNoReferenceIsLeft() {
        MonitorSettings pinned = Monitored.settings(WINDOWS, new ReferenceSpec.PinnedFirst(Duration.ofHours(2)));
        monitor = new AgentMonitor(pinned, Traffic.MAP);
        raiseNumbers();
        reconfigure(FIRST);

        List<Evaluation> evaluations = feed(1, SLOW);

        assertThat(resolved(evaluations)).extracting(Decision::family).contains(Family.NUMBERS);
        assertThat(evaluations.get(0).governance().changes())
                .anySatisfy(change -> assertThat(change.after()).contains("no reference is left"));
        assertThat(feed(240, SLOW).get(239).state()).isNotEqualTo(State.WARMING_UP);
    }

    @Test
    void shouldEndAnIncidentOfALimitThatIsTakenAway() {
        LimitSpec limit = new LimitSpec("latency", Quantity.mean(), Side.AT_MOST, 1);
        reconfigure(FIRST.withLimits(List.of(limit)));
        List<Evaluation> broken = feed(60, Mix.NORMAL);
        assertThat(broken.get(59).limits().open()).as("the limit is broken").isTrue();
        reconfigure(FIRST);

        List<LimitDecision> ended = feed(1, Mix.NORMAL).get(0).limits().decisions();

        assertThat(ended).extracting(LimitDecision::transition).containsExactly(Transition.RESOLVED);
        assertThat(monitor.state().limits()).isEmpty();
    }

    @Test
    void shouldRaiseNothingBelowAGateThatIsHigherThanTheChange() {
        Map<String, Double> gates = Map.of("numbers", 5.0, "joint", 5.0);
        feed(240, Mix.NORMAL);
        reconfigure(FIRST.withEffectGates(new TreeMap<>(gates)));

        List<Evaluation> evaluations = feed(40, SLOW);

        assertThat(open(Family.NUMBERS)).isFalse();
        assertThat(evaluations.get(39).tests())
                .filteredOn(test -> test.key().family() == Family.NUMBERS)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(test.bounds().gate()).isEqualTo(5.0));
    }

    @Test
    void shouldTellWhichFeaturesAreMonitoredByTheirNames() {
        Features numbers = new Features(false, true, false);

        assertThat(List.of("number:latencyMs", "joint")).allMatch(numbers::includes);
        assertThat(List.of("text", "coverage", "vectors", "descriptor:length", "category:tool"))
                .noneMatch(numbers::includes);
    }
}
