/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Monitored.Event;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.PaneJournal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What alerts say about changes whose nature is known. */
class ExplanationTest {

    private static final KernelFeatureMap OTHER_MAP = Traffic.map("model-2", 64);

    private static Event first(long seed, Mix mix) {
        Monitored agent = new Monitored(seed);
        agent.feed(300, Mix.NORMAL);
        agent.feed(60, mix);
        assertThat(agent.opened).as("seed %s", seed).isNotEmpty();
        return agent.opened.get(0);
    }

    @Test
    void shouldTellWhenANewTopicBeganAndShowIt() {
        Event event = first(1, new Mix(0.8, 1, 0, 0));
        Diagnosis diagnosis = event.evidence().diagnosis();

        assertThat(diagnosis.kind()).isIn(Kind.INPUT_DRIFT, Kind.NOVELTY);
        assertThat(diagnosis.cause()).isEmpty();
        assertThat(diagnosis.blame()).isEqualTo(new Blame(1, 0, 0));
        assertThat(diagnosis.topics()).isNotEmpty().anySatisfy(topic -> {
            assertThat(topic.change()).isEqualTo(Topic.Change.NEW);
            assertThat(topic.cluster()).isEqualTo(Topic.NONE);
            assertThat(topic.before()).isCloseTo(0.05, within(0.02));
            assertThat(topic.after()).isGreaterThan(topic.before());
            assertThat(topic.typical()).hasSize(3).allMatch(typical -> typical.eventId()
                    .contains("-4-"));
            assertThat(topic.terms()).first().isEqualTo("subject4 again");
        });
        assertThat(diagnosis.first()).isPresent();
        assertThat(diagnosis.first().orElseThrow().occurredAt()).isBetween(Traffic.start(300), Traffic.start(304));
        assertThat(diagnosis.strongestAt()).isBetween(Traffic.start(301), Traffic.start(event.pane() + 1));
    }

