/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Family;
import io.leeway.stats.monitor.Evaluation.Flag;
import io.leeway.stats.monitor.Evaluation.State;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators' commands do to the monitoring of one agent. */
class GovernedMonitorTest {

    private static final Mix NEW_TOPIC = new Mix(0.4, 1, 0, 0);
    private static final Mix UNIT_ERROR = new Mix(0.4, 1000, 0, 0);
    private static final List<WindowSpec> WINDOWS =
            List.of(WindowSpec.ofDuration(Duration.ofMinutes(10)), WindowSpec.ofDuration(Duration.ofMinutes(60)));
    private static final ReferenceSpec TRAILING =
            new ReferenceSpec.Trailing(Duration.ofHours(12), Duration.ofMinutes(20));
    private static final ReferenceSpec FIRST = new ReferenceSpec.PinnedFirst(Duration.ofMinutes(150));

    static Stream<MonitorSettings> settings() {
        return Stream.of(
                Monitored.settings(WINDOWS, TRAILING),
                Monitored.settings(WINDOWS, FIRST),
                Monitored.settings(WINDOWS, TRAILING, FIRST));
    }

    /** With a pinned reference alone no more is kept than the windows need. */
    static Stream<MonitorSettings> rolling() {
        return settings().filter(settings -> settings.references().contains(TRAILING));
    }

    private static boolean trailingOnly(MonitorSettings settings) {
        return settings.references().equals(List.of(TRAILING));
    }

    /** Accepting resolves, the same traffic stays quiet, rolling back reopens. */
    @ParameterizedTest
    @MethodSource("settings")
    void shouldAcceptStayQuietAndReopenWhenRolledBack(MonitorSettings settings) {
        Governed agent = new Governed(settings, 21, true);
        agent.feed(300, Mix.NORMAL);
        assertThat(agent.opened(0)).isEmpty();
        agent.feed(40, NEW_TOPIC);
        assertThat(agent.opened(0)).containsExactly(Family.TEXT);

        Change accepted = agent.order(new Command.Accept(null), NEW_TOPIC);
        assertThat(accepted.done()).isTrue();
        assertThat(accepted.families()).containsExactly(Family.TEXT);
        assertThat(accepted.before()).isEqualTo(trailingOnly(settings) ? "trailing, kept as pinned@1" : "pinned@1");
        assertThat(accepted.after()).startsWith("pinned@2 from ");
        assertThat(agent.resolved(0)).containsExactly(Family.TEXT);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);

