/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CategoryMapTest {
    private static final Map<String, Long> REFERENCE = Map.of("b", 60L, "a", 30L, "c", 4L, "d", 3L, "never", 0L);

    @Test
    void shouldGiveFrequentCategoriesACellAndPoolTheRest() {
        CategoryMap map = CategoryMap.of(REFERENCE, 100);

        double[] sums = map.sums(Map.of("a", 3L, "b", 5L, "c", 1L, "x", 2L), 13);

        double events = 100 + 0.5 * 3;
        assertThat(map.dimension()).isEqualTo(3);
        assertThat(map.categories()).containsExactly("a", "b");
        assertThat(map.pools()).isTrue();
        assertThat(sums)
                .containsExactly(
                        new double[] {
                            3 / StrictMath.sqrt(30.5 / events),
                            5 / StrictMath.sqrt(60.5 / events),
                            (1 + 2) / StrictMath.sqrt(10.5 / events)
                        },
                        within(1e-12));
        assertThat(map.unseen(Map.of("a", 3L, "c", 1L, "x", 2L, "never", 4L))).isEqualTo(6);
    }

    @Test
    void shouldDropThePooledCellWhenItIsRareItself() {
        CategoryMap map = CategoryMap.of(Map.of("a", 50L, "b", 45L, "c", 4L), 99);

        assertThat(map.dimension()).isEqualTo(2);
        assertThat(map.pools()).isFalse();
        assertThat(Vectors.total(map.sums(Map.of("c", 9L), 20))).isZero();
        assertThat(map.unseen(Map.of("c", 9L))).isZero();
    }

    @Test
    void shouldMeasurePearsonsDistance() {
        CategoryMap map = CategoryMap.of(Map.of("a", 5000L, "b", 5000L), 10_000);
        double[] reference = map.sums(Map.of("a", 5000L, "b", 5000L), 10_000);
        double[] window = map.sums(Map.of("a", 70L, "b", 30L), 100);
        double[] mean = {reference[0] / 10_000, reference[1] / 10_000};
        double[] difference = MeanShiftTest.difference(mean, window, 100);

        assertThat(Vectors.squaredNorm(difference)).isCloseTo(2 * 0.2 * 0.2 / 0.5, within(1e-12));
        assertThat(map.shareDifferences(difference)).containsExactly(new double[] {0.2, -0.2}, within(1e-12));
        assertThat(map.independentTrace(mean)).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldAllowNoTestOfAConstant() {
        assertThat(CategoryMap.of(Map.of(), 0).dimension()).isZero();
        CategoryMap constant = CategoryMap.of(Map.of("a", 500L, "b", 1L), 501);
        assertThat(constant.dimension()).isZero();
        assertThat(constant.sums(Map.of("a", 3L, "x", 2L), 5)).isEmpty();
        assertThat(constant.unseen(Map.of("a", 3L, "b", 4L, "x", 2L))).isEqualTo(2);
    }

    @Test
    void shouldRefuseImpossibleCounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryMap.of(Map.of("a", -1L), 10))
                .withMessageContaining("count of a is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryMap.of(Map.of("a", 11L), 10))
                .withMessageContaining("total is 10");
    }
}
