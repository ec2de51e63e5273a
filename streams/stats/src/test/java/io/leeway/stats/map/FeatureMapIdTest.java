/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureMapIdTest {

    private static final FeatureMapId ID = FeatureMapId.standard("minilm", "c0ffee", 384, 1.35);

    @Test
    void shouldKeepItsDigestForEver() {
        assertThat(ID.digest()).isEqualTo("8df15c962e4a7c1f");
    }

    @Test
    void shouldHaveTheStandardSize() {
        assertThat(ID.features()).isEqualTo(512);
        assertThat(ID.version()).isEqualTo(1);
    }

    @Test
    void shouldHaveAnotherDigestWhenAnyPartDiffers() {
        long seed = ID.seed();
        List<FeatureMapId> ids = List.of(
                ID,
                new FeatureMapId("minilm2", "c0ffee", 384, 512, 1.35, seed, 1),
                new FeatureMapId("minilm", "c0ffef", 384, 512, 1.35, seed, 1),
                new FeatureMapId("minilm", "c0ffee", 385, 512, 1.35, seed, 1),
                new FeatureMapId("minilm", "c0ffee", 384, 510, 1.35, seed, 1),
                new FeatureMapId("minilm", "c0ffee", 384, 512, Math.nextUp(1.35), seed, 1),
                new FeatureMapId("minilm", "c0ffee", 384, 512, 1.35, seed + 1, 1),
                new FeatureMapId("minilm", "c0ffee", 384, 512, 1.35, seed, 2),
                new FeatureMapId("a\ncanary 1:b", "", 384, 512, 1.35, seed, 1),
                new FeatureMapId("a", "b\ncanary 0:", 384, 512, 1.35, seed, 1));

        Stream<String> digests = ids.stream().map(FeatureMapId::digest);

        assertThat(digests).doesNotHaveDuplicates().allMatch(digest -> digest.matches("[0-9a-f]{16}"));
    }

    @Test
    void shouldNameTheValueOutOfRange() {
        assertThatThrownBy(() -> FeatureMapId.standard(" ", "c", 384, 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> FeatureMapId.standard("m", "c", 0, 1)).hasMessageContaining("input dimension 0");
        assertThatThrownBy(() -> FeatureMapId.standard("m", "c", 70_000, 1)).hasMessageContaining("70000");
        assertThatThrownBy(() -> FeatureMapId.standard("m", "c", 3, 0)).hasMessageContaining("sigma squared 0.0");
        assertThatThrownBy(() -> FeatureMapId.standard("m", "c", 3, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> FeatureMapId.standard("m", "c", 3, Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new FeatureMapId("m", "c", 3, 511, 1, 0, 1)).hasMessageContaining("511");
        assertThatThrownBy(() -> new FeatureMapId("m", "c", 3, 512, 1, 0, 0)).hasMessageContaining("version 0");
    }
}
