/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A word that stands in every text is found in no topic, store or log but the input; with excerpts, in those that the
 * documentation names.
 */
@Execution(ExecutionMode.CONCURRENT)
class PrivacyIT {

    private static final String MARKER = "Zqxmarker";
    private static final String CORPUS = "agent-corpus";
    private static final int PARTITIONS = 2;
    private static final Traffic DRIFTING = Traffic.drifting("support", 180);
    private static final Duration POLL = Duration.ofMillis(200);

    @TempDir
    Path directory;

    @Test
    void shouldKeepTextsOutOfTopicsStoresAndLogs() throws Exception {
        Path log = directory.resolve("service.log");
        Set<String> found = topicsWithTexts(log, Map.of());

        assertThat(found).as("topics with texts").containsExactlyInAnyOrder(Cluster.INPUT, CORPUS);
        assertThat(files(log)).as("files with texts").isEmpty();
    }

    @Test
    void shouldQuoteExcerptsWhereTheDocumentationSaysOnceTheyAreSwitchedOn() throws Exception {
        Path log = directory.resolve("service.log");
        Set<String> found = topicsWithTexts(log, Map.of("privacy.excerpts", "true", "privacy.excerpt-length", "30"));

        assertThat(found)
                .as("topics with texts")
                .contains(Cluster.INPUT, "leeway.alerts", "leeway.panes")
                .isSubsetOf(
                        Cluster.INPUT,
                        CORPUS,
                        "leeway.alerts",
                        "leeway.panes",
                        "it-partials-repartition",
                        "it-open-panes-changelog",
                        "it-partial-panes-changelog",
                        "it-kept-panes-changelog",
                        "it-open-alerts-changelog");
        assertThat(files(log)).as("files with texts").doesNotContain(log);
    }

    /** Runs the service until there is an alert, and looks for the word in every topic. */
    private Set<String> topicsWithTexts(Path log, Map<String, String> further) throws Exception {
        try (Cluster cluster = Cluster.start(directory, PARTITIONS)) {
            Map<String, String> settings = cluster.settings("state");
            settings.putAll(further);
            LeewayConfig config = Cluster.config(settings);
            settings.put("corpora", "[{topic: " + CORPUS + "}]");
            cluster.createCompacted(CORPUS, PARTITIONS);
            cluster.send(records());
            cluster.send(items());
            cluster.createOutputs(config);
            try (Outputs outputs = new Outputs(config);
                    ServiceProcess service = ServiceProcess.start(settings, log)) {
                outputs.await(
                        "an alert and the dead letters",
                        () -> !outputs.alertRecords().isEmpty()
                                && outputs.deadLetters().size() >= 4);
                outputs.awaitPanes(DRIFTING.panes());
                assertThat(service.isAlive()).isTrue();
            }

            Set<String> found = new TreeSet<>();
            Set<String> read = new TreeSet<>();
            for (ConsumerRecord<byte[], byte[]> record : everything(config)) {
                read.add(record.topic());
                if (holds(record)) {
                    found.add(record.topic());
                }
            }
            assertThat(read).as("internal topics are read too").anyMatch(topic -> topic.endsWith("-changelog"));
            assertThat(Files.size(log)).as("something was logged").isPositive();
            return found;
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> items() {
        List<ProducerRecord<byte[], byte[]>> items = new ArrayList<>();
        for (String item : new CorpusTexts("support").before(300, null)) {
            String json = item.replace("\"text\":\"", "\"text\":\"" + MARKER + " ");
            items.add(
                    new ProducerRecord<>(CORPUS, 0, ("support|" + items.size()).getBytes(UTF_8), json.getBytes(UTF_8)));
        }
        items.add(new ProducerRecord<>(CORPUS, 0, new byte[] {1}, (MARKER + " is no item").getBytes(UTF_8)));
        return items;
    }

    private static List<ProducerRecord<byte[], byte[]>> records() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Traffic.Event> events = DRIFTING.events();
        for (int i = 0; i < events.size(); i++) {
            String json = events.get(i).json().replace("\"text\":\"", "\"text\":\"" + MARKER + " ");
            records.add(new ProducerRecord<>(Cluster.INPUT, i % PARTITIONS, null, json.getBytes(UTF_8)));
        }
        for (String bad : List.of(
                MARKER + " is no record",
                "{\"agentId\":\"support\",\"text\":\"" + MARKER + "\",\"occurredAt\":\"" + MARKER + "\"}",
                "{\"agentId\":7,\"text\":\"" + MARKER + "\"}")) {
            records.add(new ProducerRecord<>(Cluster.INPUT, 0, null, bad.getBytes(UTF_8)));
        }
        return records;
    }

    /** All records of all topics, uncommitted ones and internal topics included. */
    private static List<ConsumerRecord<byte[], byte[]>> everything(LeewayConfig config) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                new HashMap<>(config.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> !topic.getKey().startsWith("__"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return holds(record.key())
                || holds(record.value())
                || Stream.of(record.headers().toArray()).anyMatch(header -> holds(header.value()));
    }

    private static boolean holds(byte[] bytes) {
        return bytes != null
                && new String(bytes, ISO_8859_1).toLowerCase(Locale.ROOT).contains(MARKER.toLowerCase(Locale.ROOT));
    }

    /** The log and the files of the stores. */
    private List<Path> files(Path log) throws IOException {
        List<Path> all = new ArrayList<>(List.of(log));
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            files.filter(Files::isRegularFile).forEach(all::add);
        }
        List<Path> found = new ArrayList<>();
        for (Path file : all) {
            if (holds(Files.readAllBytes(file))) {
                found.add(file);
            }
        }
        return found;
    }
}
