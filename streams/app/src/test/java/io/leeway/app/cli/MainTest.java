/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "produce",
                "alerts",
                "replay",
                "evaluate",
                "digest",
                "dead-letters",
                "validate",
                "config"
            })
    void shouldExplainEveryCommand(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).contains("Usage: leeway " + command).contains("--help");
        assertThat(run.err()).isEmpty();
        assertThat(CommandRun.of("--help").out()).containsPattern("\n +" + command + " ");
        assertThat(CommandRun.of("help", command).out()).isEqualTo(run.out());
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(CommandRun.of("--version").out()).startsWith("leeway ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evaluat", "--nonsense", "", "validate --nonsense", "replay", "produce --rate fast --events x"})
    void shouldRefuseWrongUsage(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsAnyOf("Usage: leeway", "Did you mean: leeway")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-01-01", "+soon", "+", "2h"})
    void shouldRefuseATimeThatIsNone(String time) {
        CommandRun run =
                CommandRun.of("control", "mute", "--agent=a", "--bootstrap-servers=nowhere:1", "--until=" + time);

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err())
                .contains("'--until'", "'" + time + "' must be an event time such as 2026-01-01T08:00:00Z, or a period")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN"})
    void shouldRefuseARateThatIsNone(String rate) {
        CommandRun run = CommandRun.of("produce", "--events", "any", "--rate", rate);

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("--rate must be positive");
    }

    @Test
    void shouldFindAGoodConfigurationGood() throws IOException {
        Path file = Files.writeString(folder.resolve("good.yaml"), "defaults: {windows: [10m, 1h]}\n");

        CommandRun run = CommandRun.of("validate", "-c", file.toString(), "--set", "http.port=9090");

        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).matches("valid, version [0-9a-f]{12}\\R");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldShowTheLimitsInEffect() throws IOException {
        Path file = Files.writeString(folder.resolve("limits.yaml"), """
                defaults: {limits: {toolError: {rate: 0.02}}}
                agents: {a: {limits: {latencyMs: {p99: 3000}}}, b: {limits: {toolError: {}}}}
                """);

        CommandRun run = CommandRun.of("validate", "-c", file.toString());

        assertThat(run.out().lines().skip(1))
                .containsExactlyInAnyOrder(
                        "limits of all agents:",
                        "  toolError rate at most 0.02",
                        "limits of agents a:",
                        "  latencyMs p99 at most 3000",
                        "  toolError rate at most 0.02",
                        "no limits of agents b");
    }

    @Test
    void shouldListEveryProblemOfABadConfiguration() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.yaml"),
                "defaults: {pane: 7m, windws: [10m]}\nthreads: many\nhttp: {port: 99999}\n");

        CommandRun run = CommandRun.of("validate", "-c", file.toString());

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("defaults.pane"))
                .anyMatch(line -> line.contains("windws") && line.contains("windows"))
                .anyMatch(line -> line.contains("threads"))
                .anyMatch(line -> line.contains("http.port"));
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        Path missing = folder.resolve("missing.yaml");

        CommandRun run = CommandRun.of("validate", "-c", missing.toString());

        assertThat(run.exit()).isEqualTo(Exit.FAILED);
        assertThat(run.err())
                .startsWith("leeway: ")
                .contains(missing.toString())
                .hasLineCount(1);
    }

    @Test
    void shouldSayWhereToNameAKafka() {
        CommandRun run = CommandRun.of("alerts", "--data", folder.toString());

        assertThat(run.exit()).isEqualTo(Exit.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("no Kafka is named", "--bootstrap-servers", "kafka.bootstrap.servers")
                .hasLineCount(1);
        assertThat(CommandRun.of("run", "--set", "application-id=x").err())
                .contains("kafka.bootstrap.servers is not configured", "--embedded")
                .hasLineCount(1);
    }
}
