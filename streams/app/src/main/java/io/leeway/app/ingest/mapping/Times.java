/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as people write them: ISO-8601 with an offset, or seconds, milliseconds, microseconds or nanoseconds since 1970, as
 * a number or as text. Which of the four is told by the size: below 10^11 seconds, below 10^14 milliseconds, below 10^17
 * microseconds. So milliseconds of the years before 1973 are taken for seconds.
 */
final class Times {

    /** Without exponents, so that no small text makes a huge number. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,9})?");

    private static final double SECONDS = 1e11;
    private static final double MILLISECONDS = 1e14;
    private static final double MICROSECONDS = 1e17;
    private static final double LARGEST = 1e20;

    private Times() {}

    /** The time in a value, if there is one in it. */
    static Optional<Instant> read(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? epoch(BigDecimal.valueOf(value.longValue())) : Optional.empty();
        }
        if (value.isNumber()) {
            double number = value.doubleValue();
            return Math.abs(number) < LARGEST ? epoch(BigDecimal.valueOf(number)) : Optional.empty();
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        String text = value.textValue().strip();
        return NUMBER.matcher(text).matches() ? epoch(new BigDecimal(text)) : iso(text);
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> epoch(BigDecimal number) {
        double size = Math.abs(number.doubleValue());
        int digits = size < SECONDS ? 0 : size < MILLISECONDS ? 3 : size < MICROSECONDS ? 6 : 9;
        BigDecimal exact = number.movePointLeft(digits);
        BigDecimal seconds = exact.setScale(0, RoundingMode.FLOOR);
        long nanos = exact.subtract(seconds)
                .movePointRight(9)
                .setScale(0, RoundingMode.FLOOR)
                .longValue();
        return Optional.of(Instant.ofEpochSecond(seconds.longValue(), nanos));
    }
}
