/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import static io.leeway.app.ingest.otel.Otlp.decoder;
import static io.leeway.app.ingest.otel.Otlp.messages;
import static io.leeway.app.ingest.otel.Otlp.read;
import static io.leeway.app.ingest.otel.Otlp.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protobuf and JSON say the same, and what is neither is refused and never worse. */
class OtlpFormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Span AGENT = span(
                    "a",
                    null,
                    "invoke_agent helper",
                    0,
                    1500,
                    "gen_ai.operation.name",
                    "invoke_agent",
                    "gen_ai.agent.name",
                    "helper",
                    "gen_ai.conversation.id",
                    "c-1",
                    "gen_ai.input.messages",
                    messages("system", "Be brief.", "user", "Where is it?"),
                    "gen_ai.usage.input_tokens",
                    12,
                    "gen_ai.usage.output_tokens",
                    3.0,
                    "flag",
                    true,
                    "bytes",
                    new byte[] {1, 2})
            .toBuilder()
            .setTraceState("ot=th:c")
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .build();

    private static final Message TRACES = Otlp.traces("shop", List.of(AGENT));
    private static final Message LOGS = Otlp.logs(
            "shop",
            Otlp.log(
                    "c",
                    "gen_ai.client.inference.operation.details",
                    null,
                    "gen_ai.operation.name",
                    "chat",
                    "gen_ai.input.messages",
                    List.of(Map.of(
                            "role", "user", "parts", List.of(Map.of("type", "text", "content", "Where is it?"))))));

    @Test
    void shouldReadAnEventWithAllThatIsSaid() {
        Event event = read(decoder(TurnSource.AUTO), TRACES).events().get(0);

        assertThat(event.eventId()).isEqualTo(Otlp.TRACE + "-000000000000000a");
        assertThat(event.key().agentId()).isEqualTo("helper");
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(Otlp.START));
        assertThat(event.sessionId()).isEqualTo("c-1");
        assertThat(event.traceId()).isEqualTo(Otlp.TRACE);
        assertThat(event.text()).isEqualTo("Where is it?");
        assertThat(event.numbers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "inputTokens",
                        12.0,
                        "outputTokens",
                        3.0,
                        "latencyMs",
                        1500.0,
                        "messages",
                        2.0,
                        "toolCalls",
                        0.0));
        assertThat(event.categories())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "content", "captured",
                        "operation", "invoke_agent",
                        "errorType", "_OTHER",
                        "sampling", "1/4",
                        "tools", "none"));
    }

    @Test
    void shouldReadTheSameFromJson() {
        for (Message data : List.of(TRACES, LOGS)) {
            Decoded expected = read(decoder(TurnSource.AUTO), data);
            assertThat(expected.events()).hasSize(1);
            for (boolean snake : new boolean[] {false, true}) {
                assertThat(decoder(TurnSource.AUTO).read(Otlp.json(data, snake), Otlp.AROUND))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldReadJsonAsOthersWriteIt() throws Exception {
        String text = Otlp.json(TRACES, false)
                .toString()
                .replace("\"startTimeUnixNano\":\"1767225600000000000\"", "\"startTimeUnixNano\":1767225600000000000")
                .replace("\"intValue\":\"12\"", "\"intValue\":12,\"later\":{}")
                .replace("\"code\":2", "\"code\":\"STATUS_CODE_ERROR\"")
                .replace(Otlp.TRACE, Otlp.TRACE.toUpperCase(Locale.ROOT));

        assertThat(decoder(TurnSource.AUTO).read(JSON.readTree(text), Otlp.AROUND))
                .isEqualTo(read(decoder(TurnSource.AUTO), TRACES));
    }

    @Test
    void shouldReadSpansWithoutAnId() {
        Span nameless = AGENT.toBuilder().clearTraceId().clearSpanId().build();

        Event event = read(decoder(TurnSource.AUTO), Otlp.traces("shop", List.of(nameless)))
                .events()
                .get(0);

        assertThat(event.traceId()).isNull();
        assertThat(event.eventId()).isEqualTo("record-0");
    }

    @Test
    void shouldFindNothingInRecordsOfNothing() {
        assertThat(read(decoder(TurnSource.AUTO), Otlp.traces("shop", List.of())))
                .isEqualTo(new Decoded(List.of(), List.of()));
    }

    @Test
    void shouldTellMetricsFromSpans() {
        // A name as long as an id of a trace, and a description as long as one of a span.
        Message metrics = MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder()
                                        .setName("sixteen-letters-")
                                        .setDescription("nine lett")
                                        .setGauge(Gauge.getDefaultInstance()))))
                .build();

        assertThatThrownBy(() -> read(decoder(TurnSource.AUTO), metrics))
                .isInstanceOfSatisfying(
                        BadEventException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNPARSABLE))
                .hasMessageContaining("metrics");
        assertThatThrownBy(() -> decoder(TurnSource.AUTO).read(Otlp.json(metrics, false), Otlp.AROUND))
                .isInstanceOf(BadEventException.class)
                .hasMessageContaining("neither resourceSpans nor resourceLogs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceSpans\":{}}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"secret\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":7}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"secret\"}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":-1}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":\"secret\"}}]}]}]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"doubleValue\":\"secret\"}}]}]}]}",
                "[]",
                "{}"
            })
    void shouldRefuseOtherJsonWithoutQuotingIt(String json) throws Exception {
        JsonNode root = JSON.readTree(json);

        assertThatThrownBy(() -> decoder(TurnSource.AUTO).read(root, Otlp.AROUND))
                .isInstanceOfSatisfying(
                        BadEventException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNPARSABLE))
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeep() throws Exception {
        int depth = 400;
        String json = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":"
                + "{\"arrayValue\":{\"values\":[".repeat(depth) + "]}}".repeat(depth) + "}]}]}]}";
        JsonNode root = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(10_000)
                                .build())
                        .build())
                .readTree(json);
        Object nested = "end";
        for (int i = 0; i < depth; i++) {
            nested = List.of(nested);
        }
        byte[] protobuf = Otlp.logs("shop", Otlp.log("a", "e", nested)).toByteArray();

        assertThatThrownBy(() -> decoder(TurnSource.AUTO).read(root, Otlp.AROUND))
                .isInstanceOf(BadEventException.class)
                .hasMessageContaining("nested deeper than");
        assertThatThrownBy(() -> decoder(TurnSource.AUTO).read(protobuf, Otlp.AROUND))
                .isInstanceOf(BadEventException.class);
    }

    @Test
    void shouldOnlyEverRefuseDamagedRecords() {
        long seed = 20260101;
        Random random = new Random(seed);
        OtlpDecoder decoder = decoder(TurnSource.AUTO);
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] bytes = (i % 2 == 0 ? TRACES : LOGS).toByteArray();
            byte[] damaged = damage(bytes, random);
            try {
                decoder.read(damaged, Otlp.AROUND);
            } catch (BadEventException e) {
                refused++;
                assertThat(e.reason()).isEqualTo(Reason.UNPARSABLE);
                assertThat(e).hasMessageNotContaining("Where");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        // Most damage breaks a length; if nothing were refused, nothing would have been damaged.
        assertThat(refused).isBetween(1_000, 3_999);
    }

    @Test
    void shouldOnlyEverRefuseDamagedJson() {
        long seed = 20260102;
        Random random = new Random(seed);
        OtlpDecoder decoder = decoder(TurnSource.AUTO);
        int read = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] bytes =
                    Otlp.json(i % 2 == 0 ? TRACES : LOGS, false).toString().getBytes(StandardCharsets.UTF_8);
            JsonNode root;
            try {
                root = JSON.readTree(damage(bytes, random));
            } catch (IOException e) {
                continue;
            }
            try {
                decoder.read(root, Otlp.AROUND);
                read++;
            } catch (BadEventException e) {
                assertThat(e.reason()).isEqualTo(Reason.UNPARSABLE);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(read).isGreaterThan(200);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
