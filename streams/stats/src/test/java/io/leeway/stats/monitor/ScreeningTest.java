/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Family;
import io.leeway.stats.monitor.Traffic.Mix;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.ReferenceNote;
import io.leeway.stats.window.ReferenceNote.Kind;
import io.leeway.stats.window.ReferenceSpec;
import io.leeway.stats.window.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reference with an incident in it. */
class ScreeningTest {

    private static final int PANES = 1_440;
    private static final Mix NEW_TOPIC = new Mix(0.3, 1, 0, 0);
    private static final MonitorSettings PINNED =
            Monitored.settings(Monitored.SETTINGS.windows(), new ReferenceSpec.PinnedFirst(Duration.ofMinutes(PANES)));

    @Test
    void shouldLeaveAnIncidentOutOfThePinnedReferenceSayItAndAlarmWhenItComesBack() {
        Monitored agent = new Monitored(PINNED, new Traffic(1));
        agent.feed(700, Mix.NORMAL);
        agent.feed(60, NEW_TOPIC);
        agent.feed(PANES - 760, Mix.NORMAL);
        agent.feed(1, Mix.NORMAL);

        List<Span> left = agent.state().references().screened();
        assertThat(left).hasSize(1);
        // Blocks are 24 panes long.
        assertThat(left.get(0).start()).isBetween(Traffic.start(676), Traffic.start(724));
        assertThat(left.get(0).end()).isBetween(Traffic.start(736), Traffic.start(784));
        assertThat(agent.last().notes()).extracting(ReferenceNote::kind).containsExactly(Kind.SCREENED);
        assertThat(agent.last().notes().get(0).text()).contains("2023-");

        agent.feed(200, Mix.NORMAL);
        assertThat(agent.opened).isEmpty();
        agent.feed(20, NEW_TOPIC);
        assertThat(agent.openedFamilies()).containsExactly(Family.TEXT);
    }

    @Test
    void shouldLeaveCleanReferencesAsTheyAre() {
        int touched = 0;
        for (long seed = 1; seed <= 20; seed++) {
            touched += incidents(new Traffic(seed, 0.7), Mix.NORMAL, 0).isEmpty() ? 0 : 1;
        }
        assertThat(touched).as("of 20, seeds 1 to 20").isLessThanOrEqualTo(1);
    }

    @Test
    void shouldFindAnIncidentInNumbersCategoriesAndTexts() {
        for (Mix mix : List.of(new Mix(0, 3, 0, 0), new Mix(0, 1, 0.4, 0), NEW_TOPIC)) {
            assertThat(incidents(new Traffic(5), mix, 60)).as("%s", mix).isNotEmpty();
        }
    }

    @Test
    void shouldNotCutUpAReferenceOfTwoKinds() {
        assertThat(incidents(new Traffic(6), new Mix(0.9, 1, 0, 0), 500)).isEmpty();
    }

    private static List<Span> incidents(Traffic traffic, Mix mix, int panes) {
        List<PaneEntry> entries = new ArrayList<>();
        for (int i = 0; i < PANES; i++) {
            entries.add(traffic.pane(i, 10, i >= 600 && i < 600 + panes ? mix : Mix.NORMAL));
        }
        Reference reference = new Reference("pinned", entries);
        return Screening.incidents(
                reference, Baseline.features(reference, MonitorSettings.DEFAULTS.features(), Traffic.MAP));
    }
}
