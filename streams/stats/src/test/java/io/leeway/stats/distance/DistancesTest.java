/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.distance.CumulativeLadder.Shape;
import java.util.Arrays;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void shouldNameTheValuesOfCells() {
        SortedMap<String, Double> values = Distances.ofCells(new double[] {50, 50}, new double[] {30, 10}, 1)
                .byName();

        assertThat(values.keySet())
                .containsExactly(
                        "chebyshev",
                        "chiSquare",
                        "hellinger",
                        "jensenShannon",
                        "jensenShannonCorrected",
                        "psi",
                        "psiCorrected",
                        "totalVariation",
                        "totalVariationCorrected");
        assertThat(values).containsEntry("totalVariation", 0.25).containsEntry("chebyshev", 0.25);
        assertThatThrownBy(() -> values.put("psi", 0.0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldAddTheValuesOfALadder() {
        CumulativeLadder ladder = CumulativeLadder.of(
                new double[] {1, 2}, new double[] {50, 100, 100}, new double[] {0, 10, 10}, 1, 2, Shape.STEPS);

        Distances distances = Distances.ofLadder(ladder, 1);

        assertThat(distances.byName().keySet())
                .hasSize(14)
                .contains(
                        "kolmogorovSmirnov",
                        "psi",
                        "wasserstein",
                        "wassersteinCorrected",
                        "wassersteinNormalised",
                        "wassersteinNormalisedCorrected");
        assertThat(distances.byName()).containsEntry("kolmogorovSmirnov", 0.5);
        assertThat(distances.byName()).containsEntry("wasserstein", 0.5);
        assertThat(distances.byName()).containsEntry("wassersteinNormalised", 1.0);
    }

    @Test
    void shouldReadPsiOfANumberOnDeciles() {
        double[] edges = new double[99];
        double[] reference = new double[100];
        double[] window = new double[100];
        Arrays.setAll(edges, k -> k + 1);
        Arrays.setAll(reference, k -> 10.0 * (k + 1));
        Arrays.setAll(window, k -> 2.0 * Math.max(0, k - 9));
        double[] deciles = new double[10];
        Arrays.fill(deciles, 100);
        double[] shifted = new double[10];
        Arrays.fill(shifted, 1, 10, 20);

        Distances distances =
                Distances.ofLadder(CumulativeLadder.of(edges, reference, window, 0, 100, Shape.LINES), 1.5);

        assertThat(distances.cells()).isEqualTo(CellDistances.of(deciles, shifted, 1.5));
    }

    @Test
    void shouldSeeWhatIsNewBesideAConstant() {
        Distances distances = Distances.ofLadder(
                CumulativeLadder.of(
                        new double[] {0}, new double[] {500, 500}, new double[] {60, 80}, 0, 0, Shape.STEPS),
                1);

        assertThat(distances.cells()).isEqualTo(CellDistances.of(new double[] {500, 0}, new double[] {60, 20}, 1));
        assertThat(distances.cells().totalVariation()).isEqualTo(0.25);
    }

    @Test
    void shouldRefuseWhatIsNoLadder() {
        double[] edges = {1, 2};
        double[] counts = {1, 2, 3};
        refused("edge 1 is 1.0 but must be above", new double[] {1, 1}, counts, counts, 0, 3);
        refused("edge 0 is NaN", new double[] {Double.NaN, 1}, counts, counts, 0, 3);
        refused("number of reference counts is 2 but must be 3", edges, new double[] {1, 2}, counts, 0, 3);
        refused("window count 1 is 0.0 but must be at least 1.0", edges, counts, new double[] {1, 0, 3}, 0, 3);
        refused("window count 2 is NaN", edges, counts, new double[] {1, 2, Double.NaN}, 0, 3);
        refused("lowest is 4.0 but must be at most highest, 3.0", edges, counts, counts, 4, 3);
        refused("highest is Infinity", edges, counts, counts, 0, Double.POSITIVE_INFINITY);
    }

    private static void refused(
            String message, double[] edges, double[] reference, double[] window, double lowest, double highest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CumulativeLadder.of(edges, reference, window, lowest, highest, Shape.STEPS))
                .withMessageContaining(message);
    }
}
