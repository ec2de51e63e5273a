/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.pane.SourcePartition;
import io.leeway.models.HashingEmbedder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

class DriftTopologyTest {

    private static final String GOLDEN = "topology.txt";

    private static Topology topology(String yaml) {
        LeewayConfig config = LeewayConfig.parse("test", yaml, Map.of(), Map.of());
        LeewayMetrics metrics = new Counters().metrics();
        Map<String, Object> properties = new HashMap<>(StreamsProperties.of(config, metrics));
        properties.put("bootstrap.servers", "unused:1");
        Ports ports = new Ports(
                HashingEmbedder.of(8),
                Clock.systemUTC(),
                Set.of(new SourcePartition("agent-inputs", 0)),
                (source, reader) -> Long.MIN_VALUE,
                metrics);
        return DriftTopology.of(config, ports, properties);
    }

    /** The names in it are names of internal topics and stores: whoever changes one loses the state of every deployment. */
    @Test
    void shouldKeepItsShapeAndItsNames() throws IOException {
        String actual = topology("").describe().toString();
        Path written =
                Files.writeString(Files.createDirectories(Path.of("target")).resolve(GOLDEN), actual);

        assertThat(actual.lines())
                .as(
                        "the topology has changed; if that is meant, with a note on the upgrade in the changelog, copy %s to"
                                + " src/test/resources/io/leeway/app/service/%s",
                        written, GOLDEN)
                .containsExactlyElementsOf(golden().lines().toList());
    }

    private static String golden() throws IOException {
        try (InputStream in = DriftTopologyTest.class.getResourceAsStream(GOLDEN)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Local state goes by these numbers, so that an upgrade may add corpora without losing it. */
    @Test
    void shouldAddCorporaBehindAllElse() {
        TopologyDescription without = topology("").describe();
        TopologyDescription with =
                topology("corpora: [{topic: agent-corpus, format: json}]").describe();

        assertThat(sources(without)).hasSize(3).doesNotContainValue(Set.of("corpora"));
        assertThat(sources(with)).hasSize(4);
        assertThat(sources(with).get(3)).containsExactly("corpora");
        assertThat(sources(with).get(1))
                .as("items arrive in the task that holds the monitors")
                .contains("partials-repartition-source", "items-repartition-source");
        sources(without).forEach((number, sources) -> assertThat(sources(with).get(number))
                .containsAll(sources));
        assertThat(with.toString())
                .containsPattern("Source: +corpora \\(topics: \\[agent-corpus]\\)")
                .containsPattern("Processor: +monitor \\(stores: \\[[^]]*corpora-in-force");
        assertThat(without.toString()).doesNotContain("corp");
    }

    private static Map<Integer, Set<String>> sources(TopologyDescription description) {
        Map<Integer, Set<String>> sources = new HashMap<>();
        for (TopologyDescription.Subtopology part : description.subtopologies()) {
            sources.put(
                    part.id(),
                    part.nodes().stream()
                            .filter(TopologyDescription.Source.class::isInstance)
                            .map(TopologyDescription.Node::name)
                            .collect(Collectors.toSet()));
        }
        return sources;
    }

    @Test
    void shouldReadEveryInputAndWriteUnderTheConfiguredNames() {
        String described = topology("""
                inputs: [{topic: chats, format: json}, {topic: calls, format: avro}]
                topics: {alerts: my-alerts}
                """).describe().toString();

        assertThat(described)
                .containsPattern("Source: +inputs \\(topics: \\[(chats, calls|calls, chats)]\\)")
                .contains("topic: my-alerts");
    }
}
