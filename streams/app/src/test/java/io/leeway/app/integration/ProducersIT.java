/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static io.leeway.app.integration.Installed.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the producers under {@code examples/} send is what the service reads. They need Python and Node.js with their
 * libraries, so this runs with {@code -Pexamples} only, and then fails where they are missing.
 */
@Tag("examples")
class ProducersIT {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int PANES = 30;
    private static final int LIMIT_SECONDS = 60;

    /** Each producer in each form has an agent of its own. */
    private static final List<String> AGENTS = List.of("python-avro", "python-json", "node-avro", "node-json");

    @TempDir
    Path directory;

    @Test
    void shouldSendWhatTheServiceReads() throws Exception {
        List<Traffic> traffics =
                AGENTS.stream().map(agent -> Traffic.steady(agent, PANES)).toList();
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, 2)) {
            LeewayConfig config = cluster.config();
            Results expected = Results.ofReplay(config, embedder, Traffic.merged(traffics.toArray(Traffic[]::new)));
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            try (LeewayService service = Cluster.serve(config, embedder, meters);
                    Outputs outputs = new Outputs(config)) {
                for (Traffic traffic : traffics) {
                    produce(traffic, config.kafka().get("bootstrap.servers"));
                }

                outputs.awaitPanes(expected.panes().size());
                service.close();
                assertThat(outputs.deadLetters()).isEmpty();
                assertThat(Cluster.count(meters, "leeway.events")).isEqualTo(AGENTS.size() * PANES * Traffic.PER_PANE);
                assertThat(outputs.drained()).isEqualTo(expected);
            }
        }
    }

    private void produce(Traffic traffic, String broker) throws IOException, InterruptedException {
        Path lines = directory.resolve(traffic.agent() + ".jsonl");
        Path said = directory.resolve(traffic.agent() + ".log");
        Files.write(lines, traffic.events().stream().map(Traffic.Event::json).toList(), UTF_8);
        List<String> command = new ArrayList<>(
                traffic.agent().startsWith("python")
                        ? List.of(
                                required("LEEWAY_PYTHON"),
                                ROOT.resolve("examples/python/producer.py").toString())
                        : List.of(
                                required("LEEWAY_NODE"),
                                ROOT.resolve("target/examples/typescript/producer.js")
                                        .toString()));
        if (traffic.agent().endsWith("json")) {
            command.add("--json");
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(lines.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("BOOTSTRAP_SERVERS", broker, "PYTHONIOENCODING", "utf-8"));
        Process process = builder.start();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("%s ends", traffic.agent())
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
