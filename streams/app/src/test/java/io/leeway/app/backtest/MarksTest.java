/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.config.ConfigurationException;
import io.leeway.app.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {

    @TempDir
    private Path folder;

    private List<Mark> read(String text) throws IOException {
        return Marks.read(Files.writeString(folder.resolve("marks.yaml"), text));
    }

    @Test
    void readsYamlAndJsonInTheOrderOfTime() throws IOException {
        List<Mark> yaml = read("""
                marks:
                  - {agent: "b*", from: 2026-01-02T00:00:00Z, to: 2026-01-03T00:00:00Z, kind: incident, note: new}
                  - {agent: a, from: 2026-01-01T00:00:00Z, to: 2026-01-02T00:00:00Z, kind: clean}
                """);
        List<Mark> json = read("""
                {"marks":[{"agent":"a","from":"2026-01-01T00:00:00Z","to":"2026-01-02T00:00:00Z","kind":"clean"}]}
                """);

        assertThat(yaml).extracting(Mark::kind).containsExactly(Mark.Kind.CLEAN, Mark.Kind.INCIDENT);
        assertThat(yaml.get(1).note()).isEqualTo("new");
        assertThat(yaml.get(1).agents().matches("b1")).isTrue();
        assertThat(yaml.get(0).contains(Instant.parse("2026-01-01T00:00:00Z"))).isTrue();
        assertThat(yaml.get(0).contains(Instant.parse("2026-01-02T00:00:00Z"))).isFalse();
        assertThat(json).hasSize(1);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> read("""
                        marks:
                          - {agent: "", from: yesterday, to: 2026-01-02T00:00:00Z, kind: calm, why: x}
                          - {agent: a, from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z, kind: clean}
                        """))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationException.class))
                .extracting(ConfigurationException::problems, InstanceOfAssertFactories.list(Problem.class))
                .extracting(Problem::message)
                .containsExactly(
                        "marks[0].why = x: is not known; there are agent, from, to, kind and note",
                        "marks[0].agent: must be a pattern of agents",
                        "marks[0].from = yesterday: must be an event time such as 2026-01-01T08:00:00Z",
                        "marks[0].kind = calm: must be one of clean, incident",
                        "marks[1].to = 2026-01-01T00:00:00Z: must be after from");
        assertThatThrownBy(() -> read("- 1\n- 2\n")).hasMessageContaining("must be a list of stretches");
    }
}
