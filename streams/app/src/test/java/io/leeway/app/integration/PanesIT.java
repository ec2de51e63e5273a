/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.cli.CommandRun;
import io.leeway.app.config.AgentPattern;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.history.PaneFile;
import io.leeway.app.history.PaneFilter;
import io.leeway.app.history.PaneTopic;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.schemas.PaneClosedBy;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The history of panes, from a topic to a file. */
@Execution(ExecutionMode.CONCURRENT)
class PanesIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void shouldExportWhatIsMeantAndTheLaterRun() throws Exception {
        try (Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = cluster.config();
            String topic = config.topics().panes();
            String[] servers = {"-b", config.kafka().get("bootstrap.servers")};
            CommandRun early = run("panes", servers, "list");
            assertThat(early.err()).contains("topic leeway.panes does not exist");
            assertThat(early.exit()).isEqualTo(1);

            cluster.createOutputs(config);
            Path file = directory.resolve("panes.avro");
            CommandRun nothing = run("panes", servers, "export", "--out", file.toString());
            assertThat(nothing.err()).contains("no pane that is meant is in leeway.panes, and nothing was written");
            assertThat(nothing.exit()).isEqualTo(1);
            assertThat(file).doesNotExist();

            cluster.send(records(topic, "support", 0, 90, "first"));
            cluster.send(records(topic, "travel", 0, 30, "first"));
            cluster.send(List.of(
                    new ProducerRecord<>(topic, "odd|".getBytes(StandardCharsets.UTF_8), new byte[] {1}),
                    new ProducerRecord<>(topic, new byte[] {2}, new byte[] {1})));
            cluster.send(records(topic, "support", 60, 100, "second"));

            CommandRun list = run("panes", servers, "list");
            assertThat(list.out())
                    .contains("support  100 panes  2026-01-01T00:00:00Z to 2026-01-01T01:40:00Z")
                    .contains("travel   30 panes  2026-01-01T00:00:00Z to 2026-01-01T00:30:00Z");
            assertThat(list.err())
                    .contains("30 panes left out: their inputs were processed again later")
                    .contains("2 records left out: they are no panes");

            CommandRun export = run(
                    "panes",
                    servers,
                    "export",
                    "--out",
                    file.toString(),
                    "--agent",
                    "s*",
                    "--from",
                    "2026-01-01T00:50:00Z",
                    "--to",
                    "2026-01-01T01:10:00Z");
            assertThat(export.exit()).isZero();
            assertThat(export.out())
                    .isEqualToNormalizingNewlines(
                            "20 panes from 2026-01-01T00:50:00Z to 2026-01-01T01:10:00Z written to " + file + "\n");
            List<PaneSummary> exported = new ArrayList<>();
            PaneFile.open(file).forEach(exported::add);
            assertThat(exported)
                    .extracting(PaneSummary::getPaneStart)
                    .isEqualTo(IntStream.range(50, 70)
                            .mapToObj(minute -> START.plusSeconds(60L * minute))
                            .toList());
            assertThat(exported.subList(0, 10))
                    .extracting(PaneSummary::getDigest)
                    .containsOnly("first");
            assertThat(exported.subList(10, 20))
                    .extracting(PaneSummary::getDigest)
                    .containsOnly("second");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .contains("leeway.application-id")
                    .contains("leeway 0.1.0");
        }
    }

    @Test
    void shouldSkipWhatWasAppendedLongBeforeButNotWhereTimesAreTheProducers() throws Exception {
        try (Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = cluster.config();
            cluster.createOutputs(config);
            String topic = config.topics().panes();
            cluster.send(records(topic, "support", 0, 5, "now"));
            // Everything was appended just now; what begins in two days can have been appended no more than a day
            // before.
            List<Long> read = new ArrayList<>();
            PaneTopic late = PaneTopic.closed(
                    config,
                    new PaneFilter(Instant.now().plusSeconds(200_000), null, null),
                    (done, all) -> read.add(all));
            late.forEach(pane -> assertThat(pane).isNull());
            assertThat(read).as("nothing had to be read").isEmpty();

            cluster.create("by-producers", 1);
            List<ProducerRecord<byte[], byte[]>> old = records("by-producers", "support", 0, 5, "old").stream()
                    .map(record -> new ProducerRecord<>(record.topic(), 0, 1L, record.key(), record.value()))
                    .toList();
            cluster.send(old);
            Topics.Topic<StreamKey, PaneSummary> panes = Topics.of(config).panes();
            List<PaneSummary> all = new ArrayList<>();
            new PaneTopic(
                            config.kafka(),
                            new Topics.Topic<>("by-producers", panes.key(), panes.value(), panes.config()),
                            Optional.empty(),
                            new PaneFilter(START, null, AgentPattern.of("supp*")),
                            (done, of) -> {})
                    .forEach(all::add);
            assertThat(all).hasSize(5);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> records(
            String topic, String agent, int from, int to, String run) {
        return IntStream.range(from, to)
                .mapToObj(minute -> new ProducerRecord<>(
                        topic,
                        StreamKey.of(agent, null).toString().getBytes(StandardCharsets.UTF_8),
                        Records.PANE_SUMMARY.encode(PaneSummary.newBuilder()
                                .setAgentId(agent)
                                .setPaneStart(START.plusSeconds(60L * minute))
                                .setPaneEnd(START.plusSeconds(60L * (minute + 1)))
                                .setClosedBy(PaneClosedBy.TIME)
                                .setEvents(1)
                                .setFeatureMap("map")
                                .setDigest(run)
                                .setFormatVersion(1)
                                .setSummary(ByteBuffer.wrap(new byte[] {1}))
                                .build())))
                .toList();
    }

    private static CommandRun run(String group, String[] servers, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(group, command));
        arguments.addAll(List.of(servers));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
