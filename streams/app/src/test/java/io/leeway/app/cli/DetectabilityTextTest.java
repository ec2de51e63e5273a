/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.schemas.Detectability;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DetectabilityTextTest {

    private static final long MINUTE = 60_000;

    private static Detectability known(String change, String feature, double size, Long minutes) {
        return new Detectability(
                change,
                feature,
                size,
                "seen",
                minutes == null ? null : minutes * MINUTE,
                200 * MINUTE,
                null,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Detectability unseen(String verdict, Double smallest) {
        return new Detectability(
                "new_topic", "text", 0.1, verdict, null, 200 * MINUTE, smallest, Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void shouldSayHowSoonAChangeWouldBeSeen() {
        assertThat(DetectabilityText.of(known("new_topic", "text", 0.1, 42L)))
                .isEqualTo("a new topic of 10 % would be seen in about 42m");
        assertThat(DetectabilityText.of(known("new_topic", "text", 0.1, 129L)))
                .isEqualTo("a new topic of 10 % would be seen in about 2h10m");
        assertThat(DetectabilityText.of(known("number_shift", "number:latencyMs", 0.5, 7L)))
                .isEqualTo("a shift of number:latencyMs by 0.50 standard deviations would be seen in about 7m");
        assertThat(DetectabilityText.of(known("category_swap", "category:tool", 0.1, 7L)))
                .isEqualTo("another value of category:tool in 10 % would be seen in about 7m");
    }

    @Test
    void shouldSayWhatWouldNotBeSeen() {
        assertThat(DetectabilityText.of(unseen("not_seen", 0.233)))
                .isEqualTo("a new topic of 10 % would not be seen within 3h20m; 24 % would");
        assertThat(DetectabilityText.of(unseen("not_seen", null)))
                .isEqualTo("a new topic of 10 % would not be seen within 3h20m");
        assertThat(DetectabilityText.of(unseen("too_few_events", null)))
                .isEqualTo("too few events within 3h20m to see a new topic of 10 %");
    }

    @Test
    void shouldBearNamesItDoesNotKnow() {
        assertThat(DetectabilityText.of(known("language", "text", 0.1, 5L)))
                .isEqualTo("language of text by 10 % would be seen in about 5m");
        assertThat(DetectabilityText.of(unseen("perhaps", null))).isEqualTo("a new topic of 10 %: perhaps");
    }

    @Test
    void shouldWriteEveryField() {
        ObjectNode json = new ObjectMapper().createObjectNode();

        DetectabilityText.write(unseen("not_seen", 0.25), json);

        assertThat(json)
                .hasToString("{\"change\":\"new_topic\",\"feature\":\"text\",\"size\":0.1,\"verdict\":\"not_seen\","
                        + "\"delayMs\":null,\"withinMs\":12000000,\"smallestSize\":0.25,"
                        + "\"workedOutAt\":\"2026-01-01T00:00:00Z\"}");
    }
}
