/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenvaluesTest {

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 65, 144})
    void areThoseOfTheLibrary(int size) {
        double[][] matrix = gram(size, size + 3);

        double[] own = SymmetricEigenvalues.of(matrix);

        double[] library = new EigenDecomposition(new Array2DRowRealMatrix(matrix)).getRealEigenvalues();
        Arrays.sort(library);
        assertThat(own).containsExactly(library, within(1e-12 * library[size - 1]));
    }

    @Test
    void keepTheTraceOfAMatrixOfLowRank() {
        double[][] matrix = gram(60, 5);

        double[] own = SymmetricEigenvalues.of(matrix);

        double largest = own[59];
        assertThat(Arrays.stream(own).sum()).isCloseTo(trace(matrix), within(1e-12 * largest));
        assertThat(Arrays.copyOf(own, 55)).containsExactly(new double[55], within(1e-12 * largest));
        assertThat(own[55]).isGreaterThan(1e-3 * largest);
    }

    @Test
    void ofWhatIsDiagonalAlreadyAreTheDiagonal() {
        double[][] matrix = {{3, 0, 0}, {0, 0, 0}, {0, 0, 1e-200}};

        assertThat(SymmetricEigenvalues.of(matrix)).containsExactly(0, 1e-200, 3);
        assertThat(SymmetricEigenvalues.of(new double[4][4])).containsOnly(0);
        assertThat(SymmetricEigenvalues.of(new double[0][0])).isEmpty();
    }

    @Test
    void leaveTheMatrixAsItIs() {
        double[][] matrix = {{2, 1}, {1, 2}};

        assertThat(SymmetricEigenvalues.of(matrix)).containsExactly(new double[] {1, 3}, within(1e-14));
        assertThat(matrix).isDeepEqualTo(new double[][] {{2, 1}, {1, 2}});
    }

    @Test
    void ofWhatIsNotFiniteThereAreNone() {
        double[][] matrix = gram(4, 6);
        matrix[1][2] = Double.NaN;
        matrix[2][1] = Double.NaN;

        assertThatThrownBy(() -> SymmetricEigenvalues.of(matrix)).isInstanceOf(IllegalStateException.class);
    }

    private double[][] gram(int size, int rank) {
        double[][] rows = new double[size][rank];
        for (double[] row : rows) {
            Arrays.setAll(row, k -> random.nextGaussian());
        }
        double[][] gram = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                gram[i][j] = Vectors.dot(rows[i], rows[j]);
            }
        }
        return gram;
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }
}
