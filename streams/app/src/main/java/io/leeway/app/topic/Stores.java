/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores: the one place for their names, keys and values. A name is part of the stored state. */
public final class Stores {

    /** What has been counted of traces in the input partitions of a task, see {@code TurnMemory}. */
    public static final Store<String, byte[]> TURNS = new Store<>("turns", Serdes.String(), Serdes.ByteArray());

    /** Open panes of the input partitions of a task: stream, pane start and topic to {@code OpenPane}. */
    public static final Store<PaneKey, byte[]> OPEN_PANES =
            new Store<>("open-panes", LeewaySerdes.PANE_KEY, Serdes.ByteArray());

    /** Newest event time of each stream in the input partitions of a task: stream, 0 and topic to the time. */
    public static final Store<PaneKey, Long> EVENT_TIMES =
            new Store<>("event-times", LeewaySerdes.PANE_KEY, Serdes.Long());

    /** Partial panes waiting to be merged: stream, pane start and source partition to {@code PartialPane}. */
    public static final Store<PaneKey, byte[]> PARTIAL_PANES =
            new Store<>("partial-panes", LeewaySerdes.PANE_KEY, Serdes.ByteArray());

    /** How far each stream has been merged. */
    public static final Store<StreamKey, byte[]> MERGE_PROGRESS =
            new Store<>("merge-progress", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    /** Closed panes that are kept for windows and references: stream, start and shelf to the pane. */
    public static final Store<PaneKey, byte[]> KEPT_PANES =
            new Store<>("kept-panes", LeewaySerdes.PANE_KEY, Serdes.ByteArray());

    /** The cells of each stream that panes are being rolled up to: stream, 0 and level to {@code RolledCell}. */
    public static final Store<PaneKey, byte[]> ROLLED_PANES =
            new Store<>("rolled-panes", LeewaySerdes.PANE_KEY, Serdes.ByteArray());

    /** What each stream's monitor remembers. */
    public static final Store<StreamKey, byte[]> MONITORS =
            new Store<>("monitors", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    /** Open alerts by alert key. */
    public static final Store<String, byte[]> OPEN_ALERTS =
            new Store<>("open-alerts", Serdes.String(), Serdes.ByteArray());

    /** Commands that wait for a pane of their stream. */
    public static final Store<StreamKey, byte[]> COMMANDS =
            new Store<>("commands", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    /** Items of corpora, see {@link CorpusKey}. */
    public static final Store<Bytes, byte[]> CORPUS_ITEMS =
            new Store<>("corpus-items", Serdes.Bytes(), Serdes.ByteArray());

    /** How many items of each agent are kept, and how often they changed. */
    public static final Store<String, byte[]> CORPORA = new Store<>("corpora", Serdes.String(), Serdes.ByteArray());

    /** What each agent's inputs are compared with. */
    public static final Store<String, byte[]> CORPORA_IN_FORCE =
            new Store<>("corpora-in-force", Serdes.String(), Serdes.ByteArray());

    /** Since when each stream has sent nothing. */
    public static final Store<StreamKey, byte[]> SILENCES =
            new Store<>("silences", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    /** The cohorts of each agent that are monitored: agent to their names. */
    public static final Store<StreamKey, byte[]> COHORTS =
            new Store<>("cohorts", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    /** Panes that are kept for the comparison of two cohorts: agent, start, shelf and side to the pane. */
    public static final Store<PaneKey, byte[]> COHORT_PANES =
            new Store<>("cohort-panes", LeewaySerdes.PANE_KEY, Serdes.ByteArray());

    /** What the comparison of two cohorts of each agent remembers. */
    public static final Store<StreamKey, byte[]> COMPARISONS =
            new Store<>("comparisons", LeewaySerdes.STREAM_KEY, Serdes.ByteArray());

    private Stores() {}

    /**
     * A store as it is declared.
     *
     * @param name its name
     * @param key how keys are stored
     * @param value how values are stored
     */
    public record Store<K, V>(String name, Serde<K> key, Serde<V> value) {

        /**
         * A builder. Stores are cached, because a pane changes with every event and only its last state of each commit
         * interval needs to reach the changelog.
         */
        public StoreBuilder<KeyValueStore<K, V>> builder() {
            return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), key, value)
                    .withCachingEnabled();
        }
    }
}
