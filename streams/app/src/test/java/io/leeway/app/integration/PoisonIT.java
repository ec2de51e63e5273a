/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that cannot be processed are set aside, and nothing else is. */
@Execution(ExecutionMode.CONCURRENT)
class PoisonIT {

    private static final String REFUSED = "belladonna";
    private static final String BREAKING = "hemlock";
    private static final List<Traffic.Event> GOOD = Traffic.merged(Traffic.steady("support", 20));

    /** Each bad record with the reason it is refused for; they come after one another in the middle of a pane. */
    private static final Map<String, String> BAD = new LinkedHashMap<>();

    static {
        BAD.put("{\"agentId\": \"support\", my secret", "UNPARSABLE");
        BAD.put("neither secret JSON nor Avro", "UNPARSABLE");
        BAD.put(event("a secret dose of " + REFUSED), "EMBEDDING_FAILED");
        BAD.put(event("a secret dose of " + BREAKING), "UNEXPECTED");
        BAD.put("{\"agentId\":\"support\",\"text\":\"a secret without a time\"}", "INVALID_EVENT");
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSetBadRecordsAside(boolean rawValues) throws Exception {
        try (Embedder embedder = Hindered.brokenOn(BREAKING, HashingEmbedder.failingOn(REFUSED, 64));
                Cluster cluster = Cluster.start(directory, 1)) {
            Map<String, String> settings = cluster.settings("state");
            settings.put("dead-letters.raw-values", Boolean.toString(rawValues));
            LeewayConfig config = Cluster.config(settings);
            Results expected = Results.ofReplay(config, embedder, GOOD);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Outputs outputs = new Outputs(config)) {
                List<RecordMetadata> bad = sendWithBadOnes(cluster);
                outputs.awaitPanes(expected.panes().size());
                outputs.await("dead letters", () -> outputs.deadLetters().size() >= BAD.size());

                assertThat(service.state()).isEqualTo(KafkaStreams.State.RUNNING);
                service.close();
                assertThat(outputs.drained()).as("the good events").isEqualTo(expected);
                assertThat(Cluster.count(meters, "leeway.events")).isEqualTo(GOOD.size());
                assertThat(Cluster.count(meters, "leeway.dead.letters", "reason", "UNPARSABLE"))
                        .isEqualTo(2);
                for (String reason : List.of("EMBEDDING_FAILED", "UNEXPECTED", "INVALID_EVENT")) {
                    assertThat(Cluster.count(meters, "leeway.dead.letters", "reason", reason))
                            .as(reason)
                            .isEqualTo(1);
                }
                assertThat(outputs.deadLetters()).hasSize(BAD.size());
                List<Map.Entry<String, String>> records = List.copyOf(BAD.entrySet());
                for (int i = 0; i < records.size(); i++) {
                    check(outputs.deadLetters(), bad.get(i), records.get(i), rawValues);
                }
            }
        }
    }

    private static List<RecordMetadata> sendWithBadOnes(Cluster cluster) throws Exception {
        int middle = GOOD.size() / 2 + Traffic.PER_PANE / 2;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        GOOD.forEach(event -> records.add(Cluster.record(0, null, event)));
        records.addAll(
                middle,
                BAD.keySet().stream()
                        .map(text -> new ProducerRecord<byte[], byte[]>(Cluster.INPUT, 0, null, text.getBytes(UTF_8)))
                        .toList());
        return cluster.send(records).subList(middle, middle + BAD.size());
    }

    private static void check(
            List<ConsumerRecord<byte[], byte[]>> letters,
            RecordMetadata at,
            Map.Entry<String, String> bad,
            boolean rawValues)
            throws IOException {
        String key = at.topic() + "-" + at.partition() + "-" + at.offset();
        ConsumerRecord<byte[], byte[]> letter = letters.stream()
                .filter(each -> new String(each.key(), UTF_8).equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dead letter " + key));
        byte[] value = bad.getKey().getBytes(UTF_8);
        JsonNode json = new ObjectMapper().readTree(letter.value());
        assertThat(json.path("topic").asText()).isEqualTo(at.topic());
        assertThat(json.path("partition").asInt()).isEqualTo(at.partition());
        assertThat(json.path("offset").asLong()).isEqualTo(at.offset());
        assertThat(json.path("timestamp").asLong()).isEqualTo(at.timestamp());
        assertThat(json.path("reason").asText()).isEqualTo(bad.getValue());
        assertThat(json.path("message").asText()).isNotBlank();
        assertThat(json.path("contentLength").asInt()).isEqualTo(value.length);
        assertThat(json.path("contentHash").asText()).isEqualTo("sha256:" + EventDecoder.digest(value));
        if (rawValues) {
            assertThat(json.path("value").asText())
                    .isEqualTo(Base64.getEncoder().encodeToString(value));
        } else {
            assertThat(json.has("value")).as("raw value").isFalse();
            assertThat(new String(letter.value(), UTF_8)).doesNotContain("secret");
            letter.headers().forEach(header -> assertThat(new String(header.value(), UTF_8))
                    .as(header.key())
                    .doesNotContain("secret"));
        }
    }

    private static String event(String text) {
        return "{\"agentId\":\"support\",\"occurredAt\":\""
                + GOOD.get(GOOD.size() / 2).at() + "\",\"text\":\"" + text + "\"}";
    }
}
