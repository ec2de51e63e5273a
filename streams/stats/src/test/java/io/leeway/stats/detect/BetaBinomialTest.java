/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaBinomialTest {

    @Test
    void shouldAgreeWithScipy() {
        for (String[] row : Golden.rows("beta-binomial.csv")) {
            BetaBinomial distribution =
                    BetaBinomial.of(Long.parseLong(row[0]), Double.parseDouble(row[1]), Double.parseDouble(row[2]));
            double expected = Double.parseDouble(row[4]);

            assertThat(StrictMath.expm1(distribution.logUpperTail(Long.parseLong(row[3])) - expected))
                    .as("relative error for %s", String.join(",", row))
                    .isCloseTo(0, within(1e-8));
        }
    }

    @Test
    void shouldAgreeWithProductsOfProbabilities() {
        long seed = 5;
        Random random = new Random(seed);
        for (int repetition = 0; repetition < 200; repetition++) {
            int n = 1 + random.nextInt(40);
            double alpha = 0.1 + 5 * random.nextDouble();
            double beta = 0.1 + 5 * random.nextDouble();
            BetaBinomial distribution = BetaBinomial.of(n, alpha, beta);
            double[] exact = urn(n, alpha, beta);
            double tail = 0;
            for (int x = n; x >= 0; x--) {
                tail += exact[x];
                assertThat(distribution.upperTail(x))
                        .as("seed %s: P(X >= %s), n %s, alpha %s, beta %s", seed, x, n, alpha, beta)
                        .isCloseTo(tail, within(1e-11 * tail));
            }
        }
    }

    @Test
    void shouldSplitIntoTwoTails() {
        BetaBinomial distribution = BetaBinomial.of(1000, 12.5, 300);
        for (long x = 0; x < 1000; x += 7) {
            assertThat(distribution.lowerTail(x) + distribution.upperTail(x + 1))
                    .as("x = %s", x)
                    .isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void shouldFallFarBeyondWhatADoubleHolds() {
        BetaBinomial distribution = BetaBinomial.of(100_000, 10.5, 1e6);

        assertThat(distribution.upperTail(50_000)).isZero();
        assertThat(distribution.logUpperTail(50_000)).isLessThan(-10_000).isGreaterThan(-1e6);
    }

    @Test
    void shouldBeCertainOutsideItsRange() {
        BetaBinomial distribution = BetaBinomial.of(10, 0.5, 0.5);

        assertThat(distribution.upperTail(0)).isEqualTo(1);
        assertThat(distribution.upperTail(-3)).isEqualTo(1);
        assertThat(distribution.upperTail(11)).isZero();
        assertThat(distribution.lowerTail(10)).isEqualTo(1);
        assertThat(distribution.lowerTail(-1)).isZero();
        assertThat(BetaBinomial.of(0, 1, 1).upperTail(0)).isEqualTo(1);
        assertThat(BetaBinomial.of(0, 1, 1).upperTail(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseImpossibleParameters(double parameter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaBinomial.of(10, parameter, 1))
                .withMessageContaining("alpha is " + parameter);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaBinomial.of(10, 1, parameter))
                .withMessageContaining("beta is " + parameter);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaBinomial.of(-1, 1, 1))
                .withMessageContaining("-1");
    }

    /** Distribution of hits by Pólya's urn, one draw at a time. */
    private static double[] urn(int n, double alpha, double beta) {
        double[] probabilities = {1};
        for (int draw = 0; draw < n; draw++) {
            double[] next = new double[draw + 2];
            for (int hits = 0; hits <= draw; hits++) {
                double hit = (alpha + hits) / (alpha + beta + draw);
                next[hits + 1] += probabilities[hits] * hit;
                next[hits] += probabilities[hits] * (beta + draw - hits) / (alpha + beta + draw);
            }
            probabilities = next;
        }
        return probabilities;
    }
}
