/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.sketch.Observation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimpleDetectorsTest {

    private static boolean fires(String name, List<Observation> reference, List<Observation> window) {
        SimpleDetectors.Kind kind = SimpleDetectors.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return kind.fit().to(Sample.of(reference)).fires(Sample.of(window));
    }

    @Test
    void shouldFireAlwaysOrNever() {
        assertThat(fires("always-fire", List.of(), List.of())).isTrue();
        assertThat(fires("never-fire", List.of(), List.of())).isFalse();
    }

    @Test
    void shouldMeasureTheDistanceOfCentroids() {
        List<Observation> reference = SimpleEvents.vectors(1, 4000, 2, 0);

        assertThat(fires("centroid-distance", reference, SimpleEvents.vectors(2, 4000, 2, 0.1)))
                .isFalse();
        assertThat(fires("centroid-distance", reference, SimpleEvents.vectors(2, 4000, 2, 0.3)))
                .isTrue();
        assertThat(fires("centroid-distance", reference, SimpleEvents.table(1, 10, 0, 0)))
                .as("no texts")
                .isFalse();
    }

    @Test
    void shouldTestEveryFeatureByItself() {
        List<Observation> texts = SimpleEvents.vectors(1, 500, 5, 0);
        List<Observation> table = SimpleEvents.table(1, 500, 10, 0.3);

        assertThat(fires("ks-bonferroni", texts, SimpleEvents.vectors(2, 200, 5, 0)))
                .isFalse();
        assertThat(fires("ks-bonferroni", texts, SimpleEvents.vectors(2, 200, 5, 1)))
                .isTrue();
        assertThat(fires("ks-bonferroni", table, SimpleEvents.table(2, 200, 10, 0.3)))
                .isFalse();
        assertThat(fires("ks-bonferroni", table, SimpleEvents.table(2, 200, 11, 0.3)))
                .isTrue();
        assertThat(fires("ks-bonferroni", table, SimpleEvents.table(2, 200, 10, 0.7)))
                .isTrue();
        assertThat(fires("ks-bonferroni", table, texts)).as("nothing in common").isFalse();
    }

    @Test
    void shouldComparePointsOfTables() {
        List<Observation> table = SimpleEvents.table(1, 500, 10, 0.3);

        assertThat(fires("mmd-permutation", table, SimpleEvents.table(2, 200, 10, 0.3)))
                .isFalse();
        assertThat(fires("mmd-permutation", table, SimpleEvents.table(2, 200, 11, 0.3)))
                .isTrue();
        assertThat(fires("mmd-permutation", table, SimpleEvents.table(2, 200, 10, 0.7)))
                .isTrue();
        assertThat(fires("mmd-permutation", table, List.of())).isFalse();
    }

    @Test
    void shouldFitPointsToTheReferenceAlone() {
        Points points = new Points(Sample.of(List.of(
                SimpleEvents.event("1", Map.of("x", 1.0, "constant", 5.0), Map.of("c", "a")),
                SimpleEvents.event("2", Map.of("x", 3.0, "constant", 5.0), Map.of("c", "b")))));

        assertThat(points.of(Sample.of(List.of(
                        SimpleEvents.event("3", Map.of("x", 4.0, "new", 1.0), Map.of("c", "b")),
                        SimpleEvents.event("4", Map.of("x", Double.POSITIVE_INFINITY), Map.of("c", "unseen"))))))
                .isDeepEqualTo(new double[][] {{2, 0, 1}, {0, 0, 0}});
    }
}
