/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.stats.window.ReferenceNote.Kind;
import io.leeway.stats.window.ReferenceSpec.None;
import io.leeway.stats.window.ReferenceSpec.PinnedFirst;
import io.leeway.stats.window.ReferenceSpec.Seasonal;
import io.leeway.stats.window.ReferenceSpec.Trailing;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RollingReferencesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WINDOW = Duration.ofHours(6);
    private static final Seasonal FOUR_WEEKS = new Seasonal(Duration.ofDays(28), Duration.ofHours(2));
    private static final Trailing A_WEEK = new Trailing(Duration.ofDays(7), Duration.ofHours(2));

    @Test
    void shouldTellHoursApartAsTheSeasonalReferenceGrowsAndSaySo() {
        ReferenceRun run = new ReferenceRun(TEN_MINUTES, WINDOW, FOUR_WEEKS);

        run.feed(DAY, 6);
        assertThat(run.names()).as("part of a day is not the day").isEmpty();
        run.feed(DAY.multipliedBy(2), 2);
        assertThat(run.taken("seasonal").hours()).isEqualTo(1);
        assertThat(run.taken("seasonal").seasonal()).isFalse();
        assertThat(run.noteKinds()).containsExactly(Kind.SHORT, Kind.SEASON_TOO_SHORT);
        assertThat(run.references().notes().get(0).text()).matches("spans 2 d \\d+ h of 28 d");
        assertThat(run.references().notes().get(1).text()).endsWith("hours are told apart from 5 d on");

        run.feed(DAY.multipliedBy(5), 2);
        assertThat(run.taken("seasonal").hours()).isEqualTo(24);
        assertThat(run.noteKinds()).containsExactly(Kind.SHORT, Kind.HOURS_OF_DAY);

        run.feed(DAY.multipliedBy(8), 2);
        assertThat(run.taken("seasonal").hours()).isEqualTo(168);
        assertThat(run.noteKinds()).containsExactly(Kind.SHORT);

        run.feed(DAY.multipliedBy(14), 2);
        assertThat(run.references().notes()).isEmpty();
        assertThat(run.taken("seasonal").end() - run.taken("seasonal").start())
                .isBetween(DAY.multipliedBy(27).toMillis(), DAY.multipliedBy(28).toMillis());
    }

    @Test
    void shouldKeepTheSeasonalReferenceInWholeHoursBehindEveryWindow() {
        ReferenceRun run = new ReferenceRun(TEN_MINUTES, WINDOW, FOUR_WEEKS, A_WEEK);
        int most = 0;
        for (int i = 0; i < 40 * 144; i++) {
            run.observe(1, i > 33 * 144 && i < 36 * 144);
            most = Math.max(most, run.references().panes().size());
            if (i % 97 == 0 && i > 6 * 144) {
                assertThat(run.taken("seasonal").end()).isLessThanOrEqualTo(run.now() - WINDOW.toMillis());
            }
        }

        Reference seasonal = run.taken("seasonal");
        assertThat(seasonal.entries())
                .hasSizeBetween(28 * 24 - 8, References.HOURLY_LIMIT)
                .allMatch(entry -> entry.end() - entry.start() == HOUR.toMillis())
                .allMatch(entry -> seasonal.hour(entry) == seasonal.hour(entry.start()));
        // The reference, what came since it was taken, the windows, and cells of an hour on each border.
        assertThat(most).isLessThan(2 * References.HOURLY_LIMIT + 36 + 4 * 6);
        assertThat(run.names()).containsExactly("trailing", "seasonal");
        assertThat(run.taken("trailing").start()).isGreaterThan(seasonal.start());
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldMergeWhatIsOlderThanTheSeasonalReferenceBeyondAnHour() {
        Trailing quarter = new Trailing(Duration.ofDays(90), Duration.ofHours(2));
        Seasonal week = new Seasonal(Duration.ofDays(7), Duration.ofHours(2));
        ReferenceRun run = new ReferenceRun(HOUR, WINDOW, quarter, week);

        run.feed(DAY.multipliedBy(95), 5);

        assertThat(run.taken("trailing").entries())
                .hasSizeLessThan(References.ENTRY_LIMIT + 7 * 24 + 48)
                .anyMatch(entry -> entry.end() - entry.start() > HOUR.toMillis());
        assertThat(run.taken("seasonal").entries()).allMatch(entry -> entry.end() - entry.start() == HOUR.toMillis());
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldRefuseASeasonOfPanesThatDoNotDivideAnHour() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReferenceRun(Duration.ofMinutes(45), WINDOW, FOUR_WEEKS))
                .withMessageContaining("PT45M");
    }

    @Test
    void shouldCompareWithTheLastDayWithoutAReferenceFromTheFiftiethPaneOn() {
        ReferenceRun run = new ReferenceRun(MINUTE, HOUR, new None());
        run.feed(MINUTE.multipliedBy(49), 10);
        assertThat(run.names()).isEmpty();

        run.feed(MINUTE, 10);
        assertThat(run.taken("none").end()).isEqualTo(run.now());
        assertThat(run.taken("none").notes()).isEmpty();

        run.feed(DAY.multipliedBy(2), 1);
        assertThat(run.now() - run.taken("none").end())
                .isLessThan(Duration.ofMinutes(73).toMillis());
        assertThat(run.taken("none").end() - run.taken("none").start()).isLessThanOrEqualTo(DAY.toMillis());
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldReachBackFarEnoughWithLongPanesToo() {
        ReferenceRun run = new ReferenceRun(HOUR, HOUR, new None());

        run.feed(DAY.multipliedBy(40), 10);

        Reference none = run.taken("none");
        assertThat(none.end() - none.start()).isBetween(480 * HOUR.toMillis(), 512 * HOUR.toMillis());
    }

    @Test
    void shouldAddTheWindowsOfNoReferenceAfterTheOthers() {
        MonitorSettings without = Panes.settings(HOUR, A_WEEK);
        MonitorSettings with = Panes.settings(HOUR, A_WEEK, new None());

        assertThat(without.comparedWindows()).isEqualTo(without.windows());
        assertThat(with.comparedWindows()).hasSize(10).startsWith(with.windows().get(0));
        assertThat(with.comparedWindows().get(1)).isEqualTo(WindowSpec.ofDuration(MINUTE));
        assertThat(with.longestWindow()).isEqualTo(MINUTE.multipliedBy(256));
        assertThat(without.longestWindow()).isEqualTo(HOUR);
    }

    @Test
    void shouldTakeAnIncidentOutOfTheNearPastAtOnceAndNeverOutOfATrailingReference() {
        ReferenceRun run = new ReferenceRun(MINUTE, HOUR, new None(), new Trailing(DAY, Duration.ofMinutes(20)));
        run.feed(MINUTE.multipliedBy(300), 10);
        Reference before = run.taken("trailing");
        long end = run.taken("none").end();
        Span incident = new Span(end - 30 * MINUTE.toMillis(), run.now());

        run.references().exclude(incident);

        assertThat(run.taken("trailing")).isEqualTo(before);
        assertThat(run.taken("none").end()).isLessThan(end);
        assertThat(run.taken("none").entries())
                .noneMatch(
                        entry -> entry.start() >= before.end() && entry.span().overlaps(incident));
        run.assertRestartFindsTheSame();
    }

    @Test
    void shouldDropTheNearPastWhenTheIncidentLeavesTooLittle() {
        ReferenceRun run = new ReferenceRun(MINUTE, HOUR, new None());
        run.feed(MINUTE.multipliedBy(60), 10);

        run.references().exclude(new Span(20 * MINUTE.toMillis(), run.now()));

        assertThat(run.names()).isEmpty();
        run.assertRestartFindsTheSame();
        run.feed(MINUTE.multipliedBy(40), 10);
        assertThat(run.names()).containsExactly("none");
    }

    @Test
    void shouldFindAllReferencesAgainAfterARestartAtAnyMoment() {
        for (long seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            ReferenceRun run = new ReferenceRun(
                    TEN_MINUTES,
                    HOUR,
                    new PinnedFirst(Duration.ofDays(2)),
                    new None(),
                    new Seasonal(Duration.ofDays(14), Duration.ofHours(3)),
                    new Trailing(Duration.ofDays(9), Duration.ofHours(1)));
            boolean frozen = false;
            long frozenSince = 0;
            for (int i = 0; i < 18 * 144; i++) {
                if (random.nextInt(80) == 0) {
                    run.silence(TEN_MINUTES.multipliedBy(random.nextInt(60)));
                }
                run.observe(1 + random.nextInt(6), frozen);
                if (random.nextInt(90) == 0) {
                    if (frozen) {
                        run.references().exclude(new Span(frozenSince - HOUR.toMillis(), run.now() - HOUR.toMillis()));
                    }
                    frozen = !frozen;
                    frozenSince = run.now();
                }
                if (random.nextInt(60) == 0) {
                    run.assertRestartFindsTheSame();
                }
            }
            assertThat(run.names()).as("seed %s", seed).containsExactly("trailing", "seasonal", "none", "pinned");
        }
    }

    @Test
    void shouldGoOnWhenASeasonalReferenceIsAddedLater() {
        ReferenceRun run = new ReferenceRun(MINUTE, HOUR, new Trailing(Duration.ofDays(7), Duration.ofHours(2)));
        run.feed(Duration.ofDays(8), 1);

        run.restart(FOUR_WEEKS, A_WEEK);
        run.feed(Duration.ofDays(2), 1);

        assertThat(run.names()).containsExactly("trailing", "seasonal");
        assertThat(run.noteKinds()).containsExactly(Kind.SHORT, Kind.HOURS_OF_DAY);
        run.assertRestartFindsTheSame();
    }
}
