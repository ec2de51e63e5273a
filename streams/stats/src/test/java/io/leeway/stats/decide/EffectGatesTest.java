/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.TestResult;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectGatesTest {

    private static EffectGates gates(Map<String, Double> byName) {
        return new EffectGates(new TreeMap<>(byName));
    }

    @ParameterizedTest
    @EnumSource(Detector.class)
    void shouldBeTheDetectorsOwnUnlessSomebodySaysOtherwise(Detector detector) {
        DetectorKey key = new DetectorKey("number:latency", detector);

        assertThat(EffectGates.OWN.of(key)).isEqualTo(detector.effectGate());
    }

    @Test
    void shouldTakeThatOfADetectorBeforeThatOfItsFamily() {
        EffectGates gates = gates(Map.of("numbers", 0.2, "tail", 0.05));

        assertThat(gates.of(new DetectorKey("number:latency", Detector.LADDER))).isEqualTo(0.2);
        assertThat(gates.of(new DetectorKey("number:latency", Detector.TAIL))).isEqualTo(0.05);
        assertThat(gates.of(new DetectorKey("descriptor:length", Detector.LADDER)))
                .as("what is measured on texts is of their family")
                .isEqualTo(Detector.LADDER.effectGate());
    }

    @Test
    void shouldTellTheEmbeddingOfTextsFromVectorsThatCannotBeCompared() {
        EffectGates gates = gates(Map.of("embedding", 0.5));

        assertThat(gates.of(new DetectorKey(DetectorKey.TEXT, Detector.EMBEDDING)))
                .isEqualTo(0.5);
        assertThat(gates.of(new DetectorKey(DetectorKey.VECTORS, Detector.MISMATCHED)))
                .isEqualTo(Detector.MISMATCHED.effectGate());
        assertThat(EffectGates.names())
                .contains("text", "numbers", "mismatched")
                .doesNotContain("identity")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseWhatIsNoEffect(double gate) {
        assertThatThrownBy(() -> gates(Map.of("text", gate))).hasMessageContaining("text");
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertThatThrownBy(() -> gates(Map.of("identity", 0.5))).hasMessageContaining("identity");
    }

    @Test
    void shouldMeasureStrengthByTheDetectorsOwnGateWhereThereIsNone() {
        DetectorKey key = new DetectorKey(DetectorKey.TEXT, Detector.EMBEDDING);
        TestResult result =
                new TestResult(1, 1e-9, Math.log(1e-9), 0.06, 500, 400, 5000, 1, 1, TestResult.Method.SADDLEPOINT);
        Tested without = new Tested(
                key, "trailing", 0, 0, result, new Tested.Bounds(1e-6, 0, 1e6), Collections.emptySortedMap());
        Tested with = new Tested(
                key, "trailing", 0, 0, result, new Tested.Bounds(1e-6, 0.02, 1e6), Collections.emptySortedMap());

        assertThat(without.significant()).isTrue();
        assertThat(without.strength()).isEqualTo(0.06 / Detector.EMBEDDING.effectGate());
        assertThat(with.strength()).isEqualTo(0.06 / 0.02);
    }
}
