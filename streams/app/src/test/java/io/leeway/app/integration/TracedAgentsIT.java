/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static io.leeway.app.integration.Installed.required;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.service.LeewayService;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.text.Excerpt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agents under released instrumentations of OpenTelemetry talk to a model for ten turns, with tools; what they export goes to
 * Kafka, and the service finds each turn once. The programs of {@code examples/otel} need Python and Node.js with their
 * libraries, so this runs with {@code -Pexamples} only, and then fails where they are missing.
 */
@Tag("examples")
@Execution(ExecutionMode.CONCURRENT)
class TracedAgentsIT {

    private static final Path PROGRAMS =
            Path.of("..", "..", "examples", "otel").toAbsolutePath().normalize();
    private static final int LIMIT_SECONDS = 120;
    private static final int EXCERPT = 200;
    private static final String CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    @TempDir
    Path directory;

    /** {@code whole}: an agent's span tells of the whole turn; elsewhere an event has the tokens of a turn's first call. */
    @ParameterizedTest
    @CsvSource({
        "venv, genai_openai.py, traces, span_only, whole",
        "venv-older, genai_openai_v2.py, logs, true, first",
        "venv, openinference_openai.py, traces, '', whole",
        "venv, pydantic_agent.py, traces, '', whole",
        "venv-older, traceloop_openai.py, traces, '', first",
        "node, agent.js openinference, traces, '', whole",
        "node, agent.js traceloop, traces, '', first"
    })
    void shouldMonitorEachTurnOnce(String place, String program, String signal, String capture, String tokens)
            throws Exception {
        String topic = "otlp_" + signal;
        Path expected = directory.resolve("expected.jsonl");
        try (Embedder embedder = HashingEmbedder.of(64);
                Cluster cluster = Cluster.start(directory, 1)) {
            LeewayConfig config = config(cluster, topic);
            try (LeewayService service = Cluster.serve(config, embedder, new SimpleMeterRegistry());
                    Outputs outputs = new Outputs(config)) {
                try (OtlpReceiver receiver =
                        OtlpReceiver.start(config.kafka().get("bootstrap.servers"), signal, topic)) {
                    converse(place, program, capture, receiver.address(), expected);
                    assertThat(receiver.stored()).isPositive();
                }
                Map<String, JsonNode> turns = turns(expected);

                outputs.await("all turns", () -> events(outputs) >= turns.size());
                service.close();
                outputs.drained();

                assertThat(outputs.deadLetters()).isEmpty();
                assertThat(events(outputs)).as("each turn once").isEqualTo(turns.size());
                List<Exemplar> found = found(outputs);
                assertThat(found).extracting(Exemplar::traceId).containsExactlyInAnyOrderElementsOf(turns.keySet());
                found.forEach(event -> compare(event, turns.get(event.traceId()), tokens));
                assertThat(outputs.panes()).allSatisfy(pane -> assertThat(pane.getAgentId())
                        .isEqualTo(agent(turns.values().iterator().next(), signal)));
            }
        }
    }

    private static LeewayConfig config(Cluster cluster, String topic) {
        cluster.create(topic, 1);
        Map<String, String> settings = cluster.settings("state");
        settings.put("inputs", "[{topic: " + topic + ", format: otlp}]");
        // Excerpts are the only way to see a text from outside.
        settings.put("privacy.excerpts", "true");
        settings.put("privacy.excerpt-length", Integer.toString(EXCERPT));
        // It is now for these events, and a pane closes when it is over.
        settings.put("defaults.pane", "10s");
        settings.put("defaults.grace", "1s");
        return Cluster.config(settings);
    }

    private static void compare(Exemplar event, JsonNode turn, String tokens) {
        String where = "turn " + turn.path("turn");
        if (turn.path("recorded").asText().equals("text")) {
            assertThat(event.excerpt())
                    .as(where)
                    .isEqualTo(Excerpt.of(turn.path("text").asText(), EXCERPT).orElseThrow());
        }
        assertThat(event.sessionId()).as(where).isEqualTo(turn.path("session").textValue());
        JsonNode usage = turn.path(tokens.equals("whole") ? "total" : "firstCall");
        if (turn.path("error").isNull() && event.numbers().containsKey("inputTokens")) {
            assertThat(event.numbers())
                    .as(where)
                    .containsEntry("inputTokens", usage.path("inputTokens").asDouble())
                    .containsEntry("outputTokens", usage.path("outputTokens").asDouble());
        }
        if (tokens.equals("whole") && turn.path("error").isNull()) {
            assertThat(event.numbers()).as(where).containsKey("inputTokens");
            assertThat(event.numbers()).as(where).containsEntry("toolCalls", (double)
                    turn.path("tools").size());
        }
    }

    private static String agent(JsonNode turn, String signal) {
        boolean named = turn.path("agent").isTextual() && signal.equals("traces");
        return turn.path(named ? "agent" : "service").asText();
    }

    private static long events(Outputs outputs) {
        return outputs.panes().stream().mapToLong(pane -> pane.getEvents()).sum();
    }

    private static List<Exemplar> found(Outputs outputs) {
        List<Exemplar> found = new ArrayList<>();
        for (var pane : outputs.panes()) {
            byte[] bytes = new byte[pane.getSummary().remaining()];
            pane.getSummary().duplicate().get(bytes);
            found.addAll(PaneSummary.fromBytes(bytes).exemplars());
        }
        return found;
    }

    /** Turns by their traces; those of which nothing was recorded are not among them. */
    private static Map<String, JsonNode> turns(Path expected) throws IOException {
        Map<String, JsonNode> turns = new HashMap<>();
        for (String line : Files.readAllLines(expected)) {
            JsonNode turn = new ObjectMapper().readTree(line);
            if (!turn.path("recorded").asText().equals("nothing")) {
                turns.put(turn.path("traceId").asText(), turn);
            }
        }
        assertThat(turns).as("turns of the conversation").hasSizeGreaterThanOrEqualTo(9);
        return turns;
    }

    private void converse(String place, String program, String capture, String collector, Path expected)
            throws IOException, InterruptedException {
        Path installed = Path.of(required("LEEWAY_OTEL_PROGRAMS")).resolve(place);
        Process model = new ProcessBuilder(
                        required("LEEWAY_PYTHON"), PROGRAMS.resolve("model.py").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(model.getInputStream(), UTF_8))) {
            String port = said.readLine().strip();
            List<String> command = new ArrayList<>();
            List<String> words = Arrays.asList(program.split(" "));
            command.add(
                    place.equals("node")
                            ? required("LEEWAY_NODE")
                            : installed.resolve("bin/python").toString());
            command.add((place.equals("node") ? installed : PROGRAMS)
                    .resolve(words.get(0))
                    .toString());
            command.addAll(words.subList(1, words.size()));
            Path log = directory.resolve("program.log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_") || name.startsWith("OPENAI_"));
            builder.environment()
                    .putAll(Map.of(
                            "EXPECTED",
                            expected.toString(),
                            "OPENAI_BASE_URL",
                            "http://127.0.0.1:" + port + "/v1",
                            "OPENAI_API_KEY",
                            "none",
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            collector));
            if (!capture.isEmpty()) {
                builder.environment().put(CAPTURE, capture);
            }
            Process process = builder.start();
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", program)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            model.destroyForcibly().waitFor();
        }
    }
}
