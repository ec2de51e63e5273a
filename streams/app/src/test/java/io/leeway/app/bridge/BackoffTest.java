/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,0,500", "1,0.5,750", "2,0,1000", "3,0,2000", "7,0,30000", "8,0.5,45000", "2000000000,0,30000"})
    void shouldDoubleUpToTheLongestPauseAndVary(int failures, double random, long millis) {
        assertThat(BACKOFF.pause(failures, random, Optional.empty())).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void shouldWaitAsLongAsTheEndpointAsks() {
        assertThat(BACKOFF.pause(1, 0, Optional.of(Duration.ofMinutes(5)))).isEqualTo(Duration.ofMinutes(5));
        assertThat(BACKOFF.pause(7, 0, Optional.of(Duration.ofSeconds(5)))).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "120 | 120",
                " 7 | 7",
                "86400 | 3600",
                "Thu, 01 Jan 2026 00:01:30 GMT | 90",
                "Wed, 31 Dec 2025 00:00:00 GMT | 0",
            })
    void shouldReadSecondsAndDatesOfRetryAfter(String header, long seconds) {
        assertThat(Backoff.retryAfter(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999"})
    void shouldIgnoreWhatIsNeither(String header) {
        assertThat(Backoff.retryAfter(header, NOW)).isEmpty();
    }
}
