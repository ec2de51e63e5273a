/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.ConfigSource;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.Announced;
import io.leeway.app.live.LiveStatus;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.LimitEvaluation;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances whose configuration files are changed one after the other while events keep coming. */
class ReloadIT {

    private static final int PARTITIONS = 4;
    private static final List<String> AGENTS =
            List.of("support", "sales", "billing", "legal", "travel", "shipping", "claims", "hotline");

    /** So many panes are in the longest window. */
    private static final int LONGEST = 20;

    private static final long EVERY_MILLIS = 50;
    private static final String WORK = "leeway.panes.closed";
    private static final String LIMITS = "limits: {latencyMs: {mean: 1000000}}";
    private static final String BEFORE = defaults("[5s, 10s]");
    private static final String AFTER = defaults("[5s, 10s, 20s]");

    @TempDir
    private Path directory;

    private static String defaults(String windows) {
        return "defaults:\n  pane: 1s\n  grace: 1s\n  windows: " + windows + "\n  " + LIMITS + "\n";
    }

    /** An instance with a file of its own. */
    private final class Instance implements AutoCloseable {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final MountedFile file;
        private final LeewayService service;
        private final LeewayConfig config;

        Instance(Cluster cluster, String name, Embedder embedder) throws IOException {
            this(cluster, name, embedder, BEFORE);
        }

        Instance(Cluster cluster, String name, Embedder embedder, String content) throws IOException {
            file = new MountedFile(directory.resolve(name + "-config"), content);
            Map<String, String> settings = cluster.settings(name);
            settings.remove("defaults.windows");
            settings.remove("defaults.references.trailing.gap");
            settings.put("partitions", "4");
            settings.put("threads", "1");
            // Tasks go to the second instance at once, and not only when it has caught up.
            settings.put("kafka.acceptable.recovery.lag", "1000000000");
            settings.put("reload.every", "200ms");
            settings.put("reload.lead", "2s");
            ConfigSource source = new ConfigSource(Optional.of(file.path()), Map.of(), settings);
            config = source.load().config();
            service = LeewayService.start(source.load(), Optional.of(source), embedder, new LeewayMetrics(meters));
        }

        LiveStatus status() {
            return service.configuration().orElseThrow();
        }

        /** What it knows of a version, whether that is in force yet or not. */
        Optional<Announced> known(String version) {
            return status().next()
                    .or(() -> Optional.of(status().now()))
                    .filter(announced -> announced.version().equals(version));
        }

