/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Capped;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.SettableClock;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.TextState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class IngestProcessorsTest {

    private static final byte[] JSON =
            "{\"agentId\":\"a\",\"cohort\":\"v2\",\"occurredAt\":\"2026-01-01T00:00:00Z\",\"text\":\"hi\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final Counters counters = new Counters();
    private final StageContext<StreamKey, Event> decoding = StageContext.of(0, Stores.TURNS);
    private final DecodeProcessor decode = new DecodeProcessor(
            InputDecoders.of(LeewayConfig.parse("test", """
                            inputs:
                              - {topic: chats, format: auto}
                              - {topic: calls, format: avro}
                            caps: {events-per-record: 3}
                            """, Map.of(), Map.of()), "model"), counters.metrics());

    @Test
    void shouldKeyEventsByTheirStreamAndKeepNothingElseOfTheRecord() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("chats", 0, 7);

        decode.process(new Record<>(
                "any key".getBytes(StandardCharsets.UTF_8), JSON, 123, new RecordHeaders().add("private", new byte[] {1
                        })));

        List<Record<? extends StreamKey, ? extends Event>> sent = decoding.sent();
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).key()).isEqualTo(new StreamKey("a", "v2"));
        assertThat(sent.get(0).value().text()).isEqualTo("hi");
        assertThat(sent.get(0).timestamp()).isEqualTo(123);
        assertThat(sent.get(0).headers()).isEmpty();
    }

    @Test
    void shouldForwardEveryEventOfARecord() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("chats", 0, 7);
        String one = new String(JSON, StandardCharsets.UTF_8);

        decode.process(new Record<>(
                null, ("[" + one + "," + one.replace("v2", "v3") + "]").getBytes(StandardCharsets.UTF_8), 123));

        assertThat(decoding.sent()).extracting(sent -> sent.key().toString()).containsExactly("a|v2", "a|v3");
    }

    @Test
    void shouldReadEachTopicInItsOwnFormat() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("calls", 0, 7);

        BadEventException refusal = refusal(() -> decode.process(new Record<>(null, JSON, 0)));

        assertThat(refusal.reason()).isEqualTo(Reason.UNPARSABLE);
        assertThat(decoding.sent()).isEmpty();
    }

    @Test
    void shouldSendTheGoodEventsOfARecordAndSayWhatIsWrongWithTheOthers() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("chats", 0, 7);
        String good = new String(JSON, StandardCharsets.UTF_8);
        byte[] array = ("[" + good + ",{\"text\":\"nobody's\"}," + good + "]").getBytes(StandardCharsets.UTF_8);

        FaultyPartsException refusal =
                catchThrowableOfType(FaultyPartsException.class, () -> decode.process(new Record<>(null, array, 0)));

        assertThat(decoding.sent())
                .extracting(sent -> sent.value().eventId())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(refusal.faults()).containsExactly(new Fault(1, Reason.INVALID_EVENT, "agentId is required"));
        assertThat(counters.read("chats")).isEqualTo(2);
    }

    @Test
    void shouldCountWhatTheCapsRefuse() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("chats", 0, 7);
        String good = new String(JSON, StandardCharsets.UTF_8);
        byte[] array = ("[" + String.join(",", List.of(good, good, good, good)) + "]").getBytes(StandardCharsets.UTF_8);

        BadEventException refusal =
                catchThrowableOfType(BadEventException.class, () -> decode.process(new Record<>(null, array, 0)));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_MANY_EVENTS);
        assertThat(decoding.sent()).isEmpty();
        assertThat(counters.capped(Capped.EVENTS_PER_RECORD)).isEqualTo(1);
        assertThat(counters.read("chats")).isZero();
    }

    @Test
    void shouldRememberTurnsBeyondARestart() {
        decode.init(decoding.context());
        decoding.context().setRecordMetadata("chats", 0, 7);
        byte[] call = """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
                 "scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",
                  "name":"chat","kind":3,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225601000000000",
                  "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
                   {"key":"gen_ai.input.messages","value":{"stringValue":
                    "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"hello\\"}]}]"}}]}]}]}]}
                """.getBytes(StandardCharsets.UTF_8);
        decode.process(new Record<>(null, call, 0));
        assertThat(decoding.sent()).hasSize(1);

        StageContext<StreamKey, Event> restarted = decoding.restarted();
        restarted.context().setRecordMetadata("chats", 0, 8);
        decode.init(restarted.context());
        decode.process(new Record<>(null, call, 0));

        assertThat(restarted.sent()).as("the same call once more").isEmpty();
    }

    @Test
    void shouldCountEventsFromTheFutureAndTakeThemAtTheTimeOfTheirRecord() {
        SettableClock clock = new SettableClock();
        LeewayConfig config = LeewayConfig.parse("test", "", Map.of(), Map.of());
        FeatureProcessor features =
                new FeatureProcessor(new FeatureExtractor(config::settingsFor, clock), counters.metrics());
        StageContext<StreamKey, Features> stage = StageContext.of(0);
        features.init(stage.context());
        Event event = Decoding.of(InputFormat.AUTO).decode(JSON);
        long appendedAt = clock.millis() - 50;

        features.process(new Record<>(event.key(), event, appendedAt));
        clock.set(Instant.parse("2025-06-01T00:00:00Z"));
        features.process(new Record<>(event.key(), event, clock.millis() - 50));

        List<Record<? extends StreamKey, ? extends Features>> sent = stage.sent();
        assertThat(sent.get(0).value().occurredAt())
                .isEqualTo(event.occurredAt().toEpochMilli());
        assertThat(sent.get(1).value().occurredAt()).isEqualTo(clock.millis() - 50);
        assertThat(sent.get(1).value().textState()).isEqualTo(TextState.PRESENT);
        assertThat(counters.of(Metric.CLAMPED_EVENTS)).isEqualTo(1);
    }
}
