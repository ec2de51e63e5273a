/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Features;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.service.StageContext;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class EmbedProcessorTest {

    private final StageContext<StreamKey, Observation> stage = StageContext.of(0);

    @Test
    void shouldGoOnAfterATextOnWhichTheModelFails() {
        EmbedProcessor processor = new EmbedProcessor(HashingEmbedder.failingOn("boom", 8), KeptText.NOTHING);
        processor.init(stage.context());

        processor.process(record("hi"));
        assertThatExceptionOfType(BadEventException.class).isThrownBy(() -> processor.process(record("boom")));
        processor.process(record("hi"));

        List<Record<? extends StreamKey, ? extends Observation>> sent = stage.sent();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).value().vector())
                .hasSize(8)
                .isEqualTo(sent.get(1).value().vector());
        assertThat(sent.get(0).timestamp()).isEqualTo(99);
    }

    @Test
    void shouldPassOnWhatCanBeCountedBeforeItRefusesAVector() {
        EmbedProcessor processor = new EmbedProcessor(HashingEmbedder.of(8), KeptText.NOTHING);
        processor.init(stage.context());

        assertThatExceptionOfType(WrongVectorException.class)
                .isThrownBy(() -> processor.process(record(null, new float[] {1, 2}, "other")))
                .withMessage("embeddingModel is 'other', this service compares 'hashing-8'");

        assertThat(stage.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.value().textState()).isEqualTo(TextState.MISMATCHED);
            assertThat(sent.value().mismatch()).isEqualTo("'other' (2 entries)");
        });
    }

    @Test
    void shouldLeaveTheSharedModelOpenWhenItCloses() {
        Embedder embedder = HashingEmbedder.of(8);
        EmbedProcessor first = new EmbedProcessor(embedder, KeptText.NOTHING);
        EmbedProcessor second = new EmbedProcessor(embedder, KeptText.NOTHING);
        first.init(stage.context());
        second.init(stage.context());
        first.process(record("hi"));
        first.close();

        second.process(record("hi"));

        assertThat(stage.sent()).hasSize(2);
    }

    private static Record<StreamKey, Features> record(String text) {
        return record(text, null, null);
    }

    private static Record<StreamKey, Features> record(String text, float[] vector, String model) {
        Event event = new Event(
                "e",
                new StreamKey("a", ""),
                Instant.EPOCH,
                null,
                null,
                text,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                vector,
                model);
        Features features = new Features(
                event, 0, TextState.PRESENT, false, Collections.emptySortedMap(), Collections.emptySortedMap());
        return new Record<>(event.key(), features, 99);
    }
}
