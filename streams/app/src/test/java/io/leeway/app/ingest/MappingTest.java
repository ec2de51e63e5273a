/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static io.leeway.app.ingest.Decoding.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {

    private static final String SECRET = "my-secret-4711";
    private static final Decoding FULL = mapped("""
            agentId: $.meta.agent
            cohort: v2
            eventId: $.id
            occurredAt: $.timing.at
            sessionId: $.meta.session
            traceId: $.trace
            text: "$.messages[?(@.role == 'user')].content"
            embedding: $.vector
            embeddingModel: m-1
            numbers: {latencyMs: $.timing.ms, ok: $.ok, one: 1}
            categories: {tool: $.tool.name, place: here}""");
    private static final Decoding WHOLE =
            mapped("{agentId: $.agent, numbers: $.metrics, categories: $.tags, occurredAt: $.at, text: $.text}");

    @Test
    void shouldReadEveryField() {
        Event event = FULL.decode(utf8("""
                {"meta":{"agent":7,"session":true},"id":12.5,"timing":{"at":"2026-01-02T03:04:05+01:00","ms":"812.5"},
                 "trace":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","ok":true,"tool":{"name":3},
                 "messages":[{"role":"user","content":"first"},{"role":"bot","content":"x"},{"role":"user","content":"last"}],
                 "vector":[1,"2.5"]}"""));

        assertThat(event.key()).isEqualTo(new StreamKey("7", "v2"));
        assertThat(event.eventId()).isEqualTo("12.5");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(event.sessionId()).isEqualTo("true");
        assertThat(event.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(event.text()).isEqualTo("last");
        assertThat(event.embedding()).containsExactly(1f, 2.5f);
        assertThat(event.embeddingModel()).isEqualTo("m-1");
        assertThat(event.numbers()).isEqualTo(Map.of("latencyMs", 812.5, "ok", 1.0, "one", 1.0));
        assertThat(event.categories()).isEqualTo(Map.of("tool", "3", "place", "here"));
    }

    @Test
    void shouldTakeMissingPathsForMissingValues() {
        byte[] json = utf8("{\"meta\":{\"agent\":\"a\"},\"ok\":null,\"timing\":{\"ms\":\" \"},\"messages\":[]}");

        Event event = FULL.decode(json);

        assertThat(event.eventId()).isEqualTo(EventDecoder.digest(json));
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(Decoding.APPENDED_AT));
        assertThat(event.sessionId()).isNull();
        assertThat(event.traceId()).isNull();
        assertThat(event.text()).isNull();
        assertThat(event.embedding()).isNull();
        assertThat(event.numbers()).containsOnlyKeys("one");
        assertThat(event.categories()).containsOnlyKeys("place");
    }

    @Test
    void shouldTakeTheEnvelopesTimeBeforeThatOfTheRecord() {
        Event event = WHOLE.decode(
                utf8("{\"agent\":\"a\"}"), "ce_specversion", "1.0", "ce_id", "ce", "ce_time", "2026-05-01T00:00:00Z");

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(event.eventId()).isEqualTo("ce");
    }

    @Test
    void shouldTakeWhatFitsOfAnObject() {
        Event event = WHOLE.decode(utf8("""
                {"agent":"a","metrics":{"n":1,"s":"2","no":"two","flag":true,"o":{},"z":null},
                 "tags":{"t":"x","n":1,"b":false,"o":{},"a":[],"z":null}}"""));

        assertThat(event.numbers()).isEqualTo(Map.of("n", 1.0, "s", 2.0));
        assertThat(event.categories()).isEqualTo(Map.of("t", "x", "n", "1", "b", "false"));
    }

    @ParameterizedTest
    @CsvSource({
        "1767225600,2026-01-01T00:00:00Z",
        "1767225600.25,2026-01-01T00:00:00.250Z",
        "1767225600000,2026-01-01T00:00:00Z",
        "1767225600000001,2026-01-01T00:00:00.000001Z",
        "1767225600000000001,2026-01-01T00:00:00.000000001Z",
        "'\"1767225600\"',2026-01-01T00:00:00Z",
        "'\" 1767225600.000001 \"',2026-01-01T00:00:00.000001Z",
        "'\"2026-01-01T00:00:00Z\"',2026-01-01T00:00:00Z",
        "-1,1969-12-31T23:59:59Z",
        "0,1970-01-01T00:00:00Z"
    })
    void shouldReadTimesInAllForms(String json, Instant expected) {
        assertThat(WHOLE.decode(utf8("{\"agent\":\"a\",\"at\":" + json + "}")).occurredAt())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "agentId;{}",
                "agentId;{\"agent\":\"\"}",
                "agentId;{\"agent\":[\"" + SECRET + "\"]}",
                "an event;7",
                "occurredAt;{\"agent\":\"a\",\"at\":\"" + SECRET + "\"}",
                "occurredAt;{\"agent\":\"a\",\"at\":true}",
                "occurredAt;{\"agent\":\"a\",\"at\":1e300}",
                "occurredAt;{\"agent\":\"a\",\"at\":\"1e999999999\"}",
                "occurredAt;{\"agent\":\"a\",\"at\":99999999999999999999}",
                "text;{\"agent\":\"a\",\"text\":{\"x\":\"" + SECRET + "\"}}",
                "numbers;{\"agent\":\"a\",\"metrics\":\"" + SECRET + "\"}",
                "categories;{\"agent\":\"a\",\"tags\":[]}"
            })
    void shouldRefuseWhatCannotBeTaken(String named, String json) {
        BadEventException refusal = refusal(() -> WHOLE.decode(utf8(json), "content-type", "application/json"));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_EVENT);
        assertThat(refusal).hasMessageStartingWith(named).hasNoCause();
        assertThat(refusal.getMessage()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "numbers.latencyMs;\"timing\":{\"ms\":\"fast\"}",
                "numbers.latencyMs;\"timing\":{\"ms\":\"NaN\"}",
                "categories.tool;\"tool\":{\"name\":[]}",
                "embedding;\"vector\":\"x\"",
                "embedding[1];\"vector\":[1,\"x\"]",
                "embedding[0];\"vector\":[null]"
            })
    void shouldNameTheMappedFieldThatIsWrong(String named, String member) {
        BadEventException refusal = refusal(() -> FULL.decode(utf8("{\"meta\":{\"agent\":\"a\"}," + member + "}")));

        assertThat(refusal).hasMessageStartingWith(named + " must be");
    }

    private static Decoding mapped(String mapping) {
        return Decoding.of("inputs:\n  - topic: chats\n    mapping:\n      " + mapping.replace("\n", "\n      "));
    }
}
