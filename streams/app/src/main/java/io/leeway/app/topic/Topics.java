/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.corpus.KnownItem;
import io.leeway.app.pane.PaneFormats;
import io.leeway.app.pane.PartialPane;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.ConfigurationChange;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The topics the service writes and the control topic, which it reads: the one place for their names, keys, values and retention.
 *
 * @param alerts alerts at each transition
 * @param reports every evaluation
 * @param panes closed panes
 * @param panesRolled closed panes, rolled up
 * @param audit what stood behind each alert
 * @param deadLetters records that could not be processed
 * @param control commands of operators
 * @param configurations what agents are monitored with, and from when on; of one partition, since its order is what counts
 */
public record Topics(
        Topic<String, DriftAlert> alerts,
        Topic<StreamKey, DriftReport> reports,
        Topic<StreamKey, PaneSummary> panes,
        Topic<StreamKey, PaneSummary> panesRolled,
        Topic<StreamKey, AuditRecord> audit,
        Topic<byte[], byte[]> deadLetters,
        Topic<StreamKey, ControlCommand> control,
        Topic<String, ConfigurationChange> configurations) {

    /** The internal topic of partial panes; Kafka Streams puts the application id before it. */
    public static final Topic<StreamKey, PartialPane> PARTIALS = new Topic<>(
            "partials",
            LeewaySerdes.STREAM_KEY,
            LeewaySerdes.of(PaneFormats::write, PaneFormats::readPartialPane),
            Map.of());

    /** The internal topic that brings commands to the task that holds their stream's monitor. */
    public static final Topic<StreamKey, ControlCommand> COMMANDS =
            new Topic<>("commands", LeewaySerdes.STREAM_KEY, LeewaySerdes.avro(Records.CONTROL_COMMAND), Map.of());

    /** The internal topic that brings items of corpora to the task that holds their agent's monitors. */
    public static final Topic<StreamKey, KnownItem> ITEMS = new Topic<>(
            "items", LeewaySerdes.STREAM_KEY, LeewaySerdes.of(KnownItem::toBytes, KnownItem::fromBytes), Map.of());

    private static final Duration ALERTS_KEPT = Duration.ofDays(90);
    private static final Duration OTHERS_KEPT = Duration.ofDays(7);
    private static final Duration FOR_EVER = Duration.ofMillis(-1);

    /** The topics under their configured names. */
    public static Topics of(LeewayConfig config) {
        LeewayConfig.Topics names = config.topics();
        return new Topics(
                new Topic<>(
                        names.alerts(),
                        Serdes.String(),
                        LeewaySerdes.alerts(config.alerts()),
                        kept(ALERTS_KEPT, "compact,delete")),
                new Topic<>(
                        names.reports(),
                        LeewaySerdes.STREAM_KEY,
                        LeewaySerdes.avro(Records.DRIFT_REPORT),
                        kept(OTHERS_KEPT, TopicConfig.CLEANUP_POLICY_DELETE)),
                new Topic<>(
                        names.panes(),
                        LeewaySerdes.STREAM_KEY,
                        LeewaySerdes.avro(Records.PANE_SUMMARY),
                        kept(config.history().panes(), TopicConfig.CLEANUP_POLICY_DELETE)),
                new Topic<>(
                        names.panesRolled(),
                        LeewaySerdes.STREAM_KEY,
                        LeewaySerdes.avro(Records.PANE_SUMMARY),
                        kept(config.history().rolled(), TopicConfig.CLEANUP_POLICY_DELETE)),
                new Topic<>(
                        names.audit(),
                        LeewaySerdes.STREAM_KEY,
                        LeewaySerdes.avro(Records.AUDIT_RECORD),
                        kept(FOR_EVER, TopicConfig.CLEANUP_POLICY_DELETE)),
                new Topic<>(
                        names.deadLetters(),
                        Serdes.ByteArray(),
                        Serdes.ByteArray(),
                        kept(OTHERS_KEPT, TopicConfig.CLEANUP_POLICY_DELETE)),
                // Not compacted: a later command does not make an earlier one of the same agent undone.
                new Topic<>(
                        names.control(),
                        LeewaySerdes.STREAM_KEY,
                        LeewaySerdes.avro(Records.CONTROL_COMMAND),
                        kept(FOR_EVER, TopicConfig.CLEANUP_POLICY_DELETE)),
                new Topic<>(
                        names.configurations(),
                        Serdes.String(),
                        LeewaySerdes.avro(Records.CONFIGURATION_CHANGE),
                        kept(FOR_EVER, TopicConfig.CLEANUP_POLICY_DELETE)));
    }

    /** All of them. */
    public List<Topic<?, ?>> all() {
        return List.of(alerts, reports, panes, panesRolled, audit, deadLetters, control, configurations);
    }

    /** Whether a topic has one partition, whatever the others have. */
    public boolean isSingle(Topic<?, ?> topic) {
        return topic.equals(configurations);
    }

    // By append time: a replay of last year's events must not write records that are old when they are born.
    private static Map<String, String> kept(Duration retention, String cleanup) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return config;
    }

    /**
     * A topic as it is declared.
     *
     * @param name its name
     * @param key how keys are written
     * @param value how values are written
     * @param config its configuration when the service creates it
     */
    public record Topic<K, V>(String name, Serde<K> key, Serde<V> value, Map<String, String> config) {

        /** Copies the map. */
        public Topic {
            config = Map.copyOf(config);
        }
    }
}
