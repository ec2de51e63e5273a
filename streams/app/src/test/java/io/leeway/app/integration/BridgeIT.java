/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static io.leeway.app.bridge.AlertSamples.later;
import static io.leeway.app.bridge.AlertSamples.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.alert.CloudEvents;
import io.leeway.app.bridge.Bridge;
import io.leeway.app.bridge.BridgeHttp;
import io.leeway.app.bridge.FakeEndpoint;
import io.leeway.app.bridge.FakeEndpoint.Reply;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.http.HttpListener;
import io.leeway.app.service.ServiceException;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the bridge does with each sort of answer, on a real broker and with a real HTTP server. */
@Execution(ExecutionMode.CONCURRENT)
class BridgeIT {

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Cluster cluster;
    private FakeEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        cluster = Cluster.start(directory, 1);
        endpoint = FakeEndpoint.up();
        cluster.createOutputs(cluster.config());
    }

    @AfterEach
    void stop() {
        endpoint.close();
        cluster.close();
    }

    private LeewayConfig config(String type, Map<String, String> more) throws Exception {
        Map<String, String> settings = cluster.settings("state");
        Path url = Files.writeString(directory.resolve("url"), endpoint.url());
        settings.put("bridge.targets", "{pager: {type: " + type + ", url-file: " + url + "}}");
        settings.put("bridge.retry.first", "20ms");
        settings.put("bridge.retry.longest", "50ms");
        settings.put("bridge.port", "0");
        settings.put("http.port", "0");
        settings.putAll(more);
        return Cluster.config(settings);
    }

    private void awaitKeys(int count) {
        Patience.until(count + " requests", () -> endpoint.keys().size() >= count, endpoint::keys);
    }

    @Test
    void shouldRetryWhatMayWorkLaterAndSetAsideWhatWillNot() throws Exception {
        LeewayConfig config = config("webhook", Map.of("bridge.request-timeout", "500ms"));
        DriftAlert first = opened("support", 1);
        DriftAlert refused = later("support", AlertTransition.ESCALATED, 1, 10);
        DriftAlert last = later("support", AlertTransition.RESOLVED, 1, 20);
        endpoint.reply(
                Reply.status(500),
                Reply.status(429, "Retry-After", "1"),
                Reply.never(),
                Reply.status(503),
                Reply.status(200),
                Reply.saying(400, "no such thing"));
        try (AlertTopic topic = new AlertTopic(config);
                Bridge bridge = Bridge.start(config, meters)) {
            topic.write(first);
            topic.writeRaw("support|v2|text", "neither Avro nor JSON".getBytes(UTF_8));
            topic.writeRaw("other||text", null);
            topic.write(refused);
            topic.write(last);
            awaitKeys(7);

            String id = CloudEvents.id(first);
            assertThat(endpoint.keys())
                    .containsExactly(id, id, id, id, id, CloudEvents.id(refused), CloudEvents.id(last));
            assertThat(Duration.ofNanos(endpoint.requests().get(2).nanos()
                            - endpoint.requests().get(1).nanos()))
                    .as("as Retry-After says")
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(20));
            Patience.until("the count of the last", () -> count("sent") == 2, bridge::status);
            assertThat(count("retried")).isEqualTo(4);
            assertThat(count("failed")).isEqualTo(2);
            assertThat(bridge.status())
                    .singleElement()
                    .hasToString("TargetStatus[name=pager, kind=webhook, state=DELIVERING, failures=0]");
        }
        List<JsonNode> letters = deadLetters(config, 2);
        assertThat(letters)
                .extracting(letter -> letter.path("reason").asText())
                .containsExactlyInAnyOrder("NOT_SINGLE_OBJECT", "BRIDGE_REFUSED");
        assertThat(letters)
                .extracting(letter -> letter.path("message").asText())
                .contains("target pager refused it: status 400: no such thing");
        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.path("topic").asText()).isEqualTo("leeway.alerts"));
    }

    @Test
    void shouldKeepAlertsWhileTheTargetIsWronglyConfigured() throws Exception {
        LeewayConfig config = config("webhook", Map.of());
        DriftAlert first = opened("support", 1);
        DriftAlert last = later("support", AlertTransition.RESOLVED, 1, 20);
        List<Reply> wrong = Collections.nCopies(40, Reply.status(401));
        endpoint.reply(wrong.toArray(Reply[]::new));
        endpoint.reply(Reply.status(403), Reply.status(404), Reply.status(302));
        try (AlertTopic topic = new AlertTopic(config);
                Bridge bridge = Bridge.start(config, meters)) {
            topic.write(first);
            topic.write(last);
            Patience.until(
                    "the status to say so",
                    () -> bridge.status().get(0).state().equals("MISCONFIGURED"),
                    bridge::status);
            awaitKeys(wrong.size() + 5);

            Patience.until("the count of the last", () -> count("sent") == 2, bridge::status);
            assertThat(count("misconfigured")).isEqualTo(wrong.size() + 3);
            assertThat(count("failed")).isZero();
            assertThat(bridge.status().get(0).state()).isEqualTo("DELIVERING");
            assertThat(endpoint.keys().get(wrong.size() + 3)).isEqualTo(CloudEvents.id(first));
            assertThat(endpoint.keys().get(wrong.size() + 4)).isEqualTo(CloudEvents.id(last));
        }
        assertThat(deadLetters(config, 0)).isEmpty();
    }

    private double count(String what) {
        return Cluster.count(meters, "leeway.bridge." + what, "target", "pager");
    }

    private static List<JsonNode> deadLetters(LeewayConfig config, int count) throws Exception {
        String topic = config.topics().deadLetters();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", config.kafka().get("bootstrap.servers"));
        List<JsonNode> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(end).isEqualTo(count);
            while (letters.size() < count) {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(100))) {
                    letters.add(new ObjectMapper().readTree(letter.value()));
                }
            }
        }
        return letters;
    }

    @Test
    void shouldNotDeliverAgainAfterARestart() throws Exception {
        LeewayConfig config = config("slack", Map.of());
        try (AlertTopic topic = new AlertTopic(config)) {
            topic.write(opened("support", 1));
            try (Bridge bridge = Bridge.start(config, meters)) {
                awaitKeys(1);
                assertThat(bridge.running()).isTrue();
            }
            topic.write(later("support", AlertTransition.RESOLVED, 1, 20));
            try (Bridge bridge = Bridge.start(config, meters)) {
                awaitKeys(2);
                assertThat(bridge.running()).isTrue();
            }
        }
        assertThat(endpoint.keys())
                .containsExactly(
                        CloudEvents.id(opened("support", 1)),
                        CloudEvents.id(later("support", AlertTransition.RESOLVED, 1, 20)));
        assertThat(endpoint.requests().get(0).json().path("blocks").isArray()).isTrue();
    }

    @Test
    void shouldLeaveOutThePastIfAskedToAndNothingAfterIt() throws Exception {
        LeewayConfig config = config("webhook", Map.of("bridge.start", "latest"));
        try (AlertTopic topic = new AlertTopic(config)) {
            topic.write(opened("support", 1), opened("sales", 2));
            endpoint.goDown();
            try (Bridge bridge = Bridge.start(config, meters)) {
                // What is written before the bridge has its partitions is past; a failure says that it has them.
                Patience.until(
                        "a failure",
                        () -> {
                            topic.write(later("probe", AlertTransition.UPDATED, 3, 10));
                            return bridge.status().get(0).failures() > 0;
                        },
                        bridge::status);
            }
            topic.write(later("probe", AlertTransition.RESOLVED, 3, 12));
            endpoint.comeBack();
            try (Bridge bridge = Bridge.start(config, meters)) {
                Patience.until(
                        "what came while it was stopped",
                        () -> endpoint.keys().contains(CloudEvents.id(later("probe", AlertTransition.RESOLVED, 3, 12))),
                        bridge::status);
            }
            assertThat(endpoint.keys())
                    .startsWith(CloudEvents.id(later("probe", AlertTransition.UPDATED, 3, 10)))
                    .doesNotContain(CloudEvents.id(opened("support", 1)), CloudEvents.id(opened("sales", 2)));
        }
    }

    @Test
    void shouldRemindAlertmanagerOfWhatIsOpenAlsoAfterARestart() throws Exception {
        LeewayConfig config = config("alertmanager", Map.of("bridge.resend", "1s"));
        try (AlertTopic topic = new AlertTopic(config)) {
            topic.write(opened("support", 1), opened("sales", 2), later("sales", AlertTransition.RESOLVED, 2, 12));
            try (Bridge bridge = Bridge.start(config, meters)) {
                awaitKeys(3);
                Patience.until("two reminders", () -> count("reminded") >= 2, bridge::status);
            }
            int before = endpoint.requests().size();
            try (Bridge bridge = Bridge.start(config, meters)) {
                Patience.until("a reminder", () -> endpoint.requests().size() > before, bridge::status);
            }
            assertThat(endpoint.keys()).as("transitions").hasSize(3);
            JsonNode reminder = endpoint.requests().get(before).json();
            assertThat(reminder).hasSize(1);
            assertThat(reminder.path(0).at("/labels/agent").asText()).isEqualTo("support");
            assertThat(endpoint.requests())
                    .allSatisfy(request -> assertThat(request.path()).isEqualTo("/api/v2/alerts"));
        }
    }

    @Test
    void shouldTellItsHealthAndRefuseToStartWithoutWhatItNeeds() throws Exception {
        LeewayConfig config = config("webhook", Map.of());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Bridge bridge = Bridge.start(config, registry);
                HttpListener http = BridgeHttp.start(config, bridge, registry)) {
            assertThat(get(http, "/health/live")).isEqualTo("200 RUNNING");
            assertThat(get(http, "/status")).contains("\"state\":\"DELIVERING\"");
            assertThat(get(http, "/metrics")).contains("leeway_bridge_sent_total{target=\"pager\"} 0.0");
        }
        LeewayConfig without = config("webhook", Map.of("bridge.targets", "{}"));
        assertThatThrownBy(() -> Bridge.start(without, meters))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("bridge.targets");
        Files.delete(directory.resolve("url"));
        assertThatThrownBy(() -> Bridge.start(config, meters))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("bridge.targets.pager");
    }

    private static String get(HttpListener http, String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(http.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
