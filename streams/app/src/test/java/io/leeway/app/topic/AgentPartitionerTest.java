/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentPartitionerTest {

    private static final int PARTITIONS = 8;

    @Test
    void shouldPutAllCohortsOfAnAgentTogether() {
        for (int agent = 0; agent < 50; agent++) {
            Set<Set<Integer>> partitions = new HashSet<>();
            for (String cohort : new String[] {"", "v1", "v2", "a|b"}) {
                partitions.add(partitions(new StreamKey("agent-" + agent, cohort)));
            }
            assertThat(partitions).hasSize(1);
        }
    }

    @Test
    void shouldSpreadAgentsOverAllPartitions() {
        Set<Integer> seen = new HashSet<>();
        for (int agent = 0; agent < 200; agent++) {
            seen.addAll(partitions(new StreamKey("agent-" + agent, "")));
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private static Set<Integer> partitions(StreamKey key) {
        return new AgentPartitioner<String>()
                .partitions("partials", key, "", PARTITIONS)
                .orElseThrow();
    }
}
