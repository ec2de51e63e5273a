/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.pane.LocalPanes.OpenPane;
import io.leeway.app.topic.PaneKey;
import io.leeway.app.topic.StreamKey;
import org.apache.kafka.streams.state.KeyValueStore;

/** The part of a task's stores that belongs to one input topic. */
final class TopicStore implements LocalPanes.Store {

    private final String topic;
    private final KeyValueStore<PaneKey, byte[]> openPanes;
    private final KeyValueStore<PaneKey, Long> eventTimes;

    TopicStore(String topic, KeyValueStore<PaneKey, byte[]> openPanes, KeyValueStore<PaneKey, Long> eventTimes) {
        this.topic = topic;
        this.openPanes = openPanes;
        this.eventTimes = eventTimes;
    }

    @Override
    public void putPane(StreamKey stream, long paneStart, OpenPane pane) {
        openPanes.put(new PaneKey(stream, paneStart, topic), PaneFormats.write(pane));
    }

    @Override
    public void removePane(StreamKey stream, long paneStart) {
        openPanes.delete(new PaneKey(stream, paneStart, topic));
    }

    @Override
    public void putTime(StreamKey stream, long time) {
        eventTimes.put(new PaneKey(stream, 0, topic), time);
    }

    @Override
    public Long time(StreamKey stream) {
        return eventTimes.get(new PaneKey(stream, 0, topic));
    }
}
