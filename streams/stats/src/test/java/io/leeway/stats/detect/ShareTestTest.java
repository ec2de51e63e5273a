/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.ShareTest.Side;
import io.leeway.stats.detect.TestResult.Method;
import org.junit.jupiter.api.Test;

class ShareTestTest {
    private final ShareTest test = ShareTest.withDefaults();

    @Test
    void shouldPredictFromTheReference() {
        TestResult result = test.test(9, 200, 20, 2000);

        assertThat(result.method()).isEqualTo(Method.BETA_BINOMIAL);
        assertThat(result.statistic()).isEqualTo(9);
        assertThat(result.pValue()).isEqualTo(BetaBinomial.of(200, 20.5, 1980.5).upperTail(9));
        assertThat(result.logP()).isCloseTo(StrictMath.log(result.pValue()), within(1e-12));
        assertThat(result.effect()).isCloseTo(0.035, within(1e-15));
        assertThat(result.effectiveEvents()).isEqualTo(200);
    }

    @Test
    void shouldCountDependentEventsAsFewer() {
        TestResult result = test.withInflation(2, 1.5, 1.25).test(19, 200, 20, 2000);

        assertThat(result.statistic()).isEqualTo(5);
        assertThat(result.pValue()).isEqualTo(BetaBinomial.of(53, 16.5, 1584.5).upperTail(5));
        assertThat(result.effect()).isCloseTo(0.085, within(1e-15));
        assertThat(result.effectiveEvents()).isEqualTo(80);
        assertThat(result.deff()).isEqualTo(2.5);
        assertThat(result.phi()).isEqualTo(1.25);
    }

    @Test
    void shouldSeeAFallingShareOnlyWhenAsked() {
        TestResult upper = test.test(20, 200, 400, 2000);
        TestResult both = test.with(Side.BOTH).test(20, 200, 400, 2000);

        assertThat(upper.pValue()).isGreaterThan(0.999);
        assertThat(both.pValue())
                .isCloseTo(2 * BetaBinomial.of(200, 400.5, 1600.5).lowerTail(20), within(1e-15))
                .isLessThan(1e-3);
        assertThat(both.effect()).isCloseTo(-0.1, within(1e-15));
        assertThat(test.with(Side.BOTH).test(40, 200, 400, 2000).pValue()).isEqualTo(1);
    }

    @Test
    void shouldRoundAgainstAnAlarm() {
        ShareTest halved = test.with(Side.BOTH).withInflation(2, 1, 1);

        assertThat(halved.test(9, 100, 400, 1000).pValue())
                .isCloseTo(2 * BetaBinomial.of(50, 400.5, 600.5).lowerTail(5), within(1e-15));
        assertThat(halved.test(59, 100, 400, 1000).pValue())
                .isCloseTo(2 * BetaBinomial.of(50, 400.5, 600.5).upperTail(29), within(1e-15));
    }

    @Test
    void shouldNotTestWithoutEvents() {
        for (TestResult result : new TestResult[] {
            test.test(0, 0, 3, 100),
            test.test(5, 10, 0, 0),
            test.withInflation(100, 1, 1).test(5, 10, 3, 100)
        }) {
            assertThat(result.method()).isEqualTo(Method.DEGENERATE);
            assertThat(result.pValue()).isEqualTo(1);
            assertThat(result.logP()).isZero();
            assertThat(result.effect()).isNotNaN();
        }
        assertThat(test.test(0, 500, 0, 4000).pValue()).isEqualTo(1);
    }

    @Test
    void shouldRefuseImpossibleCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(11, 10, 3, 100))
                .withMessageContaining("window hits is 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(1, 10, -3, 100))
                .withMessageContaining("reference hits is -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.withInflation(0.9, 1, 1))
                .withMessageContaining("rho is 0.9");
    }
}
