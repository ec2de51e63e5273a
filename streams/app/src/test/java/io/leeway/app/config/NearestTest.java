/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "port, prot, 1", "kitten, sitting, 3", "ab, ba, 1", "a, b, 1"
    })
    void shouldCountEdits(String a, String b, int expected) {
        assertThat(Nearest.distance(a, b)).isEqualTo(expected);
        assertThat(Nearest.distance(b, a)).isEqualTo(expected);
    }

    @Test
    void shouldSuggestOnlyWhatIsNear() {
        assertThat(Nearest.to("wimdow", List.of("panes", "windows", "window"))).contains("window");
        assertThat(Nearest.to("colour", List.of("panes", "windows"))).isEmpty();
    }
}
