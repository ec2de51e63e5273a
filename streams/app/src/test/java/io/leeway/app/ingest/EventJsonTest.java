/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static io.leeway.app.ingest.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.JsonText;
import io.leeway.app.topic.StreamKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final String SECRET = "my-secret-4711";
    private static final JsonText TEXT = new JsonText(Bounds.DEFAULTS.recordBytes());
    private static final String REQUIRED = "\"agentId\":\"a\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"hi\"";

    @Test
    void shouldReadTheExampleOfTheDocumentation() {
        Event event = read("""
                {"eventId":"e-1","agentId":"support","occurredAt":"2026-01-01T00:00:00Z","cohort":"v2","sessionId":"s-9",
                 "traceId":"0af7651916cd43dd8448eb211c80319c","text":"my card was charged twice",
                 "numbers":{"latencyMs":812},"categories":{"tool":"refund","model":"x-2"}}
                """);

        assertThat(event.eventId()).isEqualTo("e-1");
        assertThat(event.key()).isEqualTo(new StreamKey("support", "v2"));
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(event.sessionId()).isEqualTo("s-9");
        assertThat(event.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(event.text()).isEqualTo("my card was charged twice");
        assertThat(event.numbers()).isEqualTo(Map.of("latencyMs", 812.0));
        assertThat(event.categories()).isEqualTo(Map.of("tool", "refund", "model", "x-2"));
        assertThat(event.embedding()).isNull();
        assertThat(event.embeddingModel()).isNull();
    }

    @Test
    void shouldTakeNullsForAbsent() {
        Event event = read("""
                {"agentId":"a","occurredAt":"2026-01-01T00:00:00Z","eventId":null,"cohort":null,"sessionId":null,
                 "traceId":null,"text":null,"numbers":{"x":null,"y":1},"categories":{"x":null,"y":"b"},
                 "embedding":null,"embeddingModel":null}
                """);

        assertThat(event.eventId()).isEqualTo("digest");
        assertThat(event.key()).isEqualTo(new StreamKey("a", ""));
        assertThat(event.sessionId()).isNull();
        assertThat(event.traceId()).isNull();
        assertThat(event.text()).isNull();
        assertThat(event.numbers()).containsOnlyKeys("y");
        assertThat(event.categories()).containsOnlyKeys("y");
        assertThat(event.embedding()).isNull();
        assertThat(read("{" + REQUIRED + ",\"numbers\":null,\"categories\":null}")
                        .numbers())
                .isEmpty();
    }

    @Test
    void shouldTakeSimpleValuesOfCategoriesAsText() {
        Event event = read("{" + REQUIRED + ",\"categories\":{\"b\":true,\"n\":7,\"d\":1.5,\"s\":\"\"}}");

        assertThat(event.categories()).isEqualTo(Map.of("b", "true", "n", "7", "d", "1.5", "s", ""));
    }

    @Test
    void shouldTakeNumbersBeyondTheRangeOfADoubleAsInfinite() {
        Event event = read("{" + REQUIRED + ",\"numbers\":{\"x\":1e999,\"y\":-1e999,\"z\":1" + "0".repeat(400) + "}}");

        assertThat(event.numbers())
                .isEqualTo(Map.of(
                        "x", Double.POSITIVE_INFINITY, "y", Double.NEGATIVE_INFINITY, "z", Double.POSITIVE_INFINITY));
    }

    @Test
    void shouldTakeTimeAndTraceOfTheEnvelopeWhereTheEventHasNone() {
        Instant time = Instant.parse("2026-03-01T00:00:00Z");
        Surroundings envelope = new Surroundings("ce-1", time, "trace", 0);

        Event bare = EventJson.read(TEXT.read(utf8("{\"agentId\":\"a\",\"text\":\"hi\"}")), envelope);
        Event full =
                EventJson.read(TEXT.read(utf8("{" + REQUIRED + ",\"eventId\":\"e\",\"traceId\":\"own\"}")), envelope);

        assertThat(bare.eventId()).isEqualTo("ce-1");
        assertThat(bare.occurredAt()).isEqualTo(time);
        assertThat(bare.traceId()).isEqualTo("trace");
        assertThat(full.eventId()).isEqualTo("e");
        assertThat(full.occurredAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(full.traceId()).isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource({
        "1767225600000,2026-01-01T00:00:00Z",
        "-1,1969-12-31T23:59:59.999Z",
        "'\"2026-01-01T01:30:00+01:30\"',2026-01-01T00:00:00Z",
        "'\"2026-01-01T00:00:00.123456Z\"',2026-01-01T00:00:00.123456Z"
    })
    void shouldReadTimesInBothForms(String json, Instant expected) {
        assertThat(read("{\"agentId\":\"a\",\"text\":\"hi\",\"occurredAt\":" + json + "}")
                        .occurredAt())
                .isEqualTo(expected);
    }

    @Test
    void shouldReadVectors() {
        Event event = read("{" + REQUIRED + ",\"embedding\":[1,-0.5,3e-3],\"embeddingModel\":\"m\"}");

        assertThat(event.embedding()).containsExactly(1f, -0.5f, 3e-3f);
        assertThat(event.embeddingModel()).isEqualTo("m");
    }

    @Test
    void shouldIgnoreFieldsItDoesNotKnow() {
        assertThat(read("{" + REQUIRED + ",\"later\":{\"a\":[1,{\"b\":null}]},\"other\":true}")
                        .text())
                .isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "eventId;7",
                "agentId;7",
                "agentId;null",
                "agentId;\"\"",
                "occurredAt;true",
                "occurredAt;null",
                "occurredAt;1.5",
                "occurredAt;\"" + SECRET + "\"",
                "occurredAt;\"2026-01-01T00:00:00\"",
                "occurredAt;99999999999999999999",
                "cohort;[]",
                "sessionId;{}",
                "traceId;1",
                "text;[\"" + SECRET + "\"]",
                "text;5",
                "numbers;[1]",
                "numbers;\"" + SECRET + "\"",
                "numbers.x;\"" + SECRET + "\"",
                "numbers.x;true",
                "numbers.x;{}",
                "categories;\"" + SECRET + "\"",
                "categories.x;[\"" + SECRET + "\"]",
                "categories.x;{\"y\":\"" + SECRET + "\"}",
                "embedding;\"" + SECRET + "\"",
                "embedding[1];[1,\"" + SECRET + "\"]",
                "embedding[0];[null]",
                "embeddingModel;1"
            })
    void shouldNameTheFieldOfAWrongType(String path, String value) {
        String field = path.replaceAll("[.\\[].*", "");
        String json = path.endsWith(".x") ? "{\"x\":" + value + "}" : value;
        String event =
                "{" + REQUIRED.replaceAll("\"" + field + "\":\"[^\"]*\",?", "") + ",\"" + field + "\":" + json + "}";

        BadEventException refusal = refusal(() -> read(event.replace("{,", "{").replace(",,", ",")));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageStartingWith(path).hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "agentId;{\"occurredAt\":0,\"text\":\"t\"}",
                "occurredAt;{\"agentId\":\"a\",\"text\":\"t\"}",
                "text, numbers, categories, embedding;{\"agentId\":\"a\",\"occurredAt\":0}"
            })
    void shouldRequireWhatAnEventNeeds(String named, String json) {
        BadEventException refusal = refusal(() -> read(json));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageContaining(named + " is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"" + SECRET + "\"", "true"})
    void shouldRefuseWhatIsNoObject(String json) {
        BadEventException refusal = refusal(() -> read(json));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessage("an event must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"" + SECRET + "\"",
                "{\"text\":" + SECRET + "}",
                "{\"text\":\"" + SECRET,
                "{\"" + SECRET + "\":1,\"" + SECRET + "\":2}",
                "{} " + SECRET,
                "{}{\"" + SECRET + "\":1}",
                "{\"n\":01}",
                "{\"n\":NaN}",
                " ",
                ""
            })
    void shouldSayWhereItIsNotWellFormedButNotWhatItSays(String json) {
        BadEventException refusal = refusal(() -> read(json));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal)
                .hasMessageMatching("not well-formed JSON at line \\d+, column \\d+")
                .hasNoCause();
    }

    @Test
    void shouldGiveTheLineOfTheMistake() {
        assertThat(refusal(() -> read("{\n\n  oops}"))).hasMessageContaining("at line 3, column ");
    }

    @Test
    void shouldSurviveDeepNesting() {
        BadEventException refusal = refusal(() -> read("{" + REQUIRED + ",\"x\":" + "[".repeat(100_000)));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
    }

    @Test
    void shouldRefuseAWrongEncoding() {
        byte[] json = ("{" + REQUIRED.replace("hi", SECRET + "\u00FC") + "}").getBytes(StandardCharsets.ISO_8859_1);

        BadEventException refusal = refusal(() -> read(json));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(refusal.getMessage()).doesNotContain(SECRET);
    }

    private static Event read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Event read(byte[] json) {
        return EventJson.read(TEXT.read(json), Surroundings.bare("digest", 0));
    }
}
