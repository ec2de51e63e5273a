/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.monitor.Detectability.Change;
import io.leeway.stats.monitor.Detectability.Verdict;
import io.leeway.stats.monitor.Traffic.Carried;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectabilityTest {

    private static final Carried TEXT = new Carried(true, false, false);
    private static final MonitorSettings PINNED =
            Monitored.settings(Monitored.SETTINGS.windows(), new ReferenceSpec.PinnedFirst(Duration.ofHours(10)));

    private static Detectability known(Monitored agent) {
        return agent.last().detectability().orElseThrow();
    }

    @Test
    void shouldSayNothingBeforeThereIsAReferenceAndAnHourAfterwards() {
        Monitored agent = new Monitored(1);

        agent.feed(400, 10, Mix.NORMAL, TEXT);

        long first = agent.evaluations.stream()
                .filter(evaluation -> evaluation.detectability().isPresent())
                .findFirst()
                .orElseThrow()
                .paneEnd();
        long compared = agent.evaluations.stream()
                .filter(evaluation -> !evaluation.tests().isEmpty())
                .findFirst()
                .orElseThrow()
                .paneEnd();
        assertThat(first).isBetween(compared, compared + Duration.ofHours(1).toMillis());
        assertThat(known(agent).at() % Duration.ofHours(1).toMillis()).isEqualTo(Traffic.PANE);
    }

    @Test
    void shouldBeWorkedOutAtMostOnceAnHourAndOnceADayWithoutANewReference() {
        Monitored agent = new Monitored(PINNED, new Traffic(2));

        agent.feed(2_900, 10, Mix.NORMAL, TEXT);

        List<Long> times = agent.evaluations.stream()
                .flatMap(evaluation -> evaluation.detectability().stream())
                .map(Detectability::at)
                .distinct()
                .toList();
        assertThat(times).hasSizeBetween(2, 3);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1))
                    .isGreaterThan(Duration.ofHours(1).toMillis());
        }
    }

    /** The quick form of what {@code scripts/calibration --only detectability} measures. */
    @Test
    void shouldStateTheDelayThatANewTopicHas() {
        double[] ratios = DoubleStream.iterate(11, seed -> seed < 18, seed -> seed + 1)
                .map(DetectabilityTest::ratio)
                .sorted()
                .toArray();

        assertThat(ratios[ratios.length / 2])
                .as(
                        "observed over stated delays %s",
                        DoubleStream.of(ratios).boxed().toList())
                .isBetween(1 / 2.0, 2.0);
    }

    private static double ratio(double seed) {
        Monitored agent = new Monitored(PINNED, new Traffic((long) seed));
        agent.feed(800, 10, Mix.NORMAL, TEXT);
        Detectability stated = known(agent);
        assertThat(stated.change()).isEqualTo(Change.NEW_TOPIC);
        assertThat(stated.verdict()).isEqualTo(Verdict.SEEN);
        long onset = agent.next();
        while (agent.opened.stream().noneMatch(event -> event.pane() >= onset) && agent.next() < onset + 1000) {
            agent.feed(1, 10, new Mix(stated.size(), 1, 0, 0), TEXT);
        }
        return (agent.next() - onset) / (double) stated.delay().toMinutes();
    }

    @Test
    void shouldLookForWhatTheAgentHas() {
        Monitored numbers = new Monitored(PINNED, new Traffic(3));
        numbers.feed(800, 10, Mix.NORMAL, new Carried(false, true, false));
        Monitored categories = new Monitored(PINNED, new Traffic(4));
        categories.feed(800, 10, Mix.NORMAL, new Carried(false, false, true));

        assertThat(known(numbers).change()).isEqualTo(Change.NUMBER_SHIFT);
        assertThat(known(numbers).feature()).isEqualTo("number:latency");
        assertThat(known(numbers).verdict()).isEqualTo(Verdict.SEEN);
        assertThat(known(categories).change()).isEqualTo(Change.CATEGORY_SWAP);
        assertThat(known(categories).feature()).isEqualTo("category:tool");
        assertThat(known(categories).delay()).isPositive();
    }

    @Test
    void shouldTakeLongerWithLessTraffic() {
        Monitored busy = new Monitored(PINNED, new Traffic(5));
        busy.feed(800, 20, Mix.NORMAL, TEXT);
        Monitored slow = new Monitored(PINNED, new Traffic(5));
        slow.feed(800, 5, Mix.NORMAL, TEXT);

        assertThat(known(busy).delay()).isLessThan(known(slow).delay());
    }

    @Test
    void shouldSayThatThereIsTooLittle() {
        MonitorSettings narrow = Monitored.settings(
                List.of(WindowSpec.ofDuration(Duration.ofMinutes(5)), WindowSpec.ofDuration(Duration.ofMinutes(20))),
                new ReferenceSpec.PinnedFirst(Duration.ofHours(14)));
        Monitored agent = new Monitored(narrow, new Traffic(6));

        agent.feed(1_000, 1, Mix.NORMAL, TEXT);

        assertThat(known(agent).verdict()).isEqualTo(Verdict.TOO_FEW_EVENTS);
        assertThat(known(agent).within()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void shouldNameTheSmallestShareThatWouldBeSeen() {
        MonitorSettings narrow = Monitored.settings(
                List.of(WindowSpec.ofDuration(Duration.ofMinutes(5)), WindowSpec.ofDuration(Duration.ofMinutes(20))),
                new ReferenceSpec.PinnedFirst(Duration.ofHours(10)));
        Monitored agent = new Monitored(narrow, new Traffic(7));

        agent.feed(800, 3, Mix.NORMAL, TEXT);

        assertThat(known(agent).verdict()).isEqualTo(Verdict.NOT_SEEN);
        assertThat(known(agent).smallest()).isBetween(0.1, 0.9);
        assertThat(known(agent).delay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = 8)
    void shouldKeepWhatWasKnownWhileAnIncidentIsOpen(long seed) {
        Monitored agent = new Monitored(seed);
        agent.feed(700, 10, Mix.NORMAL, TEXT);
        Detectability before = known(agent);

        agent.feed(150, 10, new Mix(0.6, 1, 0, 0), TEXT);

        assertThat(agent.opened).isNotEmpty();
        assertThat(known(agent).at())
                .isBetween(before.at(), Traffic.start(agent.opened.get(0).pane() + 1));
    }
}
