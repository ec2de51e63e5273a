/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.detect.LadderMap.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderMapTest {

    @Test
    void shouldTakeTheEdgesNearestToEquidistantShares() {
        LadderMap map = LadderMap.of(IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> new Candidate(i, i / 1000.0))
                .toList());

        assertThat(map.dimension()).isEqualTo(32);
        for (int k = 1; k <= 32; k++) {
            assertThat(map.edges()[k - 1]).isEqualTo(StrictMath.rint(1000 * k / 33.0));
            assertThat(map.shares()[k - 1]).isCloseTo(k / 33.0, within(5e-4));
        }
    }

    @Test
    void shouldScaleCountsToTheAndersonDarlingDistance() {
        LadderMap map = LadderMap.of(List.of(new Candidate(2, 0.5), new Candidate(1, 0.2), new Candidate(3, 1)));
        double[] reference = map.sums(edge -> edge == 1 ? 20 : 50);
        double[] window = map.sums(edge -> edge == 1 ? 3 : 4);
        double[] difference = new double[] {window[0] / 10 - reference[0] / 100, window[1] / 10 - reference[1] / 100};

        assertThat(map.edges()).containsExactly(1, 2);
        assertThat(Vectors.squaredNorm(difference))
                .isCloseTo(0.5 * (0.1 * 0.1 / (0.2 * 0.8) + 0.1 * 0.1 / (0.5 * 0.5)), within(1e-15));
        assertThat(map.shareDifferences(difference)).containsExactly(new double[] {0.1, -0.1}, within(1e-15));
        assertThat(map.independentTrace(new double[] {reference[0] / 100, reference[1] / 100}))
                .isCloseTo(1, within(1e-14));
    }

    @Test
    void shouldHaveNoEdgesWithoutUsableVariation() {
        assertThat(LadderMap.of(List.of()).dimension()).isZero();
        assertThat(LadderMap.of(List.of(new Candidate(7, 1))).dimension()).isZero();
        assertThat(LadderMap.of(List.of(new Candidate(0, 0.98), new Candidate(1, 1)))
                        .dimension())
                .isZero();
        assertThat(LadderMap.of(List.of(new Candidate(0, 0.029), new Candidate(1, 1)))
                        .dimension())
                .isZero();
        assertThat(LadderMap.of(List.of(new Candidate(0, 0.97), new Candidate(1, 1)))
                        .dimension())
                .isEqualTo(1);
        assertThat(LadderMap.of(List.of()).sums(edge -> 1)).isEmpty();
    }

    @Test
    void shouldUseEachEdgeOnce() {
        LadderMap map = LadderMap.of(List.of(
                new Candidate(1, 0.3), new Candidate(1, 0.6), new Candidate(-0.0, 0.1), new Candidate(0.0, 0.2)));

        assertThat(map.edges()).containsExactly(0, 1);
        assertThat(map.shares()).containsExactly(0.2, 0.6);
    }

    @Test
    void shouldPassOverInfiniteCandidatesAndRefuseNaN() {
        List<Candidate> candidates = new ArrayList<>(List.of(
                new Candidate(Double.NEGATIVE_INFINITY, 0.1),
                new Candidate(4, 0.5),
                new Candidate(Double.POSITIVE_INFINITY, 0.9)));

        assertThat(LadderMap.of(candidates).edges()).containsExactly(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate(Double.NaN, 0.5))
                .withMessageContaining("edge is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate(1, 1.5))
                .withMessageContaining("share is 1.5");
    }
}
