/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.embed;

import static io.leeway.app.ingest.BadEvents.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Features;
import io.leeway.app.privacy.KeptText;
import io.leeway.app.topic.StreamKey;
import io.leeway.models.Embedder;
import io.leeway.models.EmbedderSession;
import io.leeway.models.HashingEmbedder;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.TextState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    private static final String POISON = "boom-4711";
    private static final int DIMENSION = 4;

    private final Embedder embedder = HashingEmbedder.failingOn(POISON, DIMENSION);
    private final Embedding embedding = new Embedding(embedder);

    @Test
    void shouldEmbedTheText() {
        Observation observation = embedding.observe(features(TextState.PRESENT, "my card", null, null));

        try (EmbedderSession session = embedder.newSession()) {
            assertThat(observation.vector()).isEqualTo(session.embed("my card"));
        }
        assertThat(observation.eventId()).isEqualTo("e");
        assertThat(observation.traceId()).isEqualTo("trace");
        assertThat(observation.sessionId()).isEqualTo("session");
        assertThat(observation.occurredAt()).isEqualTo(17);
        assertThat(observation.numbers()).containsEntry("x", 1.0);
        assertThat(observation.categories()).containsEntry("c", "d");
    }

    @Test
    void shouldPassOnAnExcerptOnlyWhereItIsAllowed() {
        Embedding quoting = new Embedding(embedder, KeptText.excerpt(7));

        assertThat(embedding
                        .observe(features(TextState.PRESENT, "my card", null, null))
                        .excerpt())
                .isNull();
        assertThat(quoting.observe(features(TextState.PRESENT, "my card is lost", null, null))
                        .excerpt())
                .isEqualTo("my car…");
        assertThat(quoting.observe(features(TextState.REDACTED, "__REDACTED__", null, null))
                        .excerpt())
                .isNull();
        assertThat(quoting.observe(features(TextState.MISSING, "not monitored", null, null))
                        .excerpt())
                .isNull();
        assertThat(quoting.observe(features(TextState.PRESENT, null, new float[] {1, 0, 0, 0}, "hashing-4"))
                        .excerpt())
                .isNull();
    }

    @Test
    void shouldDescribeTheText() {
        Observation observation = embedding.observe(features(TextState.PRESENT, "My cardholders <NAME>", null, null));

        assertThat(observation.numbers())
                .hasSize(10)
                .containsEntry("x", 1.0)
                .containsEntry("text/words", 2.0)
                .containsEntry("text/length", 15.0)
                // "my" is one piece of at most four characters, "cardholders" three
                .containsEntry("text/piecesPerWord", 2.0);
        assertThat(observation.categories()).isEqualTo(Map.of("c", "d", "text/script", "LATIN"));
    }

    @Test
    void shouldDescribeNothingWithoutAText() {
        float[] vector = {1, 0, 0, 0};
        for (Features features : new Features[] {
            features(TextState.MISSING, POISON, null, null),
            features(TextState.REDACTED, "__REDACTED__", null, null),
            features(TextState.PRESENT, null, vector, "hashing-4")
        }) {
            Observation observation = embedding.observe(features);

            assertThat(observation.numbers()).isEqualTo(Map.of("x", 1.0));
            assertThat(observation.categories()).isEqualTo(Map.of("c", "d"));
        }
    }

    @Test
    void shouldNotShowTheModelATextThatCameWithItsVector() {
        Observation observation =
                embedding.observe(features(TextState.PRESENT, POISON, new float[] {1, 0, 0, 0}, "hashing-4"));

        assertThat(observation.numbers())
                .containsEntry("text/length", 9.0)
                .containsEntry("text/words", 2.0)
                .doesNotContainKey("text/piecesPerWord");
        assertThat(observation.categories()).containsEntry("text/script", "LATIN");
    }

    @Test
    void shouldEmbedNothingThatIsNotPresent() {
        for (TextState state : new TextState[] {TextState.MISSING, TextState.REDACTED}) {
            Observation observation = embedding.observe(features(state, POISON, new float[] {1, 0, 0, 0}, "other"));

            assertThat(observation.vector()).isNull();
            assertThat(observation.textState()).isEqualTo(state);
        }
    }

    @Test
    void shouldScaleAVectorThatCameAlongToUnitLength() {
        float[] vector = embedding
                .observe(features(TextState.PRESENT, POISON, new float[] {3, 0, -4, 0}, "hashing-4"))
                .vector();

        assertThat(vector).containsExactly(new float[] {0.6f, 0, -0.8f, 0}, within(1e-7f));
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e30f})
    void shouldScaleVectorsOfAnyLength(float length) {
        float[] vector = embedding
                .observe(features(TextState.PRESENT, null, new float[] {length, 0, 0, 0}, "hashing-4"))
                .vector();

        assertThat(vector).containsExactly(1, 0, 0, 0);
    }

    @Test
    void shouldRefuseTheVectorOfAnotherModel() {
        BadEventException refusal =
                refusal(() -> embedding.observe(features(TextState.PRESENT, null, new float[] {1, 0, 0, 0}, "minilm")));

        assertThat(refusal.reason()).isEqualTo(Reason.WRONG_EMBEDDING);
        assertThat(refusal).hasMessageContaining("minilm").hasMessageContaining("hashing-4");
        assertThat(refusal(() -> embedding.observe(features(TextState.PRESENT, null, new float[4], null)))
                        .reason())
                .isEqualTo(Reason.WRONG_EMBEDDING);
    }

    @Test
    void shouldRefuseAVectorOfAnotherLength() {
        BadEventException refusal =
                refusal(() -> embedding.observe(features(TextState.PRESENT, null, new float[] {1, 0}, "hashing-4")));

        assertThat(refusal.reason()).isEqualTo(Reason.WRONG_EMBEDDING);
        assertThat(refusal).hasMessageContaining("2 entries").hasMessageContaining("4");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
    void shouldRefuseAVectorWithoutDirection(float entry) {
        BadEventException refusal = refusal(
                () -> embedding.observe(features(TextState.PRESENT, null, new float[] {entry, 0, 0, 0}, "hashing-4")));

        assertThat(refusal.reason()).isEqualTo(Reason.WRONG_EMBEDDING);
        assertThat(refusal).hasMessageContaining("no direction");
    }

    @Test
    void shouldSetATextAsideOnWhichTheModelFails() {
        BadEventException refusal =
                refusal(() -> embedding.observe(features(TextState.PRESENT, "say " + POISON, null, null)));

        assertThat(refusal.reason()).isEqualTo(Reason.EMBEDDING_FAILED);
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain(POISON);
    }

    @Test
    void shouldNotTakeAFaultOfOurOwnForABadText() {
        embedder.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> embedding.observe(features(TextState.PRESENT, "hi", null, null)));
    }

    @Test
    void shouldOpenASessionOnlyForAText() {
        embedder.close();

        assertThat(embedding
                        .observe(features(TextState.MISSING, null, null, null))
                        .vector())
                .isNull();
        embedding.close();
    }

    @Test
    void shouldCloseTheSessionButNotTheModelAndBeOfUseAgain() {
        Features features = features(TextState.PRESENT, "hi", null, null);
        float[] vector = embedding.observe(features).vector();
        embedding.close();
        embedding.close();

        assertThat(embedding.observe(features).vector()).isEqualTo(vector);
    }

    @Test
    void shouldCountWhatItCanOfAnEventWithAWrongVector() {
        WrongVectorException refusal = catchThrowableOfType(
                WrongVectorException.class,
                () -> embedding.observe(
                        features(TextState.PRESENT, POISON, new float[] {1, 0}, "\n" + "x".repeat(100))));

        Observation counted = refusal.observation();
        assertThat(counted.textState()).isEqualTo(TextState.MISMATCHED);
        assertThat(counted.vector()).isNull();
        assertThat(counted.mismatch()).isEqualTo("'?" + "x".repeat(63) + "…' (2 entries)");
        assertThat(counted.numbers()).containsEntry("x", 1.0).containsKey("text/length");
        assertThat(counted.categories()).containsEntry("c", "d");
    }

    @Test
    void shouldNotLookAtVectorsOfAgentsWhoseTextsAreNotMonitored() {
        assertThat(embedding
                        .observe(features(TextState.MISSING, null, new float[] {1, 0}, "minilm"))
                        .textState())
                .isEqualTo(TextState.MISSING);
    }

    private static Features features(TextState state, String text, float[] vector, String model) {
        Event event = new Event(
                "e",
                new StreamKey("a", ""),
                Instant.EPOCH,
                "session",
                "trace",
                text,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                vector,
                model);
        return new Features(event, 17, state, false, new TreeMap<>(Map.of("x", 1.0)), new TreeMap<>(Map.of("c", "d")));
    }
}
