/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObservationTest {

    private static Observation with(TextState text, float[] vector, SortedMap<String, Double> numbers) {
        return new Observation("e-1", null, null, 0, text, vector, numbers, new TreeMap<>());
    }

    @Test
    void shouldNotChangeWithWhatItWasMadeFrom() {
        float[] vector = {1, 2};
        TreeMap<String, Double> numbers = new TreeMap<>(Map.of("a", 1.0));
        Observation event = with(TextState.PRESENT, vector, numbers);

        vector[0] = 9;
        numbers.put("b", 2.0);
        event.vector()[1] = 9;

        assertThat(event.vector()).containsExactly(1, 2);
        assertThat(event.numbers()).containsOnlyKeys("a");
    }

    @Test
    void shouldSortNamesInTheirNaturalOrderAndBoundThem() {
        TreeMap<String, Double> numbers = new TreeMap<>(Comparator.reverseOrder());
        numbers.put("a", 1.0);
        numbers.put("b", 2.0);
        numbers.put("c".repeat(200), 3.0);

        Observation event = with(TextState.MISSING, null, numbers);

        assertThat(event.numbers().keySet()).containsExactly("a", "b", HashedName.bounded("c".repeat(200)));
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        assertThatThrownBy(() -> with(TextState.PRESENT, null, new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e-1");
        assertThatThrownBy(() -> with(TextState.REDACTED, new float[1], new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REDACTED");
        assertThatThrownBy(() -> with(TextState.MISMATCHED, null, new TreeMap<>()))
                .hasMessageContaining("has text MISMATCHED and the mismatch null");
        assertThatThrownBy(() -> with(TextState.MISSING, null, new TreeMap<>(Map.of("latency", Double.NaN))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latency");
    }
}
