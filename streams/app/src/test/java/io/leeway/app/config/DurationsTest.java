/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S, 250ms",
        "90s, PT1M30S, 1m30s",
        "20m, PT20M, 20m",
        "1h, PT1H, 1h",
        "7d, PT168H, 7d",
        "1h30m, PT1H30M, 1h30m",
        "0s, PT0S, 0s",
        "-5s, PT-5S, -5s",
        "P1DT12H, PT36H, 1d12h",
        "PT1H30M, PT1H30M, 1h30m"
    })
    void shouldReadAndWriteBothForms(String text, Duration expected, String shortForm) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
        assertThat(Durations.format(expected)).isEqualTo(shortForm);
        assertThat(Durations.parse(shortForm)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "60",
                "1 h",
                "1w",
                "1.5h",
                "h",
                "1H",
                "one hour",
                "99999999999999999999s",
                "9999999999999999d"
            })
    void shouldNameTheTextThatIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' must be a duration");
    }
}