    @Test
    void shouldTakeNoFingerprintForAWord() {
        Monitored agent = new Monitored(1);
        agent.traffic.fingerprints();
        agent.feed(300, Mix.NORMAL);
        agent.feed(30, new Mix(0.8, 1, 0, 0));

        assertThat(agent.opened.get(0).evidence().diagnosis().topics())
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.terms()).isEmpty());
    }

    @Test
    void shouldCallAFewTextsUnlikeAnythingNovelty() {
        for (long seed = 1; seed <= 3; seed++) {
            Event event = first(seed, new Mix(0.08, 1, 0, 0));
            if (event.decision().reasons().stream().allMatch(test -> Explanation.novel(test.key()))) {
                assertThat(event.evidence().diagnosis().kind())
                        .as("seed %s", seed)
                        .isEqualTo(Kind.NOVELTY);
            } else {
                assertThat(event.evidence().diagnosis().kind())
                        .as("seed %s", seed)
                        .isEqualTo(Kind.INPUT_DRIFT);
            }
        }
    }

    @Test
    void shouldNameTheUnitAndGiveTheNumbersTheBlame() {
        Diagnosis diagnosis = first(2, new Mix(0, 1000, 0, 0)).evidence().diagnosis();

        assertThat(diagnosis.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(diagnosis.cause().orElseThrow().words()).startsWith("unit changed: latency x 1000, median ");
        assertThat(diagnosis.blame().numbers()).isGreaterThan(0.9);
        assertThat(diagnosis.topics()).isEmpty();
    }

    @Test
    void shouldCallMissingValuesAMatterOfDataQuality() {
        Diagnosis diagnosis = first(3, new Mix(0, 1, 0, 0.3)).evidence().diagnosis();

        assertThat(diagnosis.kind()).isEqualTo(Kind.DATA_QUALITY);
        assertThat(diagnosis.cause().orElseThrow().words()).startsWith("missing values: number:latency ");
    }

    @Test
    void shouldCallANewValueDrift() {
        Diagnosis diagnosis = first(4, new Mix(0, 1, 0.1, 0)).evidence().diagnosis();

        assertThat(diagnosis.kind()).isEqualTo(Kind.INPUT_DRIFT);
        assertThat(diagnosis.cause()).isEmpty();
        assertThat(diagnosis.blame().categories()).isEqualTo(1);
    }

    @Test
    void shouldShowOnlyEventsThatScoreHigherThanNearlyAllOfTheReference() {
        Event event = first(5, new Mix(0.3, 1, 0, 0));
        List<Witness> news = event.evidence().witnesses().stream()
                .filter(witness -> witness.role() == Witness.Role.NEW)
                .toList();

        assertThat(news)
                .isNotEmpty()
                .allMatch(witness -> witness.exemplar().eventId().contains("-4-"));
        assertThat(news).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void shouldOpenAMismatchWhenTheMapChangesAndResolveItWithTheNewReference() {
        Monitored agent = new Monitored(6);
        agent.feed(300, Mix.NORMAL);
        long changed = agent.next();
        feed(agent, 200, OTHER_MAP);

        assertThat(agent.openedFamilies()).containsExactly(Family.EMBEDDING);
        Event opened = agent.opened.get(0);
        assertThat(opened.pane()).isEqualTo(changed);
        assertThat(opened.evidence().diagnosis().kind()).isEqualTo(Kind.EMBEDDING_MISMATCH);
        assertThat(opened.evidence().diagnosis().cause().map(Cause::words))
                .hasValue("embedding model or feature map changed: the reference by " + Traffic.MAP.digest()
                        + ", inputs now by " + OTHER_MAP.digest());
        assertThat(opened.evidence().strongest().key().detector()).isEqualTo(Detector.IDENTITY);
        assertThat(opened.evidence().reference().name()).isEqualTo("trailing");
        assertThat(agent.resolved).singleElement().satisfies(event -> {
            assertThat(event.family()).isEqualTo(Family.EMBEDDING);
            assertThat(event.decision().incident()).isEqualTo(opened.decision().incident());
            assertThat(event.pane()).isGreaterThan(changed + 50);
        });
        assertThat(agent.evaluations.get((int) changed).state()).isEqualTo(State.WARMING_UP);
        assertThat(agent.last().state()).isEqualTo(State.OK);
    }

    @Test
    void shouldRaiseOneMismatchHoweverOftenTheMapChangesBeforeThereIsAReference() {
        Monitored agent = new Monitored(7);
        agent.feed(300, Mix.NORMAL);
        feed(agent, 20, OTHER_MAP);
        feed(agent, 20, Traffic.MAP);
        feed(agent, 20, OTHER_MAP);

        assertThat(agent.openedFamilies()).containsExactly(Family.EMBEDDING);
        assertThat(agent.resolved).isEmpty();
        assertThat(agent.state().families()).containsKey(Family.EMBEDDING);
    }

    @Test
    void shouldNotCallItAMismatchWhenThereWasNothingToCompareWith() {
        Monitored agent = new Monitored(8);
        agent.feed(30, Mix.NORMAL);
        feed(agent, 30, OTHER_MAP);

        assertThat(agent.opened).isEmpty();
    }

    @Test
    void shouldKeepAnOpenMismatchThroughARestart() {
        Monitored agent = new Monitored(9);
        agent.feed(300, Mix.NORMAL);
        feed(agent, 20, OTHER_MAP);
        MonitorState state = MonitorState.fromBytes(agent.state().toBytes());
        AgentMonitor restarted = new AgentMonitor(Monitored.SETTINGS, OTHER_MAP, state, List.of(), List.of());

        boolean resolved = false;
        for (int i = 0; i < 150; i++) {
            Evaluation evaluation = restarted.observe(
                    agent.traffic.pane(agent.next() + i, 10, Mix.NORMAL, Carried.ALL, OTHER_MAP), PaneJournal.none());
            assertThat(evaluation.decisions()).noneMatch(decision -> decision.transition() == Transition.OPENED);
            resolved |= evaluation.decisions().stream()
                    .anyMatch(decision ->
                            decision.family() == Family.EMBEDDING && decision.transition() == Transition.RESOLVED);
        }
        assertThat(resolved).isTrue();
    }

    private static void feed(Monitored agent, int panes, KernelFeatureMap map) {
        for (int i = 0; i < panes; i++) {
            agent.observe(agent.traffic.pane(agent.next(), 10, Mix.NORMAL, Carried.ALL, map));
        }
    }
}
