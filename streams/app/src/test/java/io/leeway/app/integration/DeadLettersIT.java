/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.cli.CommandRun;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.error.ContentHash;
import io.leeway.app.error.DeadLetter;
import io.leeway.app.service.LeewayService;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Dead letters of the service, summed up and sent again by the command. */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersIT {

    private static final String REFUSED = "belladonna";

    @TempDir
    Path directory;

    @Test
    void shouldSumUpAndSendAgainOnce() throws Exception {
        try (Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = cluster.config();
            String servers = config.kafka().get("bootstrap.servers");
            List<RecordMetadata> sent = refused(cluster, config);
            String about = Cluster.INPUT + "-0-" + sent.get(1).offset();

            CommandRun summary = run(servers, "dead-letters");
            assertThat(summary.err()).isEmpty();
            assertThat(summary.out())
                    .contains("agent-inputs  EMBEDDING_FAILED  1", "agent-inputs  UNPARSABLE  1", about + ": ")
                    .doesNotContain(REFUSED);
            JsonNode json = new ObjectMapper()
                    .readTree(run(servers, "dead-letters", "--json", "--reason", "EMBEDDING_FAILED", "--since", "1h")
                            .out());
            assertThat(json.path("count").asInt()).isEqualTo(1);
            assertThat(json.path("newest").path("offset").asLong())
                    .isEqualTo(sent.get(1).offset());

            String[] resubmit = {"dead-letters", "resubmit", "--reason", "EMBEDDING_FAILED"};
            CommandRun dry = run(servers, resubmit);
            assertThat(dry.out()).contains("1 would be sent again", "add --execute to send 1 again");
            assertThat(inputs(config)).hasSize(3);

            CommandRun executed = run(servers, with(resubmit, "--execute"));
            assertThat(executed.err()).isEmpty();
            assertThat(executed.out()).contains("1 sent again, 0 left");
            assertThat(executed.exit()).isZero();
            assertThat(run(servers, with(resubmit, "--execute")).out()).contains("nothing to send again");

            List<ConsumerRecord<byte[], byte[]>> inputs = inputs(config);
            assertThat(inputs).hasSize(4);
            ConsumerRecord<byte[], byte[]> again = inputs.get(3);
            assertThat(again.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(again.value()).isEqualTo(event(REFUSED));
            assertThat(new String(
                            again.headers().lastHeader("leeway-resubmitted").value(), UTF_8))
                    .isEqualTo(about);
            assertThat(new String(again.headers().lastHeader("tenant").value(), UTF_8))
                    .isEqualTo("t1");
            assertThat(run(servers, "dead-letters").out())
                    .contains("agent-inputs  EMBEDDING_FAILED  1, 1 of them resubmitted");
        }
    }

    @Test
    void shouldSendOneElementAndTheKeptValueOfWhatIsGone() throws Exception {
        try (Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = cluster.config();
            cluster.createOutputs(config);
            cluster.create("repaired");
            byte[] batch = "[{\"agentId\":\"a\"},{\"agentId\":\"b\"}]".getBytes(UTF_8);
            RecordMetadata at = cluster.send(List.of(new ProducerRecord<>(Cluster.INPUT, batch)))
                    .get(0);
            byte[] lost = event("lost");
            String dead = config.topics().deadLetters();
            cluster.send(List.of(
                    new DeadLetter(Cluster.INPUT, 0, at.offset(), 1, 7L, "INVALID_EVENT", "no time", batch, null)
                            .toRecord(dead, ContentHash.unsalted(), false),
                    new DeadLetter(Cluster.INPUT, 0, 999, 7, "UNEXPECTED", "odd", lost)
                            .toRecord(dead, ContentHash.unsalted(), true),
                    new DeadLetter(Cluster.INPUT, 0, 1000, 7, "UNEXPECTED", "odd", lost)
                            .toRecord(dead, ContentHash.unsalted(), false),
                    new DeadLetter("leeway.alerts", 0, 0, 7, "REFUSED", "404", lost)
                            .toRecord(dead, ContentHash.unsalted(), true)));
            String servers = config.kafka().get("bootstrap.servers");

            CommandRun executed = run(servers, "dead-letters", "resubmit", "--to", "repaired", "--execute");

            assertThat(executed.err()).isEmpty();
            assertThat(executed.out()).contains("2 sent again, 2 left", "1 gone", "1 about records that are no inputs");
            assertThat(executed.exit()).isEqualTo(1);
            assertThat(records(config, "repaired"))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactlyInAnyOrder("{\"agentId\":\"b\"}", new String(lost, UTF_8));
            assertThat(run(servers, "dead-letters", "resubmit", "--to", "leeway.panes", "--execute")
                            .exit())
                    .isEqualTo(2);
        }
    }

    /** Good, one that the model refuses, one that is unreadable; returns when their letters are there. */
    private static List<RecordMetadata> refused(Cluster cluster, LeewayConfig config) throws Exception {
        ProducerRecord<byte[], byte[]> bad =
                new ProducerRecord<>(Cluster.INPUT, 0, "key".getBytes(UTF_8), event(REFUSED));
        bad.headers().add("tenant", "t1".getBytes(UTF_8));
        try (LeewayService service =
                        Cluster.serve(config, HashingEmbedder.failingOn(REFUSED, 64), new SimpleMeterRegistry());
                Outputs outputs = new Outputs(config)) {
            List<RecordMetadata> sent = cluster.send(List.of(
                    new ProducerRecord<>(Cluster.INPUT, 0, null, event("hello")),
                    bad,
                    new ProducerRecord<>(Cluster.INPUT, 0, null, "neither".getBytes(UTF_8))));
            outputs.await("dead letters", () -> outputs.deadLetters().size() >= 2);
            assertThat(outputs.deadLetters().get(0).headers().lastHeader("leeway-reason"))
                    .isNotNull();
            assertThat(service.running()).isTrue();
            return sent;
        }
    }

    private static byte[] event(String text) {
        return ("{\"agentId\":\"support\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"" + text + "\"}")
                .getBytes(UTF_8);
    }

    private static CommandRun run(String servers, String... arguments) {
        return CommandRun.of(with(arguments, "--bootstrap-servers", servers));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static List<ConsumerRecord<byte[], byte[]>> inputs(LeewayConfig config) {
        return records(config, Cluster.INPUT);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(LeewayConfig config, String topic) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
