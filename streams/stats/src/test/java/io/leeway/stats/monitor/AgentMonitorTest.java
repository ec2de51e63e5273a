/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.monitor.Evaluation.Flag;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.sketch.SummaryLimits;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole scenarios of one agent, ten events a pane unless said otherwise. */
class AgentMonitorTest {

    private static final Mix NEW_TOPIC = new Mix(0.3, 1, 0, 0);
    private static final Mix UNIT_ERROR = new Mix(0, 1000, 0, 0);
    private static final Mix NEW_TOOL = new Mix(0, 1, 0.1, 0);
    private static final Mix MISSING = new Mix(0, 1, 0, 0.3);

    @Test
    void shouldWarmUpThenBeProvisionalThenOk() {
        Monitored agent = new Monitored(1);

        agent.feed(80, Mix.NORMAL);
        assertThat(agent.evaluations).allMatch(evaluation -> evaluation.state() == State.WARMING_UP);

        agent.feed(2, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.last().flags()).containsExactly(Flag.PROVISIONAL);

        agent.feed(120, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.last().flags())
                .as("fewer than a day of its own maxima")
                .containsExactly(Flag.PROVISIONAL);

        agent.feed(60 * 60, Mix.NORMAL);
        assertThat(agent.last().flags()).isEmpty();
    }

    @Test
    void shouldOpenOneTextIncidentWhenTextsChangeResolveItWhenTheyReturnAndOpenAnother() {
        Monitored agent = new Monitored(2);
        agent.feed(400, Mix.NORMAL);
        assertThat(agent.opened).isEmpty();

        agent.feed(60, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
        assertThat(agent.opened.get(0).pane()).isBetween(401L, 415L);
        assertThat(agent.last().state()).isEqualTo(State.DRIFT);
        assertThat(agent.last().flags()).contains(Flag.REFERENCE_FROZEN);
        assertThat(agent.resolved).isEmpty();

        agent.feed(60, Mix.NORMAL);
        assertThat(agent.resolved).hasSize(1);
        // The shortest window must be free of the change, and then quiet for its own length.
        assertThat(agent.resolved.get(0).pane()).isBetween(480L, 502L);
        assertThat(agent.resolved.get(0).decision().incident().openedAt())
                .isEqualTo(agent.opened.get(0).decision().incident().openedAt());

        agent.feed(240, Mix.NORMAL);
        assertThat(agent.openedFamilies()).as("the past does not alert again").hasSize(1);
        assertThat(agent.last().state()).isEqualTo(State.OK);

        agent.feed(30, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT, Family.TEXT);
        assertThat(agent.opened.get(1).decision().incident().openedAt())
                .isEqualTo(Traffic.start(agent.opened.get(1).pane() + 1));
    }

    @Test
    void shouldNeverLearnAnIncident() {
        Monitored agent = new Monitored(3);
        agent.feed(400, Mix.NORMAL);
        agent.feed(200, NEW_TOPIC);
        agent.feed(1_300, Mix.NORMAL);

        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
        assertThat(agent.state().references().span("trailing").start())
                .as("the reference reaches back over the incident")
                .isLessThan(Traffic.start(500));

        agent.feed(40, NEW_TOPIC);
        Evidence evidence = agent.opened.get(1).evidence();
        assertThat(agent.last().tests())
                .filteredOn(test -> test.key().detector() == Detector.EMBEDDING)
                .anyMatch(test -> test.result().effect() > 0.1);
        assertThat(witnesses(evidence, Witness.Role.NEW))
                .hasSize(10)
                .allMatch(witness -> witness.exemplar().eventId().contains("-4-"));
    }

    @Test
    void shouldShowTheTextsThatAreNew() {
        Monitored agent = new Monitored(4);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, NEW_TOPIC);

        Evidence evidence = agent.opened.get(0).evidence();
        assertThat(evidence.provisional()).isFalse();
        assertThat(evidence.reference().name()).isEqualTo("trailing");
        assertThat(evidence.reference().end()).isLessThanOrEqualTo(Traffic.start(400));
        assertThat(evidence.windowEnd())
                .isEqualTo(Traffic.start(agent.opened.get(0).pane() + 1));
        assertThat(evidence.moved()).hasSize(1);
        assertThat(evidence.moved().get(0).key().detector())
                .isIn(Detector.EMBEDDING, Detector.SPECTRAL, Detector.NOVEL_95, Detector.NOVEL_99);
        List<Witness> news = witnesses(evidence, Witness.Role.NEW);
        assertThat(news).hasSize(10).allSatisfy(witness -> {
            assertThat(witness.exemplar().eventId()).contains("-4-");
            assertThat(witness.exemplar().traceId()).startsWith("trace-");
            assertThat(witness.exemplar().occurredAt()).isGreaterThanOrEqualTo(Traffic.start(400));
        });
        assertThat(witnesses(evidence, Witness.Role.GONE)).hasSize(3).allSatisfy(witness -> {
            assertThat(witness.exemplar().eventId()).doesNotContain("-4-");
            assertThat(witness.exemplar().occurredAt()).isLessThan(Traffic.start(400));
        });
    }

