/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hundred thousand records, most of them damaged, and bombs: the service stays up, each record is either processed or a
 * dead letter with a reason, each event is in a pane or counted as left out, and memory does not grow.
 */
@Isolated("what else runs would count as memory of the service")
class HostileRecordsIT {

    private static final Logger LOG = LoggerFactory.getLogger(HostileRecordsIT.class);
    private static final int RECORDS = 200_000;
    private static final long SEED = 20261128;
    private static final long MORE_HEAP = 64L << 20;
    private static final int MEGABYTE = 1 << 20;

    /** Reasons of records that were read, for one of their events. */
    private static final Set<String> OF_EVENTS = Set.of("TOO_MANY_AGENTS", "EMBEDDING_FAILED", "WRONG_EMBEDDING");

    /** Those of events that went no further; of one with a wrong vector the rest counts. */
    private static final Set<String> OF_LOST_EVENTS = Set.of("TOO_MANY_AGENTS", "EMBEDDING_FAILED");

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldOutliveEverythingAndLoseNothing() throws Exception {
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, 1)) {
            HostileRecords.INPUTS.keySet().forEach(topic -> cluster.create(topic, 1));
            LeewayConfig config = config(cluster);
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Tally tally = new Tally(config, OF_EVENTS)) {
                HostileRecords hostile = new HostileRecords(SEED);
                Map<String, Integer> sent = new TreeMap<>();
                send(config, Bombs.all(), sent);
                await(tally, sent);
                send(config, hostile, 0, RECORDS / 2, sent);
                await(tally, sent);
                awaitPanes(tally);
                long before = heap();
                send(config, hostile, RECORDS / 2, RECORDS, sent);
                await(tally, sent);
                awaitPanes(tally);
                long after = heap();

                assertThat(service.state()).isEqualTo(KafkaStreams.State.RUNNING);
                assertThat(after).as("heap, %d bytes halfway", before).isLessThan(before + MORE_HEAP);
                assertThat(tally.events() + leftOut() + refused())
                        .as("events read are in panes, or known to be left out")
                        .isEqualTo(read());
                assertThat(tally.reasons()).doesNotContainKeys("UNEXPECTED", "");
                sent.forEach((topic, count) -> assertThat((int) Cluster.count(meters, "leeway.records", "topic", topic)
                                + tally.refused().getOrDefault(topic, 0))
                        .as("records of %s", topic)
                        .isEqualTo(count));
                LOG.info(
                        "{} records, {} events in panes, {} left out, dead letters {}; heap {} MB halfway, {} MB at the end",
                        total(sent),
                        tally.events(),
                        leftOut(),
                        tally.reasons(),
                        before / MEGABYTE,
                        after / MEGABYTE);
            }
        }
    }

    private LeewayConfig config(Cluster cluster) throws IOException {
        Path schemas = Files.writeString(
                directory.resolve("schemas.json"),
                Bombs.schemas(Records.AGENT_INPUT.schema().toString()));
        Map<String, String> settings = cluster.settings("state");
        Path plain = Files.writeString(directory.resolve("plain.avsc"), HostileRecords.PLAIN);
        settings.put(
                "inputs",
                "[" + String.join(", ", HostileRecords.INPUTS.values()).replace("SCHEMA", plain.toString()) + "]");
        settings.put("registry.schemas", schemas.toString());
        settings.put("caps.agents", "100");
        // So short that halfway there is as much state as ever.
        settings.put("defaults.references.trailing.gap", "10m");
        settings.put("defaults.references.trailing.length", "30m");
        return Cluster.config(settings);
    }

    private void await(Tally tally, Map<String, Integer> sent) {
        tally.await(total(sent) + " records", () -> records() + total(tally.refused()) >= total(sent));
    }

    /** Silence closes the last ones, so that nothing is under way any more. */
    private void awaitPanes(Tally tally) {
        tally.await("all panes", () -> tally.events() + leftOut() + refused() >= read());
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private long records() {
        return sum("leeway.records");
    }

    private long read() {
        return sum("leeway.events.read");
    }

    private long leftOut() {
        return sum("leeway.events.late") + sum("leeway.events.repeated") + sum("leeway.events.foreign");
    }

    private long refused() {
        return (long) OF_LOST_EVENTS.stream()
                .mapToDouble(reason -> Cluster.count(meters, "leeway.dead.letters", "reason", reason))
                .sum();
    }

    private long sum(String counter) {
        return (long) meters.find(counter).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void send(LeewayConfig config, HostileRecords hostile, int from, int to, Map<String, Integer> sent)
            throws InterruptedException, ExecutionException {
        try (Producer<byte[], byte[]> producer = producer(config)) {
            for (int i = from; i < to; i++) {
                ProducerRecord<byte[], byte[]> record = hostile.record(i);
                var unused = producer.send(record);
                sent.merge(record.topic(), 1, Integer::sum);
            }
            producer.flush();
        }
    }

    private static void send(
            LeewayConfig config, List<ProducerRecord<byte[], byte[]>> records, Map<String, Integer> sent)
            throws InterruptedException, ExecutionException {
        try (Producer<byte[], byte[]> producer = producer(config)) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                // One at a time: they are large, and one that is not stored would be missed.
                producer.send(record).get();
                sent.merge(record.topic(), 1, Integer::sum);
            }
        }
    }

    /** The broker limits what records take compressed, so large ones of nothing pass. */
    private static Producer<byte[], byte[]> producer(LeewayConfig config) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        config.kafka().get("bootstrap.servers"),
                        "compression.type",
                        "zstd",
                        "acks",
                        "all",
                        "max.request.size",
                        200_000_000,
                        "buffer.memory",
                        300_000_000L),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
