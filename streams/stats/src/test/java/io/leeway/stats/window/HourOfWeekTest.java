/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.sketch.PaneSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourOfWeekTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T00:00:00Z, 0",
        "2026-01-05T00:59:59.999Z, 0",
        "2026-01-05T01:00:00Z, 1",
        "2026-01-11T23:30:00Z, 167",
        "1970-01-01T00:00:00Z, 72",
        "1969-12-31T23:59:59.999Z, 71",
        "2026-03-29T03:00:00+02:00, 145"
    })
    void shouldCountHoursFromMondayInUtc(OffsetDateTime time, int hour) {
        assertThat(HourOfWeek.of(time.toInstant().toEpochMilli())).isEqualTo(hour);
    }

    @Test
    void shouldAgreeWithTheCalendarEveryHourOfThreeWeeks() {
        Instant start = Instant.parse("1969-12-25T00:00:00Z");
        for (int i = 0; i < 3 * HourOfWeek.HOURS; i++) {
            Instant time = start.plus(Duration.ofHours(i));
            OffsetDateTime calendar = time.atOffset(ZoneOffset.UTC);
            int hour = HourOfWeek.of(time.toEpochMilli());

            assertThat(hour).isEqualTo(24 * (calendar.getDayOfWeek().getValue() - 1) + calendar.getHour());
            assertThat(hour % HourOfWeek.HOURS_OF_DAY).isEqualTo(calendar.getHour());
        }
    }

    @Test
    void shouldPutAnEntryIntoAnHourOnlyIfItLiesWithinIt() {
        long hour = HourOfWeek.HOUR;

        assertThat(HourOfWeek.of(entry(5 * hour, 6 * hour))).isEqualTo(77);
        assertThat(HourOfWeek.of(entry(6 * hour - 1, 6 * hour))).isEqualTo(77);
        assertThat(HourOfWeek.of(entry(6 * hour - 1, 6 * hour + 1))).isEqualTo(HourOfWeek.NONE);
        assertThat(HourOfWeek.of(entry(0, 2 * hour))).isEqualTo(HourOfWeek.NONE);
    }

    private static PaneEntry entry(long start, long end) {
        return new PaneEntry(start, end, new PaneSummary());
    }
}
