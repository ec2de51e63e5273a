/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static io.leeway.stats.window.Panes.PANE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceSpec.Pinned;
import io.leeway.stats.window.ReferenceSpec.PinnedFirst;
import io.leeway.stats.window.ReferenceSpec.Trailing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final MonitorSettings TRAILING =
            Panes.settings(WINDOW, new Trailing(Duration.ofMinutes(400), Duration.ofMinutes(20)));

    private final MirrorJournal journal = new MirrorJournal();
    private long next;

    @Test
    void shouldTakeTheTrailingReferenceAsSoonAsThereAreEnoughPanesBehindTheGap() {
        References references = references(TRAILING);
        feed(references, 69);
        assertThat(references.taken()).isEmpty();

        feed(references, 1);
        Reference taken = only(references);
        assertThat(taken.name()).isEqualTo("trailing");
        assertThat(taken.start()).isZero();
        assertThat(taken.end()).isEqualTo(50 * PANE);
        assertThat(taken.events()).isEqualTo(500);
        assertThat(taken.total().events()).isEqualTo(500);
    }

    @Test
    void shouldNotTakeAReferenceOfTooFewEvents() {
        References references = references(TRAILING);
        for (int i = 0; i < 100; i++) {
            observe(references, Panes.pane(next++, 4), false);
        }
        assertThat(references.taken()).isEmpty();
        for (int i = 0; i < 45; i++) {
            observe(references, Panes.pane(next++, 4), false);
        }
        assertThat(only(references).events()).isEqualTo(500);
    }

    @Test
    void shouldAdvanceInStepsAndNeverReachIntoTheGapOrBeyondTheLength() {
        References references = references(TRAILING);
        long before = 0;
        for (int i = 0; i < 1_000; i++) {
            feed(references, 1);
            if (references.taken().isEmpty()) {
                continue;
            }
            Reference taken = only(references);
            assertThat(taken.end()).isLessThanOrEqualTo((next - 20) * PANE);
            assertThat(taken.end()).as("no more than a step behind").isGreaterThan((next - 20 - 20) * PANE);
            assertThat(taken.end() - taken.start()).isLessThanOrEqualTo(400 * PANE);
            if (taken.end() != before) {
                assertThat(taken.end() - before).isGreaterThanOrEqualTo(16 * PANE);
                before = taken.end();
            }
        }
        assertThat(only(references).end() - only(references).start()).isEqualTo(400 * PANE);
        assertThat(references.panes()).hasSizeLessThan(400 + 20 + 20 + 1);
    }

    @Test
    void shouldNotMoveWhileFrozenAndLeaveTheIncidentOutAfterwards() {
        References references = references(TRAILING);
        feed(references, 200);
        Reference before = only(references);

        for (int i = 0; i < 100; i++) {
            observe(references, Panes.pane(next++), true);
            assertThat(only(references)).isEqualTo(before);
        }
        references.exclude(new Span(195 * PANE, 290 * PANE));
        feed(references, 200);

        assertThat(only(references).end()).isGreaterThan(400 * PANE);
        assertThat(only(references).entries())
                .noneMatch(entry -> entry.span().overlaps(new Span(195 * PANE, 290 * PANE)))
                .anyMatch(entry -> entry.end() == 195 * PANE)
                .anyMatch(entry -> entry.start() == 290 * PANE);
        assertThat(references.state().excluded())
                .as("what is gone needs no exclusion")
                .isEmpty();
        assertThat(references.panes()).as("the incident's panes are forgotten").noneMatch(entry -> entry.span()
                .overlaps(new Span(195 * PANE, 290 * PANE)));
        assertRestartFindsTheSame(TRAILING, references);
    }

    @Test
    void shouldKeepWhatHasBeenLearntWhenASpanIsExcluded() {
        References references = references(TRAILING);
        feed(references, 200);
        Reference before = only(references);

        references.exclude(new Span(10 * PANE, before.end() - PANE));
        assertThat(references.state().excluded()).isEmpty();
        references.exclude(new Span(10 * PANE, before.end() + 5 * PANE));

        assertThat(references.state().excluded()).containsExactly(new Span(before.end(), before.end() + 5 * PANE));
        assertRestartFindsTheSame(TRAILING, references);
    }

    @Test
    void shouldBoundTheExcludedSpansAndStillFindTheSameReferences() {
        References references = references(TRAILING);
        feed(references, 200);
        for (int i = 0; i < 200; i++) {
            observe(references, Panes.pane(next++), true);
            references.exclude(new Span((next - 2) * PANE, (next - 1) * PANE));
        }
        assertThat(references.state().excluded()).hasSize(64);
        assertRestartFindsTheSame(TRAILING, references);

        feed(references, 120);
        assertThat(only(references).entries())
                .noneMatch(entry -> entry.start() >= 199 * PANE && entry.end() <= 399 * PANE);
        assertRestartFindsTheSame(TRAILING, references);
    }

    @Test
    void shouldKeepABoundedNumberOfEntries() {
        MonitorSettings settings = Panes.settings(WINDOW, new Trailing(Duration.ofDays(3), Duration.ofMinutes(60)));
        References references = references(settings);
        int most = 0;
        for (int i = 0; i < 6_000; i++) {
            observe(references, Panes.pane(next++, 1), i > 3_500 && i < 5_500);
            most = Math.max(most, references.panes().size());
        }
        // Two stretches of cells, the gap, and cells of up to eight panes on each border.
        assertThat(most).isLessThan(2 * References.ENTRY_LIMIT + 60 + 4 * 8);
        assertThat(only(references).entries().size())
                .isBetween(References.ENTRY_LIMIT / 2, References.ENTRY_LIMIT + 90);
        assertThat(Panes.events(references.panes()))
                .as("nothing is lost by merging")
                .isEqualTo(
                        (references.panes().get(references.panes().size() - 1).end()
                                        - references.panes().get(0).start())
                                / PANE);
        assertThat(Panes.spans(journal.entries(Shelf.HISTORY))).isEqualTo(Panes.spans(references.panes()));
    }

    @Test
    void shouldKeepEnoughEntriesOfAnAgentThatWorksAnHourADay() {
        MonitorSettings settings = Panes.settings(WINDOW, new Trailing(Duration.ofDays(7), Duration.ofHours(2)));
        References references = references(settings);
        for (int day = 0; day < 20; day++) {
            next = 1_440L * day;
            feed(references, 60);
        }

        assertThat(only(references).entries()).hasSizeBetween(300, 420);
        assertThat(only(references).entries()).hasSizeGreaterThanOrEqualTo(References.LEAST_ENTRIES);
    }

    @Test
    void shouldTakeAPinnedSpanOnceAndKeepIt() {
        Pinned spec = new Pinned(Instant.ofEpochMilli(100 * PANE), Instant.ofEpochMilli(180 * PANE));
        MonitorSettings settings = Panes.settings(WINDOW, spec);
        References references = references(settings);
        feed(references, 179);
        assertThat(references.taken()).isEmpty();

        feed(references, 1);
        Reference pinned = only(references);
        assertThat(pinned.name()).isEqualTo("pinned");
        assertThat(List.of(pinned.start(), pinned.end())).containsExactly(100 * PANE, 180 * PANE);
        feed(references, 500);
        assertThat(only(references)).isEqualTo(pinned);
        assertThat(references.panes()).as("the windows' panes only").hasSize(30);
        assertRestartFindsTheSame(settings, references);
    }

    @Test
    void shouldTakeThePinnedReferenceWhenASilenceCoversItsEnd() {
        Pinned spec = new Pinned(Instant.ofEpochMilli(100 * PANE), Instant.ofEpochMilli(180 * PANE));
        References references = references(Panes.settings(WINDOW, spec));
        feed(references, 170);
        next = 300;
        feed(references, 1);

        assertThat(only(references).end()).isEqualTo(170 * PANE);
    }

    @Test
    void shouldPinTheFirstPanesOfAnAgent() {
        MonitorSettings settings = Panes.settings(
                WINDOW, new PinnedFirst(Duration.ofMinutes(60)), new Trailing(Duration.ofHours(5), Duration.ZERO));
        next = 1_000;
        References references = references(settings);
        assertThat(references.wanted()).isEqualTo(2);
        feed(references, 300);

        assertThat(references.taken()).extracting(Reference::name).containsExactly("trailing", "pinned");
        Reference pinned = references.taken().get(1);
        assertThat(List.of(pinned.start(), pinned.end())).containsExactly(1_000 * PANE, 1_060 * PANE);
        assertRestartFindsTheSame(settings, references);
    }

    @Test
    void shouldDropAReferenceThatIsNoLongerAskedForAndTakeAnother() {
        MonitorSettings first = Panes.settings(
                WINDOW,
                new Pinned(Instant.ofEpochMilli(0), Instant.ofEpochMilli(60 * PANE)),
                TRAILING.references().get(0));
        MonitorSettings second =
                Panes.settings(WINDOW, new Pinned(Instant.ofEpochMilli(200 * PANE), Instant.ofEpochMilli(260 * PANE)));
        References references = references(first);
        feed(references, 150);
        assertThat(references.taken()).hasSize(2);

        References other = restarted(second, references);
        assertThat(other.taken()).isEmpty();
        feed(other, 150);
        assertThat(only(other).start()).isEqualTo(200 * PANE);
        assertThat(only(other).end()).isEqualTo(260 * PANE);
        assertRestartFindsTheSame(second, other);
        assertThat(restarted(TRAILING, other).taken()).isEmpty();
    }

    @Test
    void shouldForgetEverything() {
        MonitorSettings settings = Panes.settings(
                WINDOW, new PinnedFirst(Duration.ofMinutes(60)), new Trailing(Duration.ofHours(5), Duration.ZERO));
        References references = references(settings);
        feed(references, 200);

        references.forget(journal);

        assertThat(references.taken()).isEmpty();
        assertThat(references.panes()).isEmpty();
        assertThat(references.state().withVersions(ReferenceVersions.NONE)).isEqualTo(ReferenceState.INITIAL);
        assertThat(references.state().versions().current().number())
                .as("numbers of versions are never used again")
                .isEqualTo(2);
        assertThat(journal.entries(Shelf.HISTORY)).isEmpty();
        assertThat(journal.entries(Shelf.PINNED)).isEmpty();
        feed(references, 200);
        assertThat(references.taken()).extracting(Reference::start).allMatch(start -> start >= 200 * PANE);
    }

    @Test
    void shouldFindTheSameReferencesAfterARestartAtAnyMoment() {
        MonitorSettings settings = Panes.settings(
                WINDOW,
                new PinnedFirst(Duration.ofMinutes(700)),
                new Trailing(Duration.ofMinutes(900), Duration.ofMinutes(20)));
        for (long seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            References references = references(settings);
            boolean frozen = false;
            long frozenSince = 0;
            for (int i = 0; i < 1_500; i++) {
                next += random.nextInt(60) == 0 ? random.nextInt(90) : 0;
                observe(references, Panes.pane(next++, 1 + random.nextInt(12)), frozen);
                if (random.nextInt(50) == 0) {
                    if (frozen) {
                        references.exclude(new Span(frozenSince - 5 * PANE, (next - 3) * PANE));
                    }
                    frozen = !frozen;
                    frozenSince = next * PANE;
                }
                if (random.nextInt(40) == 0) {
                    assertRestartFindsTheSame(settings, references);
                }
            }
            assertThat(references.taken()).as("seed %s", seed).hasSize(2);
            references.forget(journal);
        }
    }

    private References references(MonitorSettings settings) {
        return new References(settings, ReferenceState.INITIAL, List.of(), List.of());
    }

    private References restarted(MonitorSettings settings, References references) {
        return new References(
                settings, references.state(), journal.entries(Shelf.HISTORY), journal.entries(Shelf.PINNED));
    }

    private void assertRestartFindsTheSame(MonitorSettings settings, References references) {
        References restarted = restarted(settings, references);
        assertThat(restarted.state()).isEqualTo(references.state());
        assertThat(Panes.spans(restarted.panes())).isEqualTo(Panes.spans(references.panes()));
        assertThat(restarted.taken()).hasSameSizeAs(references.taken());
        for (int i = 0; i < restarted.taken().size(); i++) {
            Reference expected = references.taken().get(i);
            Reference actual = restarted.taken().get(i);
            assertThat(actual.name()).isEqualTo(expected.name());
            assertThat(Panes.spans(actual.entries())).isEqualTo(Panes.spans(expected.entries()));
            assertThat(actual.total().digest()).isEqualTo(expected.total().digest());
        }
    }

    private void feed(References references, int panes) {
        for (int i = 0; i < panes; i++) {
            observe(references, Panes.pane(next++), false);
        }
    }

    private void observe(References references, PaneEntry pane, boolean frozen) {
        references.append(pane, journal);
        references.advance(frozen, journal);
    }

    private static Reference only(References references) {
        assertThat(references.taken()).hasSize(1);
        return references.taken().get(0);
    }
}
