/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What released instrumentations sent of conversations of ten turns, see the resources' README. In each, every turn must be
 * found once, with what the program knows of it.
 */
class CapturedProgramsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the agent's spans say what it was asked, so that an event tells of the whole turn and not of its first call. */
    private static final Set<String> WHOLE_TURNS = Set.of(
            "genai-agent/traces",
            "genai-agents-off/traces",
            "genai-agents-v2/traces",
            "js-openinference/traces",
            "js-openinference-dropped/traces",
            "js-traceloop-sdk/traces",
            "openinference/traces",
            "openinference-dropped/traces",
            "openinference-off/traces",
            "pydantic/traces",
            "pydantic-bare/traces");

    /** Where spans or tokens of a turn are missing: dropped, never ended, or counted with the call before its agent came. */
    private static final Set<String> TORN =
            Set.of("genai-agent-batches/traces", "js-openinference-dropped/traces", "js-traceloop-sdk/traces");

    /** Where the words are in the other signal. */
    private static final Set<String> WORDLESS = Set.of("genai-event/traces", "genai-events/traces", "js-events/traces");

    static Stream<String> signals() throws IOException {
        List<String> signals = new ArrayList<>();
        for (Path folder : list(root())) {
            for (String signal : List.of("traces", "logs")) {
                if (Files.exists(folder.resolve(signal + "-01.bin.gz"))) {
                    signals.add(folder.getFileName() + "/" + signal);
                }
            }
        }
        return signals.stream();
    }

    static Stream<String> traces() throws IOException {
        return signals().filter(signal -> signal.endsWith("/traces"));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldFindEachTurnOnce(String signal) throws IOException {
        OtlpDecoder decoder = Otlp.decoder(TurnSource.AUTO);
        List<Event> events = new ArrayList<>();
        for (byte[] body : bodies(signal, ".bin.gz")) {
            Decoded decoded = decoder.read(body, Otlp.AROUND);
            assertThat(decoded.faults()).isEmpty();
            events.addAll(decoded.events());
        }

        Map<String, JsonNode> expected = expected(signal);
        assertThat(events.stream().map(Event::traceId).toList()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (Event event : events) {
            compare(signal, event, expected.get(event.traceId()));
        }
    }

    @ParameterizedTest
    @MethodSource("traces")
    void shouldFindEachTurnOnceHoweverSpansAreSplit(String signal) throws IOException {
        for (int length : new int[] {1, 2, 3, 5, 8}) {
            OtlpDecoder decoder = Otlp.decoder(TurnSource.AUTO);
            List<String> traces = new ArrayList<>();
            for (TracesData record : split(bodies(signal, ".bin.gz"), length)) {
                decoder.read(record.toByteArray(), Otlp.AROUND).events().forEach(event -> traces.add(event.traceId()));
            }
            assertThat(traces)
                    .as("%d spans at a time", length)
                    .containsExactlyInAnyOrderElementsOf(expected(signal).keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"js-events/traces", "js-events/logs"})
    void shouldReadJsonLikeProtobuf(String signal) throws IOException {
        List<byte[]> json = bodies(signal, ".json.gz");
        assertThat(json).isNotEmpty();
        List<byte[]> protobuf = bodies(signal, ".bin.gz");
        for (int i = 0; i < json.size(); i++) {
            Decoded expected = Otlp.decoder(TurnSource.AUTO).read(protobuf.get(i), Otlp.AROUND);
            Decoded read = Otlp.decoder(TurnSource.AUTO).read(JSON.readTree(json.get(i)), Otlp.AROUND);
            assertThat(read.events()).isNotEmpty().isEqualTo(expected.events());
        }
    }

    private static void compare(String signal, Event event, JsonNode turn) {
        String where = signal + ", turn " + turn.path("turn");
        boolean wordless = WORDLESS.contains(signal);
        String recorded = wordless ? "call" : turn.path("recorded").asText();
        switch (recorded) {
            case "text" -> {
                assertThat(event.text()).as(where).isEqualTo(turn.path("text").asText());
                assertThat(event.categories()).as(where).containsEntry("content", "captured");
            }
            case "cut" -> {
                if (event.text() != null) {
                    assertThat(event.text())
                            .as(where)
                            .isEqualTo(turn.path("text").asText());
                }
            }
            default -> {
                assertThat(event.text()).as(where).isIn(null, "__REDACTED__");
                assertThat(event.categories().get("content")).as(where).isIn("absent", "redacted");
            }
        }
        boolean logs = signal.endsWith("/logs");
        String agent = turn.path("agent").isNull() || logs
                ? turn.path("service").asText()
                : turn.path("agent").asText();
        assertThat(event.key().agentId()).as(where).isEqualTo(agent);
        assertThat(event.sessionId()).as(where).isEqualTo(turn.path("session").textValue());
        compareWork(signal, where, event, turn);
    }

    /** Tokens and tools of the whole turn or of its first call. */
    private static void compareWork(String signal, String where, Event event, JsonNode turn) {
        if (!turn.path("error").isNull()) {
            return;
        }
        boolean whole = WHOLE_TURNS.contains(signal);
        JsonNode tokens = turn.path(whole ? "total" : "firstCall");
        if (event.numbers().containsKey("inputTokens") && !TORN.contains(signal)) {
            assertThat(event.numbers())
                    .as(where)
                    .containsEntry("inputTokens", tokens.path("inputTokens").asDouble())
                    .containsEntry("outputTokens", tokens.path("outputTokens").asDouble());
        }
        List<String> tools = new ArrayList<>();
        turn.path("tools").forEach(tool -> tools.add(tool.asText()));
        if (whole && !TORN.contains(signal)) {
            assertThat(event.categories())
                    .as(where)
                    .containsEntry("tools", tools.isEmpty() ? "none" : String.join(">", tools));
        } else if (event.categories().containsKey("tools")
                && !event.categories().get("tools").startsWith("transfer_to_")) {
            // The agent that is handed over to uses the others.
            assertThat(event.categories().get("tools"))
                    .as(where)
                    .matches(found -> tools.isEmpty()
                            ? found.equals("none")
                            : String.join(">", tools).startsWith(found));
        }
    }

    /** Turns by the traces in which a monitor can find them. */
    private static Map<String, JsonNode> expected(String signal) throws IOException {
        Map<String, JsonNode> expected = new HashMap<>();
        for (String line : Files.readAllLines(folder(signal).resolve("expected.jsonl"))) {
            JsonNode turn = JSON.readTree(line);
            if (!turn.path("recorded").asText().equals("nothing")) {
                expected.put(turn.path("traceId").asText(), turn);
            }
        }
        return expected;
    }

    private static List<TracesData> split(List<byte[]> bodies, int length) throws IOException {
        List<ResourceSpans> spans = new ArrayList<>();
        for (byte[] body : bodies) {
            for (ResourceSpans group : TracesData.parseFrom(body).getResourceSpansList()) {
                for (ScopeSpans scope : group.getScopeSpansList()) {
                    scope.getSpansList()
                            .forEach(span -> spans.add(group.toBuilder()
                                    .clearScopeSpans()
                                    .addScopeSpans(
                                            scope.toBuilder().clearSpans().addSpans(span))
                                    .build()));
                }
            }
        }
        spans.sort(Comparator.comparing(
                group -> group.getScopeSpans(0).getSpans(0).getEndTimeUnixNano(), Long::compareUnsigned));
        List<TracesData> records = new ArrayList<>();
        for (int i = 0; i < spans.size(); i += length) {
            records.add(TracesData.newBuilder()
                    .addAllResourceSpans(spans.subList(i, Math.min(spans.size(), i + length)))
                    .build());
        }
        return records;
    }

    private static List<byte[]> bodies(String signal, String ending) throws IOException {
        String kind = signal.substring(signal.indexOf('/') + 1);
        List<byte[]> bodies = new ArrayList<>();
        for (Path file : list(folder(signal))) {
            String name = file.getFileName().toString();
            if (name.startsWith(kind + "-") && name.endsWith(ending)) {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                    bodies.add(in.readAllBytes());
                }
            }
        }
        return bodies;
    }

    private static Path folder(String signal) {
        return root().resolve(signal.substring(0, signal.indexOf('/')));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static Path root() {
        try {
            return Path.of(CapturedProgramsTest.class
                            .getResource("/io/leeway/app/otel/genai-span/expected.jsonl")
                            .toURI())
                    .resolveSibling("..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
