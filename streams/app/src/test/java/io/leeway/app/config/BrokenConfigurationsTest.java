/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as people get them wrong, with what they are told, word for word. */
class BrokenConfigurationsTest {

    private static final int ENOUGH = 40;

    static Stream<BrokenConfiguration> broken() {
        return BrokenConfiguration.all();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldSayWhatIsWrong(BrokenConfiguration broken) {
        assertThat(Parsing.problems(broken.yaml(), broken.environment(), broken.flags()))
                .extracting(Problem::message)
                .containsExactlyElementsOf(broken.messages());
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics that collide", "a pinned span with its ends exchanged"})
    void shouldSayItOnTheCommandLine(String name, @TempDir Path folder) throws IOException {
        BrokenConfiguration broken =
                broken().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        Path file = Files.writeString(folder.resolve("leeway.yaml"), broken.yaml());

        CommandRun run = CommandRun.of("validate", "-c", file.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).containsExactlyElementsOf(broken.messages());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldCoverEveryKindOfMistake() {
        assertThat(broken()).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(broken())
                .allSatisfy(broken ->
                        assertThat(broken.messages()).as(broken.name()).isNotEmpty());
    }
}
