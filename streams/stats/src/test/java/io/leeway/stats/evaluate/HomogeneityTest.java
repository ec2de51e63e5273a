/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HomogeneityTest {

    static List<Golden> goldenRows() {
        return Golden.rows("chi-square.csv");
    }

    @ParameterizedTest
    @MethodSource("goldenRows")
    void shouldAgreeWithTheReference(Golden row) {
        assertThat(Homogeneity.pValue(counts(row.x()), counts(row.y())))
                .isCloseTo(row.pValue(), offset(1e-9 * row.pValue()));
    }

    @Test
    void shouldFindNothingWhereNothingCanDiffer() {
        assertThat(Homogeneity.pValue(counts(List.of(7.0)), counts(List.of(3.0))))
                .isEqualTo(1);
        assertThat(Homogeneity.pValue(counts(List.of(7.0, 3.0)), new TreeMap<>()))
                .isEqualTo(1);
        assertThat(Homogeneity.pValue(new TreeMap<>(), new TreeMap<>())).isEqualTo(1);
    }

    private static SortedMap<String, Long> counts(List<Double> column) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < column.size(); i++) {
            if (column.get(i) > 0) {
                counts.put("value " + i, column.get(i).longValue());
            }
        }
        return counts;
    }
}
