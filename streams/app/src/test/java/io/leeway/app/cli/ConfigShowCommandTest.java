/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigShowCommandTest {

    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("leeway.yaml"), """
                        threads: 3
                        kafka: {ssl.key.password: hunter2}
                        agents: {a: {windows: [1h]}}
                        """).toString();
    }

    @Test
    void shouldShowWhatIsSetInATable() {
        CommandRun run = CommandRun.of("config", "show", "-c", file, "--set", "http.port=9090");

        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().limit(5))
                .satisfiesExactly(
                        line -> assertThat(line).matches("version [0-9a-f]{12}"),
                        line -> assertThat(line).isEqualTo("kafka.ssl.key.password  (hidden)  " + file + ":2"),
                        line -> assertThat(line).isEqualTo("agents.a.windows        [1h]      " + file + ":3"),
                        line -> assertThat(line).isEqualTo("http.port               9090      command line"),
                        line -> assertThat(line).isEqualTo("threads                 3         " + file + ":1"));
        assertThat(run.out().lines().skip(5))
                .singleElement()
                .asString()
                .matches("\\d\\d keys are at their defaults; --all shows all");
        assertThat(CommandRun.of("config", "show", "-c", file, "--all").out())
                .containsPattern("\nhttp\\.bind +127\\.0\\.0\\.1 +default\n")
                .doesNotContain("--all shows all", "hunter2");
    }

    @Test
    void shouldShowAnAgent() {
        assertThat(CommandRun.of("config", "show", "-c", file, "--agent", "a").out())
                .containsPattern("\nwindows +\\[1h] +agents\\.a, .*leeway\\.yaml:3\n")
                .containsPattern("\ngrace +30s +default\n")
                .doesNotContain("threads");
    }

    @Test
    void shouldShowOneObjectALine() {
        assertThat(CommandRun.of("config", "show", "--json", "--set", "threads=3")
                        .out()
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "\\{\"key\":\"configVersion\",\"value\":\"[0-9a-f]{12}\",\"origin\":\"computed\"}"),
                        line -> assertThat(line)
                                .isEqualTo("{\"key\":\"threads\",\"value\":\"3\",\"origin\":\"command line\"}"));
    }

    @Test
    void shouldReportProblemsAsValidateDoes() {
        CommandRun run = CommandRun.of("config", "show", "-c", file, "--set", "threads=many");

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(CommandRun.of("validate", "-c", file, "--set", "threads=many")
                        .err());
    }

    @Test
    void shouldAskWhichCommand() {
        CommandRun run = CommandRun.of("config");

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("which command?");
    }
}
