/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlanTest {

    @Test
    void shouldPlaySixHoursAndChangeInTheLastByDefault() {
        assertThat(DemoPlan.DEFAULTS.start()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(DemoPlan.DEFAULTS.changeAt()).isEqualTo(Instant.parse("2026-01-01T05:00:00Z"));
        assertThat(DemoPlan.DEFAULTS.end()).isEqualTo(Instant.parse("2026-01-01T06:00:00Z"));
        assertThat(DemoPlan.DEFAULTS.meanGap()).isEqualTo(Duration.ofSeconds(6));
        assertThat(DemoPlan.DEFAULTS.driftShare()).isEqualTo(0.4);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S, PT6S, 0.4, length",
        "PT-1H, PT0S, PT6S, 0.4, length",
        "PT1H, PT-1S, PT6S, 0.4, changeAfter",
        "PT1H, PT0S, PT0S, 0.4, meanGap",
        "PT1H, PT0S, PT0.0009S, 0.4, meanGap",
        "PT1H, PT0S, PT6S, -0.1, driftShare",
        "PT1H, PT0S, PT6S, 1.1, driftShare",
        "PT1H, PT0S, PT6S, NaN, driftShare"
    })
    void shouldRefuseWhatCannotBePlayed(
            Duration length, Duration changeAfter, Duration meanGap, double driftShare, String named) {
        assertThatThrownBy(() -> new DemoPlan(Instant.EPOCH, length, changeAfter, meanGap, driftShare, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named);
    }
}
