/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoEventTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.250Z");

    @Test
    void shouldWriteFieldsInAFixedOrder() {
        DemoEvent event = new DemoEvent(
                "support",
                "e-1",
                AT,
                "s-9",
                "0af7651916cd43dd8448eb211c80319c",
                "my card was charged twice",
                Map.of("latencyMs", 812.0, "inputTokens", 6.5),
                Map.of("tool", "refund", "model", "x-2"));

        assertThat(event.toJson())
                .isEqualTo("{\"eventId\":\"e-1\",\"agentId\":\"support\",\"occurredAt\":\"2026-01-01T00:00:00.250Z\","
                        + "\"sessionId\":\"s-9\",\"traceId\":\"0af7651916cd43dd8448eb211c80319c\","
                        + "\"text\":\"my card was charged twice\","
                        + "\"numbers\":{\"inputTokens\":6.5,\"latencyMs\":812},"
                        + "\"categories\":{\"model\":\"x-2\",\"tool\":\"refund\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"say \"hi\"", "back\\slash", "line\nbreak\tand\u0001control", "\\u0041", "naïve 🙏 </b>", ""})
    void shouldEscapeSoThatAnyParserReadsTheSameText(String text) throws JsonProcessingException {
        assertThat(JSON.readTree(event(text).toJson()).get("text").textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -3, 0.1, 1e15, 1e300, -2.5e-8, Long.MAX_VALUE})
    void shouldWriteNumbersThatReadBackEqual(double value) throws JsonProcessingException {
        String json = new DemoEvent("a", "e", AT, "s", "t", "x", Map.of("n", value), Map.of()).toJson();

        assertThat(JSON.readTree(json).get("numbers").get("n").doubleValue() == value)
                .as(json)
                .isTrue();
    }

    @Test
    void shouldWriteEmptyMapsAsEmptyObjects() throws JsonProcessingException {
        JsonNode json = JSON.readTree(event("x").toJson());

        assertThat(json.get("numbers").isObject()).isTrue();
        assertThat(json.get("numbers")).isEmpty();
        assertThat(json.get("categories")).isEmpty();
    }

    @Test
    void shouldWriteEveryEventOfTheDemoAsOneReadableLine() {
        assertThat(new DemoTraffic(DemoPlan.DEFAULTS).stream().limit(2000)).allSatisfy(event -> {
            String line = event.toJson();
            JsonNode json = JSON.readTree(line);
            assertThat(line).doesNotContain("\n");
            assertThat(json.get("agentId").textValue()).isEqualTo(event.agentId());
            assertThat(json.get("eventId").textValue()).isEqualTo(event.eventId());
            assertThat(json.get("sessionId").textValue()).isEqualTo(event.sessionId());
            assertThat(json.get("traceId").textValue()).isEqualTo(event.traceId());
            assertThat(Instant.parse(json.get("occurredAt").textValue())).isEqualTo(event.occurredAt());
            assertThat(json.get("text").textValue()).isEqualTo(event.text());
            assertThat(json.get("numbers").get("latencyMs").isNumber()).isTrue();
            assertThat(json.get("numbers").get("inputTokens").isNumber()).isTrue();
            assertThat(json.get("categories").get("tool").isTextual()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseNumbersThatJsonCannotHold(double value) {
        assertThatThrownBy(() -> new DemoEvent("a", "e", AT, "s", "t", "x", Map.of("n", value), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n must be finite: " + value);
    }

    private static DemoEvent event(String text) {
        return new DemoEvent("a", "e", AT, "s", "t", text, Map.of(), Map.of());
    }
}
