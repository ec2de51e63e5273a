/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.models.HashingEmbedder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What producers are held to, through the whole topology. */
class CapsTopologyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path stateDir;

    private final Counters counters = new Counters();
    private final SettableClock clock = new SettableClock();

    private DrivenTopology start(String yaml) {
        LeewayConfig config = LeewayConfig.parse("test", yaml, Map.of(), Map.of("state-dir", stateDir.toString()));
        clock.set(START.plusSeconds(3600));
        return new DrivenTopology(
                config, DrivenTopology.ports(HashingEmbedder.of(8), clock, counters.metrics()), clock.instant());
    }

    private static byte[] event(String agent, String cohort, String text, int second) {
        return ("{\"agentId\":\"" + agent + "\",\"cohort\":\"" + cohort + "\",\"occurredAt\":\""
                        + START.plusSeconds(second) + "\",\"text\":\"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldSetEventsOfStreamsBeyondTheCapAside() {
        try (DrivenTopology topology = start("{caps: {agents: 2}, defaults: {cohorts: {mix: true}}}")) {
            TestInputTopic<byte[], byte[]> input = topology.input("agent-inputs");
            List.of(
                            event("a", "v1", "hello", 1),
                            event("a", "v2", "hello", 2),
                            event("b", "v1", "a secret", 3),
                            event("a", "v3", "a secret", 4),
                            event("a", "v1", "hello", 5))
                    .forEach(input::pipeInput);

            List<String> letters = topology.texts("leeway.dead-letters");
            assertThat(letters).hasSize(2).allSatisfy(letter -> assertThat(letter)
                    .contains("\"reason\":\"TOO_MANY_AGENTS\"", "caps.agents")
                    .doesNotContain("secret"));
            assertThat(letters.get(0)).contains("\"offset\":2");
            assertThat(letters.get(1)).contains("\"offset\":3");
            assertThat(counters.of(Metric.EVENTS)).isEqualTo(3);
            assertThat(counters.capped(Capped.AGENTS)).isEqualTo(2);
        }
    }

    @Test
    void shouldCountTextsThatAreCut() {
        try (DrivenTopology topology = start("caps: {text-length: 256}")) {
            TestInputTopic<byte[], byte[]> input = topology.input("agent-inputs");
            input.pipeInput(event("a", "", "x".repeat(256), 1));
            input.pipeInput(event("a", "", "x".repeat(257), 2));

            assertThat(counters.of(Metric.EVENTS)).isEqualTo(2);
            assertThat(counters.capped(Capped.TEXT_LENGTH)).isEqualTo(1);
        }
    }
}
