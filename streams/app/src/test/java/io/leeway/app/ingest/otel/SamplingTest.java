/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ot=th:0|1/1",
                "ot=th:8|1/2",
                "ot=th:c;rv:123456789abcde|1/4",
                "ot=rv:123456789abcde;th:fd70a3d70a3d71|1/100",
                "vendor=1, ot=p:3;r:5|1/8",
                "ot=th:4|0.75"
            })
    void shouldReadTheShareThatWasKept(String traceState, String share) {
        assertThat(Sampling.of(traceState, Attributes.NONE)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"''", "vendor=th:8", "ot=th:", "ot=th:xyz", "ot=th:123456789abcdef", "ot=p:-1", "ot=p:99", "ot=rv:1"})
    void shouldSayNothingWhereNothingIsSaid(String traceState) {
        assertThat(Sampling.of(traceState, Attributes.NONE)).isNull();
    }

    @Test
    void shouldTakeAnAttributeAsItIs() {
        Attributes attributes = new Attributes(Map.of("sampling.probability", TextNode.valueOf("0.1")));

        assertThat(Sampling.of("", attributes)).isEqualTo("0.1");
        assertThat(Sampling.of("ot=th:8", attributes)).isEqualTo("1/2");
    }
}
