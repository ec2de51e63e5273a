/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.CohortSettings;
import io.leeway.app.topic.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CohortAdmissionTest {

    private static final CohortSettings SETTINGS =
            new CohortSettings(Optional.of(new CohortSettings.Pair("v1", "v2")), Optional.empty(), 2, false);

    private final CohortMemory memory = CohortMemory.inProcess();

    private boolean admits(String agent, String cohort) {
        return new CohortAdmission(memory).admits(new StreamKey(agent, cohort), SETTINGS);
    }

    @Test
    void shouldAdmitWhoCameFirstAndWhoIsComparedInAnyCase() {
        assertThat(admits("a", "")).isTrue();
        assertThat(admits("a", "tenant-1")).isTrue();
        assertThat(admits("a", "tenant-2")).isFalse();
        assertThat(admits("a", "v1")).isTrue();
        assertThat(admits("a", "v2")).isTrue();
        assertThat(admits("a", "")).isTrue();
        assertThat(admits("a", "tenant-1")).isTrue();
    }

    @Test
    void shouldCountEachAgentByItself() {
        assertThat(admits("a", "tenant-1")).isTrue();
        assertThat(admits("a", "tenant-2")).isTrue();

        assertThat(admits("b", "tenant-3")).isTrue();
    }

    @Test
    void shouldCountACohortOnceWhateverItsName() {
        assertThat(admits("a", "odd\0name")).isTrue();
        assertThat(admits("a", "odd\0name")).isTrue();
        assertThat(admits("a", "tenant-1")).isTrue();

        assertThat(admits("a", "odd")).isFalse();
    }

    @Test
    void shouldRefuseBytesOfAnotherVersion() {
        memory.put(CohortMemory.Kind.COHORTS, new StreamKey("a", ""), "2\0tenant".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> admits("a", "tenant-1")).hasMessage("cohorts of unknown version 2");
    }
}
