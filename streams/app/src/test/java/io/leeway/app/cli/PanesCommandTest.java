/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanesCommandTest {

    private static final String EVENTS = """
            {"agentId":"support","occurredAt":"2026-01-01T00:00:00Z","numbers":{"latencyMs":3}}
            {"agentId":"support","occurredAt":"2026-01-01T00:00:30Z","numbers":{"latencyMs":4}}
            {"agentId":"travel","cohort":"v2","occurredAt":"2026-01-01T00:01:00Z","numbers":{"latencyMs":5}}
            {"agentId":"support","occurredAt":"2026-01-01T00:05:00Z","numbers":{"latencyMs":6}}
            """;

    @TempDir
    private Path folder;

    private Path panes;

    @BeforeEach
    void replay() throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), EVENTS);
        panes = folder.resolve("panes.avro");
        CommandRun run = CommandRun.of("replay", "--events=" + events, "--panes=" + panes);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldListWhatAReplayWrote() {
        CommandRun run = CommandRun.of("panes", "list", "--panes=" + panes);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("panes of leeway, written by leeway 0.1.0"),
                        line -> assertThat(line)
                                .startsWith("support      2 panes  2026-01-01T00:00:00Z to 2026-01-01T00:06:00Z"
                                        + "  3 events  "),
                        line -> assertThat(line)
                                .startsWith("travel (v2)  1 panes  2026-01-01T00:01:00Z to 2026-01-01T00:02:00Z"
                                        + "  1 events  "));
    }

    @Test
    void shouldListForPrograms() throws IOException {
        CommandRun run = CommandRun.of("panes", "list", "--panes=" + panes, "--json", "--agent=t*");

        JsonNode row = new ObjectMapper().readTree(run.out());
        assertThat(row.path("agentId").asText()).isEqualTo("travel");
        assertThat(row.path("cohort").asText()).isEqualTo("v2");
        assertThat(row.path("panes").asLong()).isEqualTo(1);
        assertThat(row.path("events").asLong()).isEqualTo(1);
        assertThat(row.path("first").asText()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(row.path("last").asText()).isEqualTo("2026-01-01T00:02:00Z");
        assertThat(row.path("bytes").asLong()).isPositive();
        assertThat(row.path("featureMaps")).hasSize(1);
    }

    @Test
    void shouldListOnlyWhatIsMeant() {
        assertThat(CommandRun.of("panes", "list", "--panes=" + panes, "--from=2026-01-01T00:05:00Z")
                        .out())
                .contains("support  1 panes  2026-01-01T00:05:00Z");
        assertThat(CommandRun.of("panes", "list", "--panes=" + panes, "--to=2026-01-01T00:00:59Z")
                        .out())
                .contains("no panes");
    }

    @Test
    void shouldRefuseTimesAndFilesThatAreNone() {
        CommandRun time = CommandRun.of("panes", "list", "--panes=" + panes, "--from=yesterday");
        assertThat(time.exit()).isEqualTo(Exit.USAGE);
        assertThat(time.err()).contains("'yesterday' must be an event time such as 2026-01-01T08:00:00Z");

        CommandRun range = CommandRun.of(
                "panes", "list", "--panes=" + panes, "--from=2026-01-02T00:00:00Z", "--to=2026-01-01T00:00:00Z");
        assertThat(range.exit()).isEqualTo(Exit.USAGE);
        assertThat(range.err()).contains("the range must end after it begins");

        CommandRun foreign = CommandRun.of("panes", "list", "--panes=" + folder.resolve("events.jsonl"));
        assertThat(foreign.exit()).isEqualTo(Exit.FAILED);
        assertThat(foreign.err()).contains("is not a file of panes").hasLineCount(1);

        CommandRun missing = CommandRun.of("panes", "list", "--panes=" + folder.resolve("none.avro"));
        assertThat(missing.exit()).isEqualTo(Exit.FAILED);
        assertThat(missing.err()).startsWith("leeway: no such file: ").hasLineCount(1);
    }

    @Test
    void shouldAskWhichCommand() {
        CommandRun run = CommandRun.of("panes");

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("which command? see leeway panes --help");
    }
}
