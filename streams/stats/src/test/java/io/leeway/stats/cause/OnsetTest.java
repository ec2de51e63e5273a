/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OnsetTest {

    private static final double[] TENS = {10, 10, 10, 10};

    @Test
    void shouldDateARise() {
        Onset onset = Onset.of(new double[] {1, 0, 9, 10}, TENS, 0.1).orElseThrow();

        assertThat(onset.pane()).isEqualTo(2);
        assertThat(onset.share()).isEqualTo(0.95);
        assertThat(onset.events()).isEqualTo(20);
        assertThat(onset.strength()).isCloseTo(20 * (0.95 * Math.log(9.5) + 0.05 * Math.log(0.05 / 0.9)), within(1e-9));
    }

    @Test
    void shouldSayNothingOfAShareThatFellOrStayed() {
        assertThat(Onset.of(new double[] {5, 5, 0, 0}, TENS, 0.5)).isEmpty();
        assertThat(Onset.of(new double[4], TENS, 0)).isEmpty();
        assertThat(Onset.of(new double[4], new double[4], 0.2)).isEmpty();
        assertThat(Onset.of(new double[0], new double[0], 0.2)).isEmpty();
        assertThat(Onset.of(new double[] {10, 10, 10, 10}, TENS, 1)).isEmpty();
    }

    @Test
    void shouldTakeTheLatestPaneWhenEmptyOnesLieBetween() {
        assertThat(Onset.of(new double[] {0, 0, 0, 4}, new double[] {10, 0, 0, 10}, 0)
                        .orElseThrow()
                        .pane())
                .isEqualTo(3);
    }
}
