/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in, alerts out, through a real broker. */
@Execution(ExecutionMode.CONCURRENT)
class PipelineIT {

    private static final int PARTITIONS = 2;
    private static final Traffic DRIFTING = Traffic.drifting("support", 180);
    private static final List<Traffic.Event> EVENTS = Traffic.merged(DRIFTING, Traffic.steady("sales", 180));

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"avro, application/avro", "json, application/json"})
    void shouldAlertAfterTheChangeAndAsReplayDoes(String format, String contentType) throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            settings.put("alerts.format", format);
            LeewayConfig config = Cluster.config(settings);
            Results expected = Results.ofReplay(config, embedder, EVENTS);
            cluster.send(inBothFormats());
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Outputs outputs = new Outputs(config)) {
                outputs.awaitPanes(expected.panes().size());
                service.close();
                assertThat(outputs.drained()).isEqualTo(expected);
                assertThat(outputs.deadLetters()).isEmpty();
                assertThat(Cluster.count(meters, "leeway.events")).isEqualTo(EVENTS.size());
                assertThat(outputs.alerts()).isNotEmpty().allSatisfy(alert -> {
                    assertThat(alert.getAgentId()).isEqualTo(DRIFTING.agent());
                    assertThat(alert.getOpenedAt()).isAfter(DRIFTING.changedAt());
                });
                for (ConsumerRecord<byte[], byte[]> record : outputs.alertRecords()) {
                    checkForm(record, format);
                    checkHeaders(record, contentType);
                }
            }
        }
    }

    /** Every third event as Avro. */
    private static List<ProducerRecord<byte[], byte[]>> inBothFormats() throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS.size(); i++) {
            Traffic.Event event = EVENTS.get(i);
            byte[] value = i % 3 == 0 ? avro(event) : event.json().getBytes(UTF_8);
            records.add(new ProducerRecord<>(Cluster.INPUT, i % PARTITIONS, null, value));
        }
        return records;
    }

    private static byte[] avro(Traffic.Event event) throws IOException {
        JsonNode json = new ObjectMapper().readTree(event.json());
        return Records.AGENT_INPUT.encode(AgentInput.newBuilder()
                .setEventId(json.path("eventId").asText())
                .setAgentId(event.agent())
                .setOccurredAt(event.at())
                .setSessionId(json.path("sessionId").asText())
                .setTraceId(json.path("traceId").asText())
                .setText(json.path("text").asText())
                .setNumbers(Map.of(
                        "latencyMs", json.path("numbers").path("latencyMs").asDouble()))
                .setCategories(Map.of(
                        "channel", json.path("categories").path("channel").asText()))
                .build());
    }

    private static void checkForm(ConsumerRecord<byte[], byte[]> record, String format) throws IOException {
        if (format.equals("json")) {
            JsonNode json = new ObjectMapper().readTree(record.value());
            assertThat(json.path("alertId").asText())
                    .isEqualTo(Records.DRIFT_ALERT.read(record.value()).getAlertId());
        } else {
            assertThat(Records.DRIFT_ALERT.decode(record.value()).getAgentId()).isEqualTo(DRIFTING.agent());
        }
    }

    private static void checkHeaders(ConsumerRecord<byte[], byte[]> record, String contentType) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        DriftAlert alert = Records.DRIFT_ALERT.read(record.value());
        String key = DRIFTING.agent() + "||" + alert.getDetectorFamily();
        assertThat(new String(record.key(), UTF_8)).isEqualTo(key);
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/leeway/it")
                .containsEntry("ce_subject", key)
                .containsEntry("ce_time", alert.getUpdatedAt().toString())
                .containsEntry(
                        "ce_type",
                        "io.leeway.alert." + alert.getTransition().name().toLowerCase(Locale.ROOT))
                .containsEntry("content-type", contentType)
                .hasEntrySatisfying("ce_id", id -> assertThat(id).startsWith(alert.getAlertId()))
                .hasEntrySatisfying(
                        "traceparent", trace -> assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
    }
}
