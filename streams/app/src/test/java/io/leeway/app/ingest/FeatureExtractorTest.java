/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.LeewayConfig;
import io.leeway.app.live.InForce;
import io.leeway.app.privacy.TextDoor;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.sketch.TextState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureExtractorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final float[] VECTOR = {1, 0};

    private final LeewayConfig config = LeewayConfig.parse("test", """
            agents:
              no-text: {features: {text: false}}
              no-numbers: {features: {numbers: off}}
              no-categories: {features: {categories: off}}
              by-c: {cohorts: {by: c}}
            """, Map.of(), Map.of());
    private final FeatureExtractor extractor =
            new FeatureExtractor(config::settingsFor, Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "hello,PRESENT",
        "__REDACTED__,REDACTED",
        "'',REDACTED",
        "' \t ',REDACTED",
        "said __REDACTED__,PRESENT",
        ",MISSING"
    })
    void shouldSayWhatBecameOfTheText(String text, TextState expected) {
        assertThat(extractor.extract(event("a", NOW, text, null), 0).textState())
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeAVectorForAText() {
        assertThat(extractor.extract(event("a", NOW, null, VECTOR), 0).textState())
                .isEqualTo(TextState.PRESENT);
        assertThat(extractor.extract(event("a", NOW, "__REDACTED__", VECTOR), 0).textState())
                .isEqualTo(TextState.REDACTED);
    }

    @Test
    void shouldDropNumbersThatAreNotAndKeepInfiniteOnes() {
        Features features = extractor.extract(event("a", NOW, "hi", null), 0);

        assertThat(features.numbers()).isEqualTo(Map.of("x", 1.0, "inf", Double.POSITIVE_INFINITY));
        assertThat(features.categories()).isEqualTo(Map.of("c", "d"));
    }

    @Test
    void shouldLeaveOutWhatAnAgentDoesNotMonitor() {
        assertThat(extractor.extract(event("no-text", NOW, "hi", VECTOR), 0).textState())
                .isEqualTo(TextState.MISSING);
        assertThat(extractor.extract(event("no-text", NOW, "hi", null), 0).numbers())
                .isNotEmpty();
        assertThat(extractor.extract(event("no-numbers", NOW, "hi", null), 0).numbers())
                .isEmpty();
        assertThat(extractor.extract(event("no-numbers", NOW, "hi", null), 0).categories())
                .isNotEmpty();
        assertThat(extractor.extract(event("no-categories", NOW, "hi", null), 0).categories())
                .isEmpty();
    }

    @Test
    void shouldTakeACategoryForTheCohortAndNotForAFeature() {
        FeatureExtractor withCohorts =
                new FeatureExtractor(InForce.always(config.live()), TextDoor.OPEN, Clock.fixed(NOW, ZoneOffset.UTC));
        long now = NOW.toEpochMilli();

        assertThat(withCohorts.stream(event("by-c", NOW, "hi", null), now)).isEqualTo(new StreamKey("by-c", "d"));
        assertThat(withCohorts.extract(event("by-c", NOW, "hi", null), 0).categories())
                .isEmpty();
        assertThat(withCohorts.stream(event("a", NOW, "hi", null), now).agentId())
                .isEqualTo("a");
        assertThat(withCohorts.stream(event("a", NOW, "hi", null), now).cohort())
                .isNotEqualTo("d");
    }

    @Test
    void shouldExtractWhatIsInForceAtTheTimeOfTheEvent() {
        LeewayConfig before = LeewayConfig.parse("test", "defaults: {features: {numbers: off}}", Map.of(), Map.of());
        InForce changing = time -> time < NOW.toEpochMilli() ? before.live() : config.live();
        FeatureExtractor extracting = new FeatureExtractor(changing, TextDoor.OPEN, Clock.fixed(NOW, ZoneOffset.UTC));

        Instant earlier = NOW.minusMillis(1);
        assertThat(extracting.extract(event("by-c", earlier, "hi", null), 0).numbers())
                .isEmpty();
        assertThat(extracting.stream(event("by-c", earlier, "hi", null), earlier.toEpochMilli()))
                .isEqualTo(event("by-c", earlier, "hi", null).key());
        assertThat(extracting.extract(event("by-c", NOW, "hi", null), 0).numbers())
                .isNotEmpty();
        assertThat(extracting.stream(event("by-c", NOW, "hi", null), NOW.toEpochMilli()))
                .isEqualTo(new StreamKey("by-c", "d"));
        Instant ahead = NOW.plus(TOLERANCE).plusMillis(1);
        assertThat(extracting.extract(event("by-c", ahead, "hi", null), 0).numbers())
                .as("taken back to a time before the change")
                .isEmpty();
    }

    @Test
    void shouldBelieveTimesUpToTheTolerance() {
        for (Instant time : new Instant[] {NOW.plus(TOLERANCE), NOW, Instant.parse("1969-07-20T20:17:40Z")}) {
            Features features = extractor.extract(event("a", time, "hi", null), 0);

            assertThat(features.occurredAt()).isEqualTo(time.toEpochMilli());
            assertThat(FeatureExtractor.clamped(features)).isFalse();
        }
    }

    @Test
    void shouldTakeATimeInTheFutureBackToThatOfTheRecord() {
        Instant appended = NOW.minusSeconds(3);

        Features features =
                extractor.extract(event("a", NOW.plus(TOLERANCE).plusMillis(1), "hi", null), appended.toEpochMilli());

        assertThat(features.occurredAt()).isEqualTo(appended.toEpochMilli());
        assertThat(FeatureExtractor.clamped(features)).isTrue();
    }

    @Test
    void shouldTakeItBackToNowIfTheRecordIsFromTheFutureToo() {
        Instant future = Instant.parse("2099-01-01T00:00:00Z");

        Features features = extractor.extract(event("a", future, "hi", null), future.toEpochMilli());

        assertThat(features.occurredAt()).isEqualTo(NOW.toEpochMilli());
        assertThat(FeatureExtractor.clamped(features)).isTrue();
    }

    private static Event event(String agent, Instant time, String text, float[] vector) {
        return new Event(
                "e",
                new StreamKey(agent, ""),
                time,
                null,
                null,
                text,
                new TreeMap<>(Map.of("x", 1.0, "nan", Double.NaN, "inf", Double.POSITIVE_INFINITY)),
                new TreeMap<>(Map.of("c", "d")),
                vector,
                null);
    }
}
