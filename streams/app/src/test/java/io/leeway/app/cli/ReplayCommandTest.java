/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schemas.DriftReport;
import io.leeway.schemas.MonitorState;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the built-in model. */
class ReplayCommandTest {

    private static final String EVENTS = """
            {"agentId":"a","occurredAt":"2026-01-01T00:00:00Z","text":"wo ist mein Paket für München"}
            {"agentId":"a","occurredAt":"2026-01-01T00:00:01Z","text":"my-secret-4711

            {"agentId":"a","occurredAt":"2026-01-01T00:00:02Z","text":"latin-\u00FC"}
            {"agentId":"a","occurredAt":"2026-01-01T00:05:00Z","text":"where is my parcel"}
            {"agentId":"a","occurredAt":"2026-01-01T00:00:03Z","text":"too late"}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReportBadLinesByTheirNumberAndGoOn() throws IOException {
        Path events = Files.write(folder.resolve("events.jsonl"), events());
        Path panes = folder.resolve("panes.jsonl");
        Path reports = folder.resolve("reports.jsonl");
        Path alerts = folder.resolve("alerts.jsonl");

        CommandRun run = CommandRun.of(
                "replay", "--events=" + events, "--panes=" + panes, "--reports=" + reports, "--alerts=" + alerts);

        assertThat(run.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("line 2: UNPARSABLE: not well-formed JSON"),
                        line -> assertThat(line).startsWith("line 4: UNPARSABLE: not well-formed JSON"));
        assertThat(run.err()).doesNotContain("my-secret");
        assertThat(run.out()).isEqualToNormalizingNewlines("5 events read, 2 refused, 1 late\n");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        List<PaneSummary> written = Files.readAllLines(panes).stream()
                .map(Records.PANE_SUMMARY::fromJson)
                .toList();
        assertThat(written).extracting(PaneSummary::getEvents).containsExactly(1L, 1L);
        assertThat(Files.readAllLines(reports).stream()
                        .map(Records.DRIFT_REPORT::fromJson)
                        .map(DriftReport::getState))
                .containsExactly(MonitorState.WARMING_UP, MonitorState.WARMING_UP);
        assertThat(alerts).isEmptyFile();
    }

    /** All in UTF-8 but one line. */
    private static byte[] events() {
        byte[] utf8 = EVENTS.getBytes(StandardCharsets.UTF_8);
        int at = EVENTS.substring(0, EVENTS.indexOf("latin-")).getBytes(StandardCharsets.UTF_8).length
                + "latin-".length();
        byte[] mixed = new byte[utf8.length - 1];
        System.arraycopy(utf8, 0, mixed, 0, at);
        mixed[at] = (byte) 0xFC;
        System.arraycopy(utf8, at + 2, mixed, at + 1, utf8.length - at - 2);
        return mixed;
    }

    @Test
    void shouldTakeCorporaAndReportBadItems() throws IOException {
        Path events = Files.write(folder.resolve("events.jsonl"), events());
        Path corpus = Files.writeString(folder.resolve("corpus.jsonl"), """
                {"agentId":"a","itemId":"faq-1","text":"how parcels are tracked"}
                {"agentId":"a","itemId":"faq-2","text":""}
                {"agentId":"a","itemId":"faq-3","text":"later","updatedAt":"2026-01-01T00:05:00Z"}
                """);
        Path reports = folder.resolve("reports.jsonl");

        CommandRun run = CommandRun.of("replay", "--events=" + events, "--corpus=" + corpus, "--reports=" + reports);

        assertThat(run.err()).startsWith("line 2 of " + corpus + ": INVALID_ITEM: ");
        assertThat(run.out())
                .isEqualToNormalizingNewlines("3 items of corpora read, 1 refused\n5 events read, 2 refused, 1 late\n");
        assertThat(Files.readAllLines(reports).stream()
                        .map(Records.DRIFT_REPORT::fromJson)
                        .map(DriftReport::getNotes))
                .containsExactly(
                        List.of("corpus: 1 items are too few to say what they cover: 200 are needed"),
                        List.of("corpus: 1 items are too few to say what they cover: 200 are needed"));
    }

    @Test
    void shouldReadLinesAsRecordsOfATopic() throws IOException {
        Path config = Files.writeString(folder.resolve("leeway.yaml"), """
                inputs:
                  - topic: chats
                    mapping: {agentId: $.who, text: $.said, occurredAt: $.at}
                """);
        Path events = Files.writeString(folder.resolve("events.jsonl"), """
                {"who":"a","said":"where is my parcel","at":1767225600}
                [{"who":"a","said":"and where is it now","at":1767225601},{"said":"nobody"}]
                """);
        Path panes = folder.resolve("panes.jsonl");

        CommandRun run =
                CommandRun.of("replay", "-c", "" + config, "--topic=chats", "--events=" + events, "--panes=" + panes);

        assertThat(run.err()).startsWith("line 2: INVALID_EVENT: ").hasLineCount(1);
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(Files.readAllLines(panes).stream()
                        .map(Records.PANE_SUMMARY::fromJson)
                        .map(PaneSummary::getEvents))
                .containsExactly(2L);
    }

    @Test
    void shouldRefuseATopicThatIsNoInput() {
        CommandRun run = CommandRun.of("replay", "--topic=elsewhere", "--events=" + folder);

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("--topic must be one of the inputs: agent-inputs");
    }

    @Test
    void shouldSayWhichFileIsMissing() {
        CommandRun run =
                CommandRun.of("replay", "--events", folder.resolve("missing").toString());

        assertThat(run.exit()).isEqualTo(Exit.FAILED);
        assertThat(run.err())
                .startsWith("leeway: no such file: ")
                .contains("missing")
                .hasLineCount(1);
    }
}
