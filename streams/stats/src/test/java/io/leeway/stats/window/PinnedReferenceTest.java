/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceNote.Kind;
import io.leeway.stats.window.ReferenceSpec.Pinned;
import io.leeway.stats.window.ReferenceSpec.PinnedFirst;
import io.leeway.stats.window.ReferenceSpec.Trailing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinnedReferenceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Trailing TRAILING = new Trailing(Duration.ofHours(10), Duration.ofMinutes(20));

    @Test
    void shouldTakeASpanThatHasPassedFromTheKeptPanes() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, TRAILING);
        run.feed(MINUTE.multipliedBy(300), 10);

        run.restart(TRAILING, pinned(100, 180));
        assertThat(run.names()).containsExactly("trailing");
        run.observe(10, false);

        assertThat(run.names()).containsExactly("trailing", "pinned");
        assertThat(Panes.spans(run.taken("pinned").entries()))
                .hasSize(80)
                .startsWith(List.of(100L, 101L))
                .endsWith(List.of(179L, 180L));
        assertThat(run.taken("pinned").notes()).isEmpty();
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldCompleteASpanThatHasBegunWithWhatIsStillToCome() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, TRAILING);
        run.feed(MINUTE.multipliedBy(300), 10);

        run.restart(TRAILING, pinned(250, 400));
        run.feed(MINUTE.multipliedBy(60), 10);
        run.assertRestartFindsTheSame();
        run.restart(TRAILING, pinned(250, 400));
        run.feed(MINUTE.multipliedBy(39), 10);
        assertThat(run.names()).containsExactly("trailing");
        run.observe(10, false);

        assertThat(run.taken("pinned").events()).isEqualTo(1_500);
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldUseWhatTheFormerPinnedReferenceKeptAndForgetTheRest() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, pinned(0, 100));
        run.feed(MINUTE.multipliedBy(120), 10);

        run.restart(pinned(40, 115));
        run.observe(10, false);

        // The windows' panes reach back to 91: together all of the span.
        assertThat(Panes.spans(run.taken("pinned").entries())).hasSize(75).startsWith(List.of(40L, 41L));
        assertThat(Panes.spans(run.journal.entries(Shelf.PINNED))).hasSize(75);
    }

    @Test
    void shouldSayWhenASpanHasPassedWithTooLittle() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, pinned(20, 60));
        run.feed(MINUTE.multipliedBy(59), 10);
        assertThat(run.references().notes()).isEmpty();

        run.feed(MINUTE.multipliedBy(200), 10);

        assertThat(run.names()).isEmpty();
        assertThat(run.references().notes())
                .containsExactly(new ReferenceNote(
                        "pinned",
                        Kind.INSUFFICIENT,
                        "its span has passed with 40 panes and 400 events, of 50 and 500 needed"));
    }

    @Test
    void shouldSayWhenAPinnedReferenceCoversLessThanItsSpan() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, pinned(100, 400));
        run.silence(MINUTE.multipliedBy(300));
        run.feed(MINUTE.multipliedBy(101), 10);

        assertThat(run.taken("pinned").notes())
                .containsExactly(new ReferenceNote("pinned", Kind.SHORT, "spans 1 h 40 min of 5 h"));
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldStayWithoutTheStretchesThatWereLeftOut() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, pinned(0, 100));
        run.feed(MINUTE.multipliedBy(100), 10);
        Span stretch = new Span(40 * MINUTE.toMillis(), 45 * MINUTE.toMillis());
        run.references().screenPinned(List.of(stretch), run.journal);
        run.references().settlePinned(run.journal);

        assertThat(run.taken("pinned").events()).isEqualTo(950);
        assertThat(run.taken("pinned").notes())
                .containsExactly(new ReferenceNote(
                        "pinned",
                        Kind.SCREENED,
                        "left out as unlike the rest: 1970-01-01T00:40:00Z to 1970-01-01T00:45:00Z"));
        run.feed(MINUTE.multipliedBy(10), 10);
        run.assertRestartFindsTheSame();

        run.restart(pinned(10, 105));
        assertThat(run.references().state().screened())
                .as("another span is another reference")
                .isEmpty();
    }

    @Test
    void shouldKeepStretchesWithoutWhichTooLittleWouldBeLeft() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, pinned(0, 52));
        run.feed(MINUTE.multipliedBy(52), 10);
        run.references().screenPinned(List.of(new Span(0, 3 * MINUTE.toMillis())), run.journal);

        assertThat(run.taken("pinned").entries()).hasSize(52);
        assertThat(run.references().notes()).isEmpty();
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldGoOnCollectingTheFirstPanesUntilThereAreEnough() {
        PinnedFirst spec = new PinnedFirst(Duration.ofHours(1));
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, spec);
        run.feed(MINUTE.multipliedBy(60), 2);
        assertThat(run.names()).isEmpty();
        assertThat(run.references().notes())
                .containsExactly(new ReferenceNote(
                        "pinned",
                        Kind.INSUFFICIENT,
                        "its span has passed with 60 panes and 120 events, of 50 and 500 needed;"
                                + " collecting goes on"));

        run.feed(MINUTE.multipliedBy(30), 2);
        run.assertRestartFindsTheSame();
        run.restart(spec);
        run.feed(MINUTE.multipliedBy(159), 2);
        assertThat(run.names()).isEmpty();
        run.observe(2, false);

        assertThat(run.taken("pinned").end()).isEqualTo(250 * MINUTE.toMillis());
        assertThat(run.references().notes())
                .containsExactly(new ReferenceNote(
                        "pinned",
                        Kind.EXTENDED,
                        "spans 4 h 10 min instead of 1 h, until it had 50 panes and 500 events"));
        run.feed(MINUTE.multipliedBy(100), 2);
        assertThat(run.taken("pinned").end()).isEqualTo(250 * MINUTE.toMillis());
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldTakeAnotherSpanWhenAnotherLengthIsAskedFor() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, TRAILING, new PinnedFirst(Duration.ofHours(2)));
        run.feed(MINUTE.multipliedBy(200), 10);
        assertThat(run.taken("pinned").end()).isEqualTo(120 * MINUTE.toMillis());

        run.restart(TRAILING, new PinnedFirst(Duration.ofHours(1)));
        run.observe(10, false);
        assertThat(run.taken("pinned").end()).isEqualTo(60 * MINUTE.toMillis());

        run.restart(TRAILING, new PinnedFirst(Duration.ofHours(3)));
        run.observe(10, false);
        assertThat(run.taken("pinned").end()).isEqualTo(180 * MINUTE.toMillis());
        assertThat(run.taken("pinned").events()).isEqualTo(1_800);
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldKeepABoundedNumberOfPanesWhileItCollects() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, new PinnedFirst(Duration.ofDays(9)));
        int most = 0;
        for (int i = 0; i < 13_000; i++) {
            run.observe(i < 12_700 ? 0 : 10, false);
            if (i % 25 == 0) {
                most = Math.max(most, run.journal.entries(Shelf.PINNED).size());
            }
            if (i % 3_000 == 2_999) {
                run.assertRestartFindsTheSame();
            }
        }

        assertThat(most).isBetween(11_000, 11_521);
        assertThat(run.taken("pinned").events()).isBetween(2_500L, 2_600L);
    }

    @Test
    void shouldKeepEveryPaneUntilItIsSettled() {
        ReferenceRun run = new ReferenceRun(MINUTE, WINDOW, new PinnedFirst(Duration.ofDays(1)));
        run.feed(Duration.ofDays(1), 10);

        assertThat(run.references().unsettled()).isTrue();
        assertThat(run.taken("pinned").entries()).hasSize(1_440);
        assertThat(run.taken("pinned").entries().stream()
                        .filter(entry -> !entry.summary().exemplars().isEmpty())
                        .count())
                .as("later panes keep samples now and then")
                .isEqualTo(1_152 + (1_440 - 1_152) / 8);

        assertThat(run.references().settlePinned(run.journal)).hasSize(1_440);

        assertThat(run.references().unsettled()).isFalse();
        assertThat(run.taken("pinned").entries()).hasSizeLessThanOrEqualTo(References.ENTRY_LIMIT);
        assertThat(run.taken("pinned").events()).isEqualTo(14_400);
        run.assertRestartFindsTheSame();
    }

    private static Pinned pinned(long from, long to) {
        return new Pinned(Instant.ofEpochMilli(from * MINUTE.toMillis()), Instant.ofEpochMilli(to * MINUTE.toMillis()));
    }
}