        double count(String meter) {
            return Cluster.count(meters, meter);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    /** Sends events of all agents, dated now, to one partition after the other until it is closed. */
    private static final class Sender implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final Producer<byte[], byte[]> producer;
        private final AtomicInteger sent = new AtomicInteger();

        Sender(LeewayConfig config) {
            producer = new KafkaProducer<>(
                    new HashMap<>(config.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
            var unused = clock.scheduleAtFixedRate(this::send, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void send() {
            for (String agent : AGENTS) {
                int number = sent.getAndIncrement();
                byte[] event = String.format(
                                Locale.ROOT,
                                "{\"eventId\":\"e-%d\",\"agentId\":\"%s\",\"occurredAt\":\"%s\","
                                        + "\"numbers\":{\"latencyMs\":%d}}",
                                number,
                                agent,
                                Instant.now(),
                                100 + number % 50)
                        .getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(
                        new ProducerRecord<>(Cluster.INPUT, (number / AGENTS.size()) % PARTITIONS, null, event));
            }
        }

        int stop() throws InterruptedException {
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            producer.flush();
            return sent.get();
        }

        @Override
        public void close() {
            clock.shutdownNow();
            producer.close();
        }
    }

    private static Map<String, Long> panesFrom(Outputs outputs, long time) {
        Map<String, Long> panes = new HashMap<>();
        outputs.panes().stream()
                .filter(pane -> pane.getPaneStart().toEpochMilli() >= time)
                .forEach(pane -> panes.merge(pane.getAgentId(), 1L, Long::sum));
        return panes;
    }

    private static boolean allHave(Outputs outputs, long panes, long from) {
        Map<String, Long> counted = panesFrom(outputs, from);
        return counted.size() == AGENTS.size() && counted.values().stream().allMatch(count -> count >= panes);
    }

    private static List<AuditRecord> audit(LeewayConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put("isolation.level", "read_committed");
        List<AuditRecord> audit = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(config.topics().audit())
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> audit.add(Records.AUDIT_RECORD.decode(record.value())));
            }
        }
        return audit;
    }

    @Test
    void shouldChangeForAllStreamsAtOneTimeAndLoseNothing() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(8);
                Cluster cluster = Cluster.start(directory, PARTITIONS);
                Instance one = new Instance(cluster, "one", embedder);
                Instance two = new Instance(cluster, "two", embedder);
                Outputs outputs = new Outputs(one.config);
                Sender sender = new Sender(one.config)) {
            String first = one.config.configVersion();
            String second = LeewayConfig.parse("test", AFTER, Map.of(), Map.of("application-id", "it"))
                    .configVersion();
            outputs.await("panes of all agents", () -> allHave(outputs, LONGEST, 0));
            outputs.await("both instances at work", () -> one.count(WORK) > 0 && two.count(WORK) > 0);

            one.file.change(AFTER);
            outputs.await(
                    "the change is known to both",
                    () -> one.known(second).isPresent() && two.known(second).isPresent());
            two.file.change(AFTER);
            long from = one.known(second).orElseThrow().from();
            assertThat(two.known(second).orElseThrow().from()).isEqualTo(from);
            outputs.await("panes after the change", () -> allHave(outputs, 5, from));

            one.file.change(AFTER.replace("20s", "twenty"));
            two.file.change(AFTER + "http: {port: 1}\n");
            outputs.await(
                    "both files are refused",
                    () -> one.count("leeway.configuration.reloads.refused") > 0
                            && two.count("leeway.configuration.reloads.refused") > 0);
            assertThat(one.status().refusal().orElseThrow().reasons())
                    .singleElement()
                    .asString()
                    .startsWith("defaults.windows[2] = twenty");
            assertThat(two.status().refusal().orElseThrow().reasons())
                    .containsExactly("http.port: 8080 -> 1: needs a restart");
            long refused = Instant.now().toEpochMilli();
            outputs.await("panes after the refusal", () -> allHave(outputs, 3, refused));

            int sent = sender.stop();
            double late = one.count("leeway.events.late") + two.count("leeway.events.late");
            outputs.await("all events in panes", () -> events(outputs) + late >= sent);
            for (Instance instance : List.of(one, two)) {
                assertThat(instance.status().now().version()).isEqualTo(second);
                assertThat(instance.count("leeway.configuration.reloads")).isEqualTo(1);
                assertThat(instance.count("leeway.configuration.reloads.refused"))
                        .isEqualTo(1);
                instance.close();
            }
            Results results = outputs.drained();
            assertThat(results.events() + late).as("each event once").isEqualTo(sent);
            assertThat(results.reports()).hasSameSizeAs(results.panes());
            results.reports().values().forEach(report -> check(report, from, first, second));
            assertThat(audit(one.config))
                    .filteredOn(record -> record.getAction().equals("configure"))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.getBefore()).isEqualTo(first);
                        assertThat(record.getAfter()).isEqualTo(second);
                        assertThat(record.getRecordedAt().toEpochMilli()).isEqualTo(from);
                        assertThat(record.getReason()).isEqualTo("defaults.windows: [5s, 10s] -> [5s, 10s, 20s]");
                    });
        }
    }

    /** Alone it changes for every pane from then on; beside another instance from one event time on, for both. */
    @Test
    void shouldAnnounceWhatItIsStartedWith() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(8);
                Cluster cluster = Cluster.start(directory, 1)) {
            try (Instance first = new Instance(cluster, "first", embedder)) {
                assertThat(first.status().now().from()).isEqualTo(Announced.ALWAYS);
            }
            try (Instance again = new Instance(cluster, "again", embedder, AFTER);
                    Outputs outputs = new Outputs(again.config)) {
                assertThat(again.status().now().from()).isEqualTo(Announced.ALWAYS);
                assertThat(again.status().now().version()).isEqualTo(again.config.configVersion());
                outputs.await("it at work", () -> again.service.state() == KafkaStreams.State.RUNNING);
                try (Instance other = new Instance(cluster, "other", embedder)) {
                    String version = other.config.configVersion();
                    Announced planned = other.known(version).orElseThrow();
                    assertThat(planned.from()).isGreaterThan(planned.at().toEpochMilli());
                    outputs.await(
                            "the first to know", () -> again.known(version).isPresent());
                    assertThat(again.known(version).orElseThrow().from()).isEqualTo(planned.from());
                }
            }
        }
    }

    private static long events(Outputs outputs) {
        return outputs.panes().stream().mapToLong(pane -> pane.getEvents()).sum();
    }

    /** Each report has the version and the windows that its pane is under, and no other. */
    private static void check(String hex, long from, String first, String second) {
        DriftReport report = Records.DRIFT_REPORT.decode(HexFormat.of().parseHex(hex));
        boolean after = report.getPaneStart().toEpochMilli() >= from;
        assertThat(report.getConfigVersion())
                .as("%s at %s", report.getAgentId(), report.getPaneStart())
                .isEqualTo(after ? second : first);
        List<String> windows =
                report.getLimits().stream().map(LimitEvaluation::getWindow).toList();
        if (after) {
            assertThat(windows)
                    .as("%s at %s", report.getAgentId(), report.getPaneStart())
                    .containsExactlyInAnyOrder("PT5S", "PT10S", "PT20S");
        } else {
            assertThat(windows).isSubsetOf("PT5S", "PT10S");
        }
    }
}
