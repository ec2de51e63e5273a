/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.app.service.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long NOW = NOON.toEpochMilli();

    private final SettableClock clock = new SettableClock();
    private final Knowledge impatient =
            new Knowledge(clock, Duration.ofSeconds(10), Duration.ofMillis(1), "leeway.configurations");

    KnowledgeTest() {
        clock.set(NOON);
    }

    @Test
    void shouldReachHalfALeadBeyondTheReading() {
        assertThat(impatient.covers(0)).as("nothing was read").isFalse();
        impatient.read(NOW);
        clock.set(NOON.plusSeconds(60));

        assertThat(impatient.covers(NOW + 4_999)).isTrue();
        assertThat(impatient.covers(NOW + 5_000)).isFalse();
        impatient.read(NOW + 1);
        assertThat(impatient.covers(NOW + 5_000)).isTrue();
        impatient.read(NOW);
        assertThat(impatient.covers(NOW + 5_000))
                .as("an older reading takes nothing back")
                .isTrue();
    }

    @Test
    void shouldNotWaitForTheFuture() {
        impatient.read(NOW);

        assertThat(impatient.covers(NOW + 60_000)).isTrue();
        clock.set(NOON.plusSeconds(60));
        assertThat(impatient.covers(NOW + 60_000)).isFalse();
    }

    @Test
    void shouldSayWhatIsMissingAndWhere() {
        assertThatThrownBy(() -> impatient.await(NOW))
                .isInstanceOf(UnknownSettingsException.class)
                .hasMessageContaining("2026-01-01T12:00:00Z")
                .hasMessageContaining("leeway.configurations");
    }

    @Test
    void shouldSayWhyThereWillBeNoMore() {
        impatient.failed("broken");

        assertThatThrownBy(() -> impatient.await(NOW)).hasMessage("broken");
    }

    @Test
    void shouldGoOnWhenItIsKnown() throws Exception {
        Knowledge patient = new Knowledge(clock, Duration.ofSeconds(10), Duration.ofMinutes(1), "topic");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            patient.await(NOW);
            patient.awaitRead(NOW);
        });

        patient.read(NOW);

        waiting.get(30, TimeUnit.SECONDS);
    }
}
