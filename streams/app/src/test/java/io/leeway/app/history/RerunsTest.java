/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RerunsTest {

    private final List<ConsumerRecord<StreamKey, PaneSummary>> records = new ArrayList<>();

    @Test
    void shouldCountEveryPaneOfOneRun() {
        run("a", 0, 0, 5);
        run("b", 0, 0, 5);

        assertThat(counted()).containsExactly("a0", "a1", "a2", "a3", "a4", "b0", "b1", "b2", "b3", "b4");
    }

    @Test
    void shouldCountTheLaterRunFromWhereItBegan() {
        run("a", 0, 0, 5);
        run("b", 0, 0, 2);
        run("a", 0, 2, 7);

        assertThat(counted()).containsExactly("a0", "a1", "b0", "b1", "a2'", "a3'", "a4'", "a5", "a6");
    }

    @Test
    void shouldLeaveOutWhatTheLaterRunHasNotReachedYet() {
        run("a", 0, 0, 9);
        run("a", 0, 4, 6);
        run("a", 0, 2, 4);

        assertThat(counted()).containsExactly("a0", "a1", "a2'", "a3'");
    }

    @Test
    void shouldKeepTheOrderOfAStreamThatMovedToAnotherPartition() {
        run("a", 0, 0, 3);
        run("a", 1, 2, 5);

        assertThat(counted()).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    /** A run over the panes from one minute to before another. */
    private void run(String agent, int partition, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            long offset = records.stream()
                    .filter(record -> record.partition() == partition)
                    .count();
            records.add(new ConsumerRecord<>(
                    "panes", partition, offset, StreamKey.of(agent, null), Recorded.pane(agent, minute, 1)));
        }
    }

    /** Those that count, as agent and minute; with a mark if there was one of that minute before. */
    private List<String> counted() {
        Reruns reruns = new Reruns();
        records.forEach(record -> reruns.see(record.key(), record, record.value()));
        List<String> counted = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (ConsumerRecord<StreamKey, PaneSummary> record : records) {
            String name = record.key().agentId()
                    + Duration.between(Recorded.START, record.value().getPaneStart())
                            .toMinutes();
            if (reruns.counts(record.key(), record, record.value())) {
                counted.add(seen.contains(name) && record.partition() == 0 ? name + "'" : name);
            }
            seen.add(name);
        }
        return counted;
    }
}