        agent.feed(260, NEW_TOPIC);
        assertThat(agent.opened(340)).isEmpty();
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.actions(341)).isEqualTo(trailingOnly(settings) ? List.of("take", "retire") : List.of("take"));

        Change back = agent.order(new Command.RollBack(1), NEW_TOPIC);
        assertThat(back.done()).isTrue();
        assertThat(back.after()).startsWith("pinned@1, ");
        agent.feed(30, NEW_TOPIC);
        assertThat(agent.opened(340)).containsExactly(Family.TEXT);
        assertThat(agent.last().state()).isEqualTo(State.DRIFT);
        assertThat(agent.last().governance().version()).isEqualTo(1);

        // The mistake is mended: what was accepted for a while is not normal any more.
        agent.feed(60, Mix.NORMAL);
        assertThat(agent.resolved(341)).containsExactly(Family.TEXT);
        agent.feed(120, Mix.NORMAL);
        assertThat(agent.last().state()).isEqualTo(State.OK);
        assertThat(agent.opened(340)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {22, 23})
    void shouldStillSeeTheNextChangeAfterOneWasAccepted(long seed) {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING), seed, false);
        agent.feed(300, Mix.NORMAL);
        agent.feed(30, NEW_TOPIC);
        agent.order(new Command.Accept(Family.TEXT), NEW_TOPIC);
        agent.feed(300, NEW_TOPIC);
        assertThat(agent.opened(331)).isEmpty();

        agent.feed(30, UNIT_ERROR);
        assertThat(agent.opened(331)).contains(Family.NUMBERS).doesNotContain(Family.TEXT);
        Change second = agent.order(new Command.Accept(null), UNIT_ERROR);
        assertThat(second.before()).isEqualTo("trailing, kept as pinned@3");
        agent.feed(300, UNIT_ERROR);
        assertThat(agent.resolved(331)).contains(Family.NUMBERS);
        assertThat(agent.opened(632 + 30)).isEmpty();
        assertThat(agent.last().state()).isEqualTo(State.OK);
    }

    @Test
    void shouldCollectWhatIsAcceptedUntilThereIsEnough() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, FIRST), 25, true);
        agent.feed(200, Mix.NORMAL);
        agent.feed(12, NEW_TOPIC);
        assertThat(agent.opened(0)).containsExactly(Family.TEXT);
        agent.order(new Command.Accept(null), NEW_TOPIC);
        agent.feed(20, NEW_TOPIC);
        assertThat(agent.last().state()).isEqualTo(State.WARMING_UP);
        assertThat(agent.last().notes()).singleElement().satisfies(note -> assertThat(note.text())
                .contains("collecting goes on"));
        assertThat(agent.actions(213)).isEmpty();

        agent.feed(40, NEW_TOPIC);
        assertThat(agent.actions(213)).containsExactly("take");
        assertThat(agent.last().governance().version()).isEqualTo(2);
        agent.feed(100, NEW_TOPIC);
        assertThat(agent.opened(213)).isEmpty();
    }

    @Test
    void shouldDoACommandOnceHoweverOftenItComes() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING, FIRST), 26, false);
        agent.feed(300, Mix.NORMAL);
        agent.feed(30, NEW_TOPIC);
        Command accept = Governed.command("once", new Command.Accept(null));
        Evaluation first = agent.observe(NEW_TOPIC, List.of(accept, accept));
        Evaluation again = agent.observe(NEW_TOPIC, List.of(accept));

        assertThat(first.governance().changes()).hasSize(1);
        assertThat(again.governance().changes()).isEmpty();
        assertThat(agent.state().governed().handled()).containsExactly("once");
        agent.observe(
                Mix.NORMAL,
                IntStream.range(0, 2 * Governor.REMEMBERED)
                        .mapToObj(i -> Governed.command("c" + i, new Command.Unmute()))
                        .toList());
        assertThat(agent.state().governed().handled()).hasSize(Governor.REMEMBERED);
    }

    @Test
    void shouldRefuseWhatDoesNotApply() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING, FIRST), 27, false);
        agent.feed(200, Mix.NORMAL);
        MonitorState before = agent.state();

        assertThat(agent.order(new Command.Accept(null), Mix.NORMAL).refusal()).isEqualTo("no incident is open");
        assertThat(agent.order(new Command.Acknowledge(Family.TEXT), Mix.NORMAL).refusal())
                .isEqualTo("no incident of text is open");
        assertThat(agent.order(new Command.RollBack(1), Mix.NORMAL).refusal()).isEqualTo("pinned@1 is in force");
        assertThat(agent.order(new Command.RollBack(7), Mix.NORMAL).refusal()).isEqualTo("pinned@7 has never been");
        assertThat(agent.order(new Command.Unpin(), Mix.NORMAL).refusal())
                .isEqualTo("what the configuration asks for is in force");
        assertThat(agent.order(new Command.Unmute(), Mix.NORMAL).refusal()).isEqualTo("not muted");
        assertThat(agent.order(new Command.Mute(Traffic.start(100)), Mix.NORMAL).refusal())
                .endsWith("has passed");
        assertThat(agent.order(new Command.Pin(Governed.span(150, 400)), Mix.NORMAL)
                        .refusal())
                .isEqualTo("the span has not passed yet");
        assertThat(agent.order(new Command.Pin(Governed.span(150, 180)), Mix.NORMAL)
                        .refusal())
                .isEqualTo("of the span 30 panes with 300 events are kept, of 50 and 500 needed");
        assertThat(agent.state().references().versions())
                .isEqualTo(before.references().versions());
        assertThat(agent.state().references().span("pinned"))
                .isEqualTo(before.references().span("pinned"));
    }

    @ParameterizedTest
    @MethodSource("rolling")
    void shouldPinASpanAndUnpinIt(MonitorSettings settings) {
        Governed agent = new Governed(settings, 28, true);
        agent.feed(300, Mix.NORMAL);

        Change pinned = agent.order(new Command.Pin(Governed.span(160, 260)), Mix.NORMAL);
        int number = trailingOnly(settings) ? 1 : 2;
        assertThat(pinned.after())
                .isEqualTo("pinned@" + number + ", " + Instant.ofEpochMilli(Traffic.start(160)) + " to "
                        + Instant.ofEpochMilli(Traffic.start(260)));
        agent.feed(1, Mix.NORMAL);
        assertThat(agent.last().governance().version()).isEqualTo(number);
        assertThat(agent.last().tests()).anyMatch(test -> test.reference().equals("pinned"));
        assertThat(agent.evaluations.get(300).governance().changes().get(1).after())
                .contains("pinned@" + number, "1000 events");
        agent.feed(40, Mix.NORMAL);

        Change unpinned = agent.order(new Command.Unpin(), Mix.NORMAL);
        assertThat(unpinned.before()).isEqualTo("pinned@" + number);
        assertThat(unpinned.after()).isEqualTo(trailingOnly(settings) ? "trailing" : "pinned@1");
        agent.feed(40, Mix.NORMAL);
        assertThat(agent.last().governance().version()).isEqualTo(trailingOnly(settings) ? 0 : 1);
        assertThat(agent.opened(0)).isEmpty();
    }

    @Test
    void shouldScreenWhatIsPinned() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING), 29, false);
        agent.feed(30, Mix.NORMAL);
        agent.feed(5, new Mix(1, 1, 0, 0));
        agent.feed(130, Mix.NORMAL);
        assertThat(agent.opened(0)).as("nothing to compare with yet").isEmpty();

        agent.order(new Command.Pin(Governed.span(0, 160)), Mix.NORMAL);

        Change taken = agent.last().governance().changes().get(1);
        assertThat(taken.action()).isEqualTo("take");
        assertThat(taken.command()).isNull();
        assertThat(taken.after()).contains("left out as unlike the rest");
        assertThat(agent.state().references().screened()).isNotEmpty();
    }

    @Test
    void shouldKeepThreeEarlierVersionsAndTheConfiguredOne() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING, FIRST), 30, false);
        agent.feed(300, Mix.NORMAL);
        for (int i = 0; i < 4; i++) {
            agent.order(new Command.Pin(Governed.span(160 + 10 * i, 230 + 10 * i)), Mix.NORMAL);
        }
        assertThat(agent.state().references().versions().earlier())
                .extracting(version -> version.number())
                .containsExactly(1, 3, 4);
        assertThat(List.of(agent.kept(Shelf.EARLIER_1), agent.kept(Shelf.EARLIER_2), agent.kept(Shelf.EARLIER_3)))
                .containsExactlyInAnyOrder(150, 70, 70);

        assertThat(agent.order(new Command.RollBack(2), Mix.NORMAL).refusal()).isEqualTo("pinned@2 is no longer kept");
        assertThat(agent.order(new Command.RollBack(3), Mix.NORMAL).done()).isTrue();
        agent.feed(5, Mix.NORMAL);
        assertThat(agent.last().governance().version()).isEqualTo(3);
        assertThat(agent.order(new Command.Unpin(), Mix.NORMAL).after()).isEqualTo("pinned@1");
        agent.feed(5, Mix.NORMAL);
        assertThat(agent.order(new Command.Pin(Governed.span(200, 280)), Mix.NORMAL)
                        .after())
                .startsWith("pinned@6");
    }

    @Test
    void shouldTellNobodyWhileMutedAndThenOfWhatIsStillOpen() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING), 31, true);
        agent.feed(300, Mix.NORMAL);
        assertThat(agent.order(new Command.Mute(Traffic.start(350)), NEW_TOPIC).after())
                .isEqualTo("muted until " + Instant.ofEpochMilli(Traffic.start(350)));
        agent.feed(48, NEW_TOPIC);

        Evaluation opening = agent.evaluations.stream()
                .filter(evaluation -> !evaluation.evidence().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(opening.governance().silenced()).containsExactly(Family.TEXT);
        assertThat(opening.flags()).contains(Flag.MUTED);
        assertThat(agent.last().state()).isEqualTo(State.DRIFT);
        assertThat(agent.evaluations)
                .allMatch(each -> each.governance().released().isEmpty());

        agent.feed(1, NEW_TOPIC);
        assertThat(agent.last().paneEnd()).isEqualTo(Traffic.start(350));
        assertThat(agent.last().governance().released()).containsExactly(Family.TEXT);
        assertThat(agent.last().flags()).doesNotContain(Flag.MUTED);
        assertThat(agent.actions(301)).containsExactly("unmute");
        agent.feed(60, Mix.NORMAL);
        assertThat(agent.resolved(0)).containsExactly(Family.TEXT);
        assertThat(agent.evaluations.subList(350, agent.evaluations.size()))
                .allMatch(each -> each.governance().silenced().isEmpty());
    }

    @Test
    void shouldTellNobodyOfWhatOpenedAndEndedWhileMuted() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING), 32, false);
        agent.feed(300, Mix.NORMAL);
        agent.order(new Command.Mute(Traffic.start(500)), NEW_TOPIC);
        agent.feed(20, NEW_TOPIC);
        agent.feed(60, Mix.NORMAL);
        assertThat(agent.resolved(0)).containsExactly(Family.TEXT);
        agent.order(new Command.Unmute(), Mix.NORMAL);

        assertThat(agent.evaluations.stream()
                        .filter(each -> !each.governance().silenced().isEmpty()))
                .hasSize(2);
        assertThat(agent.evaluations)
                .allMatch(each -> each.governance().released().isEmpty());
        assertThat(agent.state().governed().mutedUntil()).isEqualTo(GovernedState.NEVER);
    }

    @Test
    void shouldAcknowledgeWhatIsOpen() {
        Governed agent = new Governed(Monitored.settings(WINDOWS, TRAILING), 33, false);
        agent.feed(300, Mix.NORMAL);
        agent.feed(30, UNIT_ERROR);
        assertThat(agent.opened(0)).contains(Family.TEXT, Family.NUMBERS);

        assertThat(agent.order(new Command.Acknowledge(Family.NUMBERS), UNIT_ERROR)
                        .families())
                .isEqualTo(Set.of(Family.NUMBERS));
        assertThat(agent.order(new Command.Acknowledge(null), UNIT_ERROR).families())
                .contains(Family.TEXT, Family.NUMBERS);
        assertThat(agent.last().state()).isEqualTo(State.DRIFT);
    }
}
