/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.InputFormat;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.service.Counters;
import io.leeway.app.service.LeewayMetrics.Metric;
import io.leeway.app.service.SettableClock;
import io.leeway.app.service.StageContext;
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

    private final StageContext<StreamKey, Event> decoding = StageContext.of(0);
    private final DecodeProcessor decode = new DecodeProcessor(
            Map.of("chats", Decoding.decoder(InputFormat.AUTO), "calls", Decoding.decoder(InputFormat.AVRO)));

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

        assertThat(decoding.sent())
                .extracting(sent -> sent.key().toString())
                .containsExactly("a|v2", "a|v3");
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
    void shouldCountEventsFromTheFutureAndTakeThemAtTheTimeOfTheirRecord() {
        Counters counters = new Counters();
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
