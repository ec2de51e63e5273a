/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.app.config.Durations;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellLengthsTest {

    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @CsvSource({
        "1s, 10m 1h",
        "30s, 10m 1h",
        "1m, 10m 1h",
        "10m, 10m 1h",
        "8m, 16m 1h20m",
        "9m, 18m 1h12m",
        "15m, 15m 1h",
        "32m, 32m 1h36m",
        "45m, 45m 1h30m",
        "1h, 1h"
    })
    void shouldChooseTheNextLengthsThatFit(String pane, String cells) {
        assertThat(CellLengths.of(Durations.parse(pane)).all().stream()
                        .map(Durations::format)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(cells);
    }

    @Test
    void shouldFitForEveryPaneThatDividesADay() {
        for (long pane = 1000; pane <= 3_600_000; pane += 1000) {
            if (DAY % pane == 0) {
                CellLengths lengths = CellLengths.of(Duration.ofMillis(pane));

                assertThat(lengths.fine()).isBetween(600_000L, DAY);
                assertThat(lengths.fine() % pane).isZero();
                assertThat(DAY % lengths.fine()).isZero();
                long fine = lengths.fine();
                lengths.coarse().ifPresent(coarse -> {
                    assertThat(coarse).isBetween(3_600_000L, DAY);
                    assertThat(coarse % fine).isZero();
                    assertThat(DAY % coarse).isZero();
                });
            }
        }
    }

    @Test
    void shouldRefusePanesThatFitNoDay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellLengths.of(Duration.ofMinutes(7)))
                .withMessage("panes of PT7M do not divide a day");
    }
}
