/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRateTest {

    /** From SciPy 1.x: {@code T/gamma.ppf(.975, k + 1)} and {@code T/gamma.ppf(.025, k)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 30, Infinity, 8.132550920454506, Infinity",
        "1, 30, 30, 5.384407776130947, 1184.9367061562164",
        "10, 95.5, 9.55, 5.19293915690399, 19.914965407709797",
        "250, 1000, 4, 3.5337224274477466, 4.5461158889577815"
    })
    void shouldGiveTheExactInterval(long alarms, double days, double mean, double atLeast, double atMost) {
        EventRate rate = new EventRate(alarms, days);

        assertThat(rate.meanDays()).isEqualTo(mean);
        assertThat(rate.atLeastDays()).isCloseTo(atLeast, within(1e-6 * atLeast));
        if (Double.isInfinite(atMost)) {
            assertThat(rate.atMostDays()).isInfinite();
        } else {
            assertThat(rate.atMostDays()).isCloseTo(atMost, within(1e-6 * atMost));
        }
    }

    @Test
    void shouldRefuseTimeThatIsNone() {
        assertThatThrownBy(() -> new EventRate(3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 in 0.0 days");
    }
}
