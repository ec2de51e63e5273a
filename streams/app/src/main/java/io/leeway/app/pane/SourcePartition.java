/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

/**
 * A partition of an input topic.
 *
 * @param topic the topic
 * @param partition the partition's number
 */
public record SourcePartition(String topic, int partition) implements Comparable<SourcePartition> {

    /** Reads the text form. */
    public static SourcePartition parse(String text) {
        int dash = text.lastIndexOf('-');
        return new SourcePartition(text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
    }

    @Override
    public int compareTo(SourcePartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    /** The text form, {@code topic-partition}. */
    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
