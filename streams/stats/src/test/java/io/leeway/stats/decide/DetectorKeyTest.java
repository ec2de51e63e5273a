/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.DetectorKey.Detector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorKeyTest {

    @ParameterizedTest
    @CsvSource({
        "text, EMBEDDING, TEXT",
        "text, MISSING, MISSING",
        "number:a, LADDER, NUMBERS",
        "number:a, UNSEEN, NUMBERS",
        "number:a, MISSING, MISSING",
        "category:a, SHARES, CATEGORIES",
        "category:a, UNSEEN, CATEGORIES",
        "category:a, MISSING, MISSING"
    })
    void shouldBelongToAFamily(String feature, Detector detector, Family family) {
        assertThat(new DetectorKey(feature, detector).family()).isEqualTo(family);
    }

    @Test
    void shouldBeOrderedByFeatureThenDetector() {
        List<DetectorKey> ordered = List.of(
                new DetectorKey("category:a", Detector.MISSING),
                new DetectorKey("number:a", Detector.LADDER),
                new DetectorKey("number:a", Detector.MISSING),
                new DetectorKey("text", Detector.EMBEDDING));

        assertThat(ordered).isSorted();
    }
}
