/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.topic.StreamKey;
import io.leeway.app.topic.Topics;
import io.leeway.app.topic.Topics.Topic;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The panes in a topic: what had been committed when reading began, without a consumer group. Where inputs were processed
 * again, the later run counts, see {@link Reruns}; so the topic is read twice.
 */
public final class PaneTopic implements PaneRecords {

    // How much later than its append time a pane may end: clocks differ, and events may be dated a little in the
    // future.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Map<String, String> kafka;
    private final Topic<StreamKey, PaneSummary> topic;
    private final Long cellMillis;
    private final PaneFilter filter;
    private final Progress progress;
    private long leftOut;
    private long unreadable;

    /** Is told how far reading has come. */
    @FunctionalInterface
    public interface Progress {
        /** So many records have been read, of so many. */
        void at(long read, long all);
    }

    @FunctionalInterface
    private interface Reading {
        void of(ConsumerRecord<byte[], byte[]> at, StreamKey stream, PaneSummary pane);
    }

    /**
     * The panes of a topic.
     *
     * @param kafka properties of Kafka clients
     * @param topic the topic
     * @param cell the length of the cells to which they were rolled up; empty for panes as they closed
     * @param filter which panes are meant
     * @param progress is told how far reading has come
     */
    public PaneTopic(
            Map<String, String> kafka,
            Topic<StreamKey, PaneSummary> topic,
            Optional<Duration> cell,
            PaneFilter filter,
            Progress progress) {
        this.kafka = Map.copyOf(kafka);
        this.topic = topic;
        this.cellMillis = cell.map(Duration::toMillis).orElse(null);
        this.filter = filter;
        this.progress = progress;
    }

    /** The panes of a deployment as they closed. */
    public static PaneTopic closed(LeewayConfig config, PaneFilter filter, Progress progress) {
        return new PaneTopic(config.kafka(), Topics.of(config).panes(), Optional.empty(), filter, progress);
    }

    /** The cells of a length to which the panes of a deployment were rolled up. */
    public static PaneTopic rolled(LeewayConfig config, Duration cell, PaneFilter filter, Progress progress) {
        return new PaneTopic(config.kafka(), Topics.of(config).panesRolled(), Optional.of(cell), filter, progress);
    }

    /** The lengths of the cells to which the panes of a deployment are rolled up, the shorter first. */
    public static List<Duration> cells(LeewayConfig config) {
        return CellLengths.of(config.defaults().pane()).all();
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.leeway.app.service.ServiceException if the topic does not exist, or nothing more comes before its end
     */
    @Override
    public void forEach(Consumer<PaneSummary> consumer) {
        leftOut = 0;
        unreadable = 0;
        Reruns reruns = new Reruns();
        try (KafkaConsumer<byte[], byte[]> client = client()) {
            TopicStretch stretch = new TopicStretch(
                    client,
                    topic.name(),
                    filter.from() == null ? null : filter.from().minus(AHEAD));
            long all = 2 * stretch.size();
            stretch.read(
                    record -> take(record, (at, stream, pane) -> reruns.see(stream, at, pane)),
                    read -> progress.at(read, all));
            unreadable = 0;
            stretch.read(
                    record -> take(record, (at, stream, pane) -> pass(pane, reruns.counts(stream, at, pane), consumer)),
                    read -> progress.at(stretch.size() + read, all));
        }
    }

    private void pass(PaneSummary pane, boolean counts, Consumer<PaneSummary> consumer) {
        if (filter.test(pane)) {
            if (counts) {
                consumer.accept(pane);
            } else {
                leftOut++;
            }
        }
    }

    /** The name of the topic. */
    public String name() {
        return topic.name();
    }

    /** Panes that were left out of the last reading, because their inputs were processed again later. */
    public long leftOut() {
        return leftOut;
    }

    /** Records that were no panes, in the last reading. */
    public long unreadable() {
        return unreadable;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Reading reading) {
        StreamKey stream;
        PaneSummary pane;
        try {
            stream = topic.key().deserializer().deserialize(record.topic(), record.key());
            if (stream != null && !filter.agrees(stream.agentId())) {
                return;
            }
            pane = topic.value().deserializer().deserialize(record.topic(), record.value());
        } catch (UndecodableRecordException | IllegalArgumentException e) {
            unreadable++;
            return;
        }
        if (stream == null || pane == null) {
            unreadable++;
            return;
        }
        // Cells of the other length cover the same time.
        if (Objects.equals(pane.getCellMillis(), cellMillis)) {
            reading.of(record, stream, pane);
        }
    }

    private KafkaConsumer<byte[], byte[]> client() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
