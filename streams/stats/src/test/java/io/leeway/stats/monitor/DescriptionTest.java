/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DescriptionTest {

    private final PaneSummary before = new PaneSummary();
    private final PaneSummary now = new PaneSummary();
    private int events;

    @Test
    void shouldGiveMediansAndTheMiddleOfANumber() {
        for (int i = 1; i <= 99; i++) {
            add(before, Map.of("size", (double) i), Map.of());
            add(now, Map.of("size", i == 99 ? Double.POSITIVE_INFINITY : 10.0 * i), Map.of());
        }

        Moved moved = describe("number:size", Detector.LADDER);

        assertThat(moved.before()).isEqualTo(50);
        assertThat(moved.after()).isEqualTo(500);
        assertThat(moved.description()).isEqualTo("median 50 to 500, 10 % to 90 % from [10, 90] to [100, 900]");
        assertThat(describe("number:size", Detector.UNSEEN).description()).startsWith("values outside the range");
    }

    @Test
    void shouldNameTheValueWhoseShareChangedMost() {
        for (int i = 0; i < 100; i++) {
            add(before, Map.of(), Map.of("tool", i < 60 ? "a" : i < 90 ? "b" : "c"));
            add(now, Map.of(), Map.of("tool", i < 20 ? "a" : i < 85 ? "b" : i < 95 ? "c" : "d"));
        }

        Moved shares = describe("category:tool", Detector.SHARES);
        assertThat(shares.before()).isEqualTo(0.6);
        assertThat(shares.after()).isEqualTo(0.2);
        assertThat(shares.description()).isEqualTo("share of 'a' 60 % to 20 %");
        Moved unseen = describe("category:tool", Detector.UNSEEN);
        assertThat(unseen.before()).isZero();
        assertThat(unseen.after()).isEqualTo(0.05);
        assertThat(unseen.description()).isEqualTo("unseen value 'd' in 0 % to 5 %");
    }

    @Test
    void shouldGiveTheShareOfMissingValues() {
        for (int i = 0; i < 1_000; i++) {
            add(before, i < 997 ? Map.of("size", 1.0) : Map.of(), Map.of("tool", "a"));
            add(now, i < 500 ? Map.of("size", 1.0) : Map.of(), Map.of());
        }

        assertThat(describe("number:size", Detector.MISSING).description()).isEqualTo("missing in 0.3 % to 50 %");
        assertThat(describe("category:tool", Detector.MISSING).description()).isEqualTo("missing in 0 % to 100 %");
        assertThat(describe("text", Detector.MISSING).description()).isEqualTo("missing in 100 % to 100 %");
    }

    @Test
    void shouldHaveNoNumbersForTexts() {
        Moved moved = describe("text", Detector.EMBEDDING);

        assertThat(moved.before()).isNaN();
        assertThat(moved.after()).isNaN();
        assertThat(moved.description()).contains("kernel shift of 0.2 ");
    }

    @Test
    void shouldCopeWithANameThatTheMergedWindowNoLongerFollows() {
        add(before, Map.of("size", 1.0), Map.of("tool", "a"));
        add(now, Map.of(), Map.of());

        assertThat(describe("number:size", Detector.LADDER).description()).contains("more names than are followed");
        assertThat(describe("category:tool", Detector.SHARES).description()).contains("more names than are followed");
    }

    private Moved describe(String feature, Detector detector) {
        Moved moved = new Description(before, now).of(new DetectorKey(feature, detector), 1e-9, 0.2);
        assertThat(moved.key()).isEqualTo(new DetectorKey(feature, detector));
        assertThat(moved.pValue()).isEqualTo(1e-9);
        assertThat(moved.effect()).isEqualTo(0.2);
        return moved;
    }

    private void add(PaneSummary pane, Map<String, Double> numbers, Map<String, String> categories) {
        SortedMap<String, Double> sortedNumbers = new TreeMap<>(numbers);
        SortedMap<String, String> sortedCategories = new TreeMap<>(categories);
        pane.add(
                new Observation(
                        "event-" + events++, null, null, 0, TextState.MISSING, null, sortedNumbers, sortedCategories),
                null);
    }
}
