/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leeway.app.evaluate.ScenarioFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the built-in model, though the streams have no texts. */
class EvaluateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void shouldPrintATableAndWriteFiles() throws IOException {
        ScenarioFixture.folder(folder);
        Path json = folder.resolve("result.json");
        Path page = folder.resolve("result.html");

        CommandRun run = CommandRun.of(
                "evaluate",
                "--scenarios=" + folder,
                "--cache=" + folder.resolve("cache"),
                "--out=" + json,
                "--report=" + page,
                "--threads=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).contains("n1_unit_error", "n2_control", "always-fire", "embedding", "evaluation");
        assertThat(new JsonMapper().readTree(json.toFile()).get("streams")).hasSize(2);
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("n1_unit_error");
    }

    @Test
    void shouldPrintNothingButJsonIfAsked() throws IOException {
        ScenarioFixture.folder(folder);

        CommandRun run = CommandRun.of(
                "evaluate", "--scenarios=" + folder, "--only=n2*", "--json", "--cache=" + folder.resolve("cache"));

        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.err()).isEmpty();
        assertThat(new JsonMapper().readTree(run.out()).get("streams")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only=x*", "--only=["})
    void shouldRefuseWhatSelectsNothing(String only) throws IOException {
        ScenarioFixture.folder(folder);

        CommandRun run = CommandRun.of("evaluate", "--scenarios=" + folder, only);

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("leeway: ").hasLineCount(1);
    }

    @Test
    void shouldRefuseAFolderThatIsNone() {
        CommandRun absent = CommandRun.of("evaluate", "--scenarios=" + folder.resolve("absent"));
        CommandRun empty = CommandRun.of("evaluate", "--scenarios=" + folder);

        assertThat(absent.exit()).isEqualTo(Exit.USAGE);
        assertThat(absent.err())
                .startsWith("leeway: there is no folder ")
                .contains("absent")
                .hasLineCount(1);
        assertThat(empty.exit()).isEqualTo(Exit.USAGE);
        assertThat(empty.err()).contains("has no index.json").hasLineCount(1);
    }

    @Test
    void shouldRefuseOptionsThatMakeNoSense() {
        CommandRun threads = CommandRun.of("evaluate", "--scenarios=" + folder, "--threads=0");
        CommandRun model = CommandRun.of("evaluate", "--scenarios=" + folder, "--model=minilmm");

        assertThat(threads.exit()).isEqualTo(Exit.USAGE);
        assertThat(threads.err()).contains("--threads must be at least 1: 0");
        assertThat(model.exit()).isEqualTo(Exit.USAGE);
        assertThat(model.err()).contains("model.name");
        assertThat(CommandRun.of("evaluate").exit()).isEqualTo(Exit.USAGE);
    }
}
