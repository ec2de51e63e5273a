/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation.Flag;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Monitored.Event;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors that cannot be compared, sent by producers in place of texts. */
class MismatchesTest {

    private static final KernelFeatureMap OTHER_MAP = Traffic.map("model-2", 64);

    private static void feed(Monitored agent, int panes, double mismatched) {
        agent.traffic.mismatch(mismatched);
        agent.feed(panes, Mix.NORMAL);
    }

    private static void add(PaneEntry pane, int vectors, String sort) {
        for (int i = 0; i < vectors; i++) {
            pane.summary()
                    .add(
                            new Observation(
                                    "wrong-" + pane.start() + "-" + i,
                                    null,
                                    null,
                                    pane.start(),
                                    TextState.MISMATCHED,
                                    null,
                                    new TreeMap<>(),
                                    new TreeMap<>(),
                                    sort,
                                    null),
                            null);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.37, 1})
    void shouldTellOfWrongVectorsAndOfNothingElse(double share) {
        Monitored agent = new Monitored(1);
        feed(agent, 300, 0);
        long from = agent.next();
        feed(agent, 60, share);
        long until = agent.next();
        feed(agent, 60, 0);

        assertThat(agent.openedFamilies()).containsExactly(Family.EMBEDDING);
        Event opened = agent.opened.get(0);
        assertThat(opened.pane()).isBetween(from + 2, from + 20);
        assertThat(opened.evidence().diagnosis().kind()).isEqualTo(Kind.EMBEDDING_MISMATCH);
        assertThat(opened.evidence().diagnosis().cause().map(Cause::words).orElseThrow())
                .matches("wrong-vectors: [0-9.]+ % of events carry vectors of 'other' \\(16 entries\\), "
                        + "this service compares 'model-1' \\(8\\)");
        assertThat(opened.evidence().moved())
                .singleElement()
                .satisfies(moved -> assertThat(moved.key().feature()).isEqualTo(DetectorKey.VECTORS));
        assertThat(opened.evidence().witnesses())
                .isNotEmpty()
                .allMatch(witness -> witness.exemplar().eventId().endsWith("-mismatched"));
        assertThat(opened.evidence().diagnosis().first()).isPresent();
        assertThat(opened.decision().incident().told().severity()).isEqualTo(Severity.ALERT);
        assertThat(agent.resolved).singleElement().satisfies(event -> {
            assertThat(event.family()).isEqualTo(Family.EMBEDDING);
            assertThat(event.pane()).isBetween(until + 20, until + 45);
        });
        assertThat(agent.evaluations)
                .noneMatch(evaluation -> evaluation.state() == State.DRIFT)
                .noneMatch(evaluation -> evaluation.flags().contains(Flag.REFERENCE_FROZEN));
    }

    @Test
    void shouldSayNothingOfASingleVectorNorOfOneBatch() {
        Monitored agent = new Monitored(2);
        agent.feed(300, Mix.NORMAL);
        PaneEntry single = agent.traffic.pane(agent.next(), 10, Mix.NORMAL);
        add(single, 1, "'other' (16 entries)");
        agent.observe(single);
        agent.feed(130, Mix.NORMAL);
        agent.traffic.mismatch(1);
        agent.feed(1, 60, Mix.NORMAL, Carried.ALL);
        feed(agent, 130, 0);

        assertThat(agent.opened).isEmpty();
        assertThat(agent.state().families().getOrDefault(Family.EMBEDDING, null))
                .matches(state -> state == null
                        || (state.incident() == null && state.recent().isEmpty()));
    }

    @Test
    void shouldNotNeedAReference() {
        Monitored agent = new Monitored(3);
        feed(agent, 20, 1);

        assertThat(agent.openedFamilies()).containsExactly(Family.EMBEDDING);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);
    }

    @Test
    void shouldNameTheMostFrequentSortOfVectors() {
        Monitored agent = new Monitored(4);
        for (int i = 0; i < 12; i++) {
            PaneEntry pane = agent.traffic.pane(agent.next(), 10, Mix.NORMAL);
            add(pane, 1, "'a' (3 entries)");
            add(pane, 2, "'b' (5 entries)");
            add(pane, 1, "'c' (3 entries)");
            agent.observe(pane);
        }

        assertThat(agent.opened
                        .get(0)
                        .evidence()
                        .diagnosis()
                        .cause()
                        .orElseThrow()
                        .detail())
                .contains(" of 'b' (5 entries) and 2 other sorts, ");
    }

    @Test
    void shouldStillTellOfTextsThatAreMissing() {
        Monitored agent = new Monitored(5);
        agent.feed(300, Mix.NORMAL);
        agent.feed(60, 10, Mix.NORMAL, new Carried(false, true, true));

        assertThat(agent.openedFamilies()).containsExactly(Family.MISSING);
        assertThat(agent.opened
                        .get(0)
                        .evidence()
                        .diagnosis()
                        .cause()
                        .orElseThrow()
                        .words())
                .startsWith("missing values: text 0 % to 100 %");
    }

    @Test
    void shouldGiveWayToAChangedMapAndTellOfWrongVectorsAfterIt() {
        Monitored agent = new Monitored(6);
        feed(agent, 300, 0);
        feed(agent, 20, 0.4);
        long changed = agent.next();
        for (int i = 0; i < 120; i++) {
            agent.observe(agent.traffic.pane(agent.next(), 10, Mix.NORMAL, Carried.ALL, OTHER_MAP));
        }

        assertThat(agent.openedFamilies()).containsExactly(Family.EMBEDDING, Family.EMBEDDING, Family.EMBEDDING);
        assertThat(agent.opened.get(1).pane()).isEqualTo(changed);
        assertThat(causes(agent))
                .containsExactly("wrong-vectors", "embedding model or feature map changed", "wrong-vectors");
        assertThat(agent.resolved).extracting(Event::pane).hasSize(2).first().isEqualTo(changed);
        assertThat(agent.resolved.get(1).pane()).isGreaterThan(changed + 50);
        List<Transition> atTheChange = agent.evaluations.get((int) changed).decisions().stream()
                .filter(decision -> decision.family() == Family.EMBEDDING)
                .map(Decision::transition)
                .toList();
        assertThat(atTheChange).containsExactly(Transition.RESOLVED, Transition.OPENED);
    }

    private static List<String> causes(Monitored agent) {
        return agent.opened.stream()
                .map(event -> event.evidence().diagnosis().cause().orElseThrow().name())
                .toList();
    }
}