    @Test
    void shouldOpenNumbersWhenTheUnitChangesAndShowMediansAndEvents() {
        Monitored agent = new Monitored(5);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, UNIT_ERROR);

        assertThat(agent.openedFamilies()).containsExactly(Family.NUMBERS);
        assertThat(agent.opened.get(0).pane()).isBetween(401L, 406L);
        Evidence evidence = agent.opened.get(0).evidence();
        Moved moved = evidence.moved().get(0);
        assertThat(moved.key().feature()).isEqualTo("number:latency");
        assertThat(moved.before()).isCloseTo(Math.exp(5), within(20.0));
        assertThat(moved.after()).isGreaterThan(moved.before());
        assertThat(moved.description()).contains("median");
        assertThat(witnesses(evidence, Witness.Role.NEW))
                .hasSize(10)
                .allMatch(witness -> witness.exemplar().numbers().get("latency") > 2_000);
    }

    @Test
    void shouldShowNewAndGoneEventsInBothDirectionsOfANumber() {
        for (double scale : new double[] {0.3, 3}) {
            Monitored agent = new Monitored(6);
            agent.feed(400, Mix.NORMAL);
            agent.feed(30, new Mix(0, scale, 0, 0));

            Evidence evidence = agent.opened.get(0).evidence();
            assertThat(evidence.strongest().key().detector()).isIn(Detector.LADDER, Detector.DECILES);
            double newest = medianLatency(witnesses(evidence, Witness.Role.NEW));
            double gone = medianLatency(witnesses(evidence, Witness.Role.GONE));
            assertThat(Math.signum(newest - gone)).as("scale %s", scale).isEqualTo(Math.signum(scale - 1));
        }
    }

    @Test
    void shouldOpenCategoriesWhenAnUnseenValueAppears() {
        Monitored agent = new Monitored(7);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, NEW_TOOL);

        assertThat(agent.openedFamilies()).containsExactly(Family.CATEGORIES);
        Evidence evidence = agent.opened.get(0).evidence();
        Moved moved = evidence.moved().get(0);
        assertThat(moved.key().detector()).isEqualTo(Detector.UNSEEN);
        assertThat(moved.before()).isZero();
        assertThat(moved.after()).isPositive();
        assertThat(moved.description()).contains("'teleport'");
        assertThat(witnesses(evidence, Witness.Role.NEW)).isNotEmpty().allMatch(witness -> "teleport"
                .equals(witness.exemplar().categories().get("tool")));
    }

    @Test
    void shouldOpenMissingWhenValuesStopComing() {
        Monitored agent = new Monitored(8);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, MISSING);

        assertThat(agent.openedFamilies()).containsExactly(Family.MISSING);
        Evidence evidence = agent.opened.get(0).evidence();
        Moved moved = evidence.moved().get(0);
        assertThat(moved.before()).isCloseTo(0.02, within(0.01));
        assertThat(moved.after()).isGreaterThan(0.05);
        assertThat(moved.description()).startsWith("missing in");
        assertThat(witnesses(evidence, Witness.Role.NEW))
                .isNotEmpty()
                .allMatch(witness -> witness.exemplar().eventId().endsWith("-silent"));
    }

    @Test
    void shouldStaySilentWhenTheVolumeChanges() {
        for (int size : new int[] {1, 100}) {
            Monitored agent = new Monitored(9);
            agent.feed(400, Mix.NORMAL);
            agent.feed(150, size, Mix.NORMAL, Carried.ALL);
            agent.feed(150, Mix.NORMAL);

            assertThat(agent.opened).as("%s events a pane", size).isEmpty();
        }
    }

    @Test
    void shouldKeepAnIncidentOpenWhileTheAgentIsSilent() {
        Monitored agent = new Monitored(10);
        agent.feed(400, Mix.NORMAL);
        agent.feed(40, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);

        agent.silence(600);
        agent.feed(5, 1, Mix.NORMAL, Carried.ALL);

        assertThat(agent.resolved).isEmpty();
        assertThat(agent.last().state()).isEqualTo(State.DRIFT);
        agent.feed(60, Mix.NORMAL);
        assertThat(agent.resolved).hasSize(1);
        assertThat(agent.openedFamilies()).hasSize(1);
    }

    @Test
    void shouldSayTooFewEventsAfterHoursWithoutPanes() {
        Monitored agent = new Monitored(11);
        agent.feed(300, Mix.NORMAL);
        agent.silence(300);

        agent.feed(1, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.TOO_FEW_EVENTS);
        agent.feed(100, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.opened).isEmpty();
    }

    @Test
    void shouldAcceptPanesWithoutEvents() {
        Monitored agent = new Monitored(12);
        agent.feed(300, Mix.NORMAL);
        agent.feed(200, 0, Mix.NORMAL, Carried.ALL);
        assertThat(agent.last().state()).isEqualTo(State.TOO_FEW_EVENTS);
        agent.feed(100, Mix.NORMAL);

        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.opened).isEmpty();
    }

    @Test
    void shouldWatchNumbersAlone() {
        Carried numbers = new Carried(false, true, false);
        Monitored agent = new Monitored(13);
        agent.feed(400, 10, Mix.NORMAL, numbers);
        assertThat(agent.opened).isEmpty();
        assertThat(agent.last().tests())
                .isNotEmpty()
                .allMatch(test -> test.key().feature().startsWith("number:")
                        || test.key().feature().equals(DetectorKey.JOINT));

        agent.feed(30, 10, UNIT_ERROR, numbers);
        assertThat(agent.openedFamilies()).containsExactly(Family.NUMBERS);
    }

    @Test
    void shouldCompareAConstantNumberByItsRangeAndAbsenceOnly() {
        Monitored agent = new Monitored(14);
        agent.feed(300, Mix.NORMAL);

        assertThat(agent.last().tests())
                .filteredOn(test -> test.key().feature().equals("number:version"))
                .extracting(test -> test.key().detector())
                .containsOnly(Detector.UNSEEN, Detector.MISSING);
    }

    @Test
    void shouldTakeAFeatureThatAppearsLateIntoTheReferenceWithoutAnAlert() {
        for (long seed = 20; seed < 24; seed++) {
            Monitored agent = new Monitored(seed);
            agent.feed(250, 10, Mix.NORMAL, new Carried(true, false, true));
            agent.feed(400, Mix.NORMAL);

            assertThat(agent.opened).as("seed %s", seed).isEmpty();
            assertThat(agent.last().tests())
                    .as("seed %s", seed)
                    .anyMatch(test -> test.key().feature().equals("number:latency") && test.conclusive());
        }
    }

    @Test
    void shouldStartAfreshWhenTheFeatureMapChanges() {
        Monitored agent = new Monitored(15);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);

        agent.observe(agent.traffic.pane(agent.next(), 10, Mix.NORMAL, Carried.ALL, Traffic.map("model-2", 64)));

        assertThat(agent.resolved).hasSize(1);
        assertThat(agent.resolved.get(0).decision().incident().openedAt())
                .isEqualTo(agent.opened.get(0).decision().incident().openedAt());
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);
        assertThat(agent.last().tests()).isEmpty();
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT, Family.EMBEDDING);
        for (int i = 0; i < 60; i++) {
            agent.observe(agent.traffic.pane(agent.next(), 10, Mix.NORMAL, Carried.ALL, Traffic.map("model-2", 64)));
        }
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT, Family.EMBEDDING);
        assertThat(agent.state().featureMap())
                .isEqualTo(Traffic.map("model-2", 64).digest());
    }

    @Test
    void shouldForgetEverythingWhenPanesKeepMoreOrLess() {
        Monitored agent = new Monitored(22);
        agent.feed(400, Mix.NORMAL);
        agent.feed(30, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);

        agent.traffic.limit(new SummaryLimits(32, 512, 256, 16));
        agent.feed(1, Mix.NORMAL);

        assertThat(agent.resolved).hasSize(1);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);
        agent.feed(150, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.openedFamilies()).as("no other model").containsExactly(Family.TEXT);
    }

    @Test
    void shouldSizeWindowsByEvents() {
        MonitorSettings settings = Monitored.settings(
                List.of(WindowSpec.ofEvents(150, Duration.ofHours(2)), WindowSpec.ofEvents(600, Duration.ofHours(6))),
                new ReferenceSpec.Trailing(Duration.ofDays(1), Duration.ofMinutes(30)));
        Monitored agent = new Monitored(settings, new Traffic(16));
        agent.feed(400, Mix.NORMAL);

        assertThat(agent.opened).isEmpty();
        assertThat(agent.last().tests())
                .extracting(test -> agent.last().paneEnd() - test.windowStart())
                .containsOnly(15 * Traffic.PANE, 60 * Traffic.PANE);
        agent.feed(30, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
    }

    @Test
    void shouldDescribeEachFeatureInTheWindowAndReferenceThatFoundIt() {
        MonitorSettings settings = Monitored.settings(
                Monitored.SETTINGS.windows(),
                new ReferenceSpec.Trailing(Duration.ofHours(4), Duration.ofMinutes(30)),
                new ReferenceSpec.PinnedFirst(Duration.ofHours(3)));
        Carried withoutCategories = new Carried(true, true, false);
        for (long seed = 30; seed < 33; seed++) {
            Monitored agent = new Monitored(settings, new Traffic(seed));
            agent.feed(200, Mix.NORMAL);
            // The trailing reference forgets the category; the pinned one still has it.
            agent.feed(400, 10, Mix.NORMAL, withoutCategories);
            agent.feed(40, new Mix(0.4, 1000, 0.4, 0.4));

            assertThat(agent.last().tests())
                    .as("seed %s", seed)
                    .extracting(test -> test.reference())
                    .contains("trailing", "pinned");
            assertThat(agent.openedFamilies())
                    .as("seed %s", seed)
                    .contains(Family.TEXT, Family.NUMBERS, Family.CATEGORIES, Family.MISSING);
            assertThat(agent.opened)
                    .as("seed %s", seed)
                    .allMatch(event -> !event.evidence().moved().isEmpty());
        }
    }

    private static List<Witness> witnesses(Evidence evidence, Witness.Role role) {
        return evidence.witnesses().stream()
                .filter(witness -> witness.role() == role)
                .toList();
    }

    private static double medianLatency(List<Witness> witnesses) {
        assertThat(witnesses).isNotEmpty();
        return witnesses.stream()
                .mapToDouble(witness -> witness.exemplar().numbers().get("latency"))
                .sorted()
                .skip(witnesses.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
