/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** scipy.stats.norm.logsf, SciPy 1.17.1; relative 1e-12. */
    @ParameterizedTest
    @CsvSource({
        "-6, -9.86587645524372e-10",
        "0, -0.6931471805599453",
        "1.5, -2.7059444008238898",
        "1.9999999, -3.7831840963604826",
        "2, -3.7831843336820317",
        "2.5, -5.081648277278691",
        "10, -53.23128515051248",
        "37, -689.0305855768908",
        "1000, -500007.8266948122"
    })
    void shouldAgreeWithReference(double x, double expected) {
        assertThat(NormalTail.logSurvival(x)).isCloseTo(expected, within(1e-12 * StrictMath.max(1, -expected)));
    }

    @Test
    void shouldHandleInfinities() {
        assertThat(NormalTail.logSurvival(Double.POSITIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalTail.logSurvival(Double.NEGATIVE_INFINITY)).isZero();
    }
}
