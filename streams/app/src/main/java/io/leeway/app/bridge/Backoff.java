/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long to wait after failures in a row: {@code min(longest, first * 2^(failures - 1))}, of which the second half is
 * random, so that several bridges do not come back to an endpoint at the same moment.
 *
 * @param first the pause after the first failure
 * @param longest the pause that does not grow any more
 */
record Backoff(Duration first, Duration longest) {

    /** A longer wish of an endpoint is not followed, lest one mistaken answer silences alerts for days. */
    static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final int MAX_DOUBLINGS = 30;

    /**
     * The pause.
     *
     * @param failures failures in a row, at least 1
     * @param random in [0, 1)
     * @param retryAfter what the endpoint asked for; the longer one counts
     */
    Duration pause(int failures, double random, Optional<Duration> retryAfter) {
        double doubled = (double) first.toMillis() * (1L << Math.min(failures - 1, MAX_DOUBLINGS));
        double bounded = Math.min((double) longest.toMillis(), doubled);
        Duration own = Duration.ofMillis((long) (bounded * (1 + random) / 2));
        return retryAfter.filter(wish -> wish.compareTo(own) > 0).orElse(own);
    }

    /** What a {@code Retry-After} header says, seconds or a date; empty if it says neither. */
    static Optional<Duration> retryAfter(String header, Instant now) {
        String text = header.strip();
        try {
            Duration wish = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            Duration future = wish.isNegative() ? Duration.ZERO : wish;
            return Optional.of(future.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : future);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
