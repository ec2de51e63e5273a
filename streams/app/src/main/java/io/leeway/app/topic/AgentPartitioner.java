/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Partitions by agent alone, so that one task holds all cohorts of an agent and can compare them. */
public final class AgentPartitioner<V> implements StreamPartitioner<StreamKey, V> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, StreamKey key, V value, int partitions) {
        byte[] agent = key.agentId().getBytes(StandardCharsets.UTF_8);
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(agent)) % partitions));
    }
}
