/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdditivePartTest {

    @Test
    void shouldAgreeWithNumPy() {
        List<double[]> terms = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        List<double[]> rests = new ArrayList<>();
        double parameters = 0;
        for (String[] row : Golden.rows("additive-part.csv")) {
            double[] numbers = Golden.numbers(row, 0);
            parameters = numbers[0];
            terms.add(Arrays.copyOfRange(numbers, 1, 6));
            vectors.add(Arrays.copyOfRange(numbers, 6, 8));
            rests.add(Arrays.copyOfRange(numbers, 8, 10));
        }

        AdditivePart additive = AdditivePart.fit(terms, vectors);

        assertThat(additive.parameters()).isCloseTo(parameters, within(1e-10));
        for (int i = 0; i < terms.size(); i++) {
            double[] rest = vectors.get(i).clone();
            additive.removeFrom(rest, terms.get(i));
            assertThat(rest).containsExactly(rests.get(i), within(1e-10));
        }
    }
}
