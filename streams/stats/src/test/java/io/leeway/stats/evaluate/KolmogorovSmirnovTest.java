/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KolmogorovSmirnovTest {

    static List<Golden> goldenRows() {
        return Golden.rows("kolmogorov-smirnov.csv");
    }

    @ParameterizedTest
    @MethodSource("goldenRows")
    void shouldAgreeWithTheReference(Golden row) {
        double[] x = sorted(row.x());
        double[] y = sorted(row.y());
        long distance = KolmogorovSmirnov.distance(x, y);

        assertThat((double) distance / (x.length * y.length)).isCloseTo(row.statistic(), offset(1e-12));
        assertThat(KolmogorovSmirnov.pValue(distance, x.length, y.length))
                .isCloseTo(row.pValue(), offset(1e-9 * row.pValue()));
        assertThat(KolmogorovSmirnov.pValue(distance, y.length, x.length))
                .as("the other way round")
                .isCloseTo(row.pValue(), offset(1e-9 * row.pValue()));
    }

    /** All C(4, 2) = 6 orders of two and two values are equally likely; in two of them one sample lies below the other. */
    @Test
    void shouldCountOrders() {
        assertThat(KolmogorovSmirnov.pValue(4, 2, 2)).isCloseTo(2.0 / 6, offset(1e-15));
        assertThat(KolmogorovSmirnov.pValue(2, 2, 2)).isEqualTo(1);
        assertThat(KolmogorovSmirnov.pValue(0, 2, 2)).isEqualTo(1);
    }

    @Test
    void shouldFindTheCriticalDistance() {
        for (double level : new double[] {0.5, 0.05, 1e-4}) {
            long critical = KolmogorovSmirnov.critical(level, 60, 45);

            assertThat(KolmogorovSmirnov.pValue(critical, 60, 45)).isLessThan(level);
            assertThat(KolmogorovSmirnov.pValue(critical - 1, 60, 45)).isGreaterThanOrEqualTo(level);
        }
        assertThat(KolmogorovSmirnov.critical(0.01, 2, 2))
                .as("so few values never differ that much")
                .isEqualTo(5);
    }

    @Test
    void shouldTakeInfiniteValuesAndZerosAsValues() {
        double[] x = KolmogorovSmirnov.sorted(new double[] {0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
        double[] y = KolmogorovSmirnov.sorted(new double[] {-0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});

        assertThat(KolmogorovSmirnov.distance(x, y)).isZero();
    }

    @Test
    void shouldRefuseWhatHasNoDistribution() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.sorted(new double[] {1, Double.NaN}))
                .withMessageContaining("value 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KolmogorovSmirnov.distance(new double[0], new double[] {1}))
                .withMessageContaining("0 and 1");
    }

    private static double[] sorted(List<Double> values) {
        return KolmogorovSmirnov.sorted(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
