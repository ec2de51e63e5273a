/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.JsonText;
import java.util.Optional;
import java.util.regex.Pattern;

/** Single values, leniently. */
final class Scalars {

    private static final int LONGEST_NUMBER = 100;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Scalars() {}

    /**
     * A value as text; null if it is missing.
     *
     * @throws BadEventException if it is an object or array
     */
    static String text(String field, JsonNode value) {
        if (value.isContainerNode()) {
            throw new BadEventException(
                    Reason.INVALID_EVENT, field + " must be a single value, not " + JsonText.type(value));
        }
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    /**
     * A value as a number; nothing if it is missing or blank.
     *
     * @throws BadEventException if it is something else
     */
    static Optional<Double> number(String field, JsonNode value) {
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return Optional.empty();
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue() ? 1.0 : 0.0);
        }
        return numeric(value).or(() -> {
            throw new BadEventException(Reason.INVALID_EVENT, field + " must be a number, not " + JsonText.type(value));
        });
    }

    /** The number that a value is, or is the text of. */
    static Optional<Double> numeric(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.doubleValue());
        }
        String text = value.isTextual() ? value.textValue().strip() : "";
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }
}
