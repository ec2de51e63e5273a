/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Attributes of a span, a log record or a resource. What has another type than is asked for is as if it were not there:
 * attributes are anybody's, and one that is odd is no reason to refuse the rest.
 */
final class Attributes {

    static final Attributes NONE = new Attributes(Map.of());

    /** More than this has never been measured on a call; it is a fault of whoever counted. */
    private static final double ABSURD = 1e15;

    private final Map<String, JsonNode> values;

    /** Takes the map over. */
    Attributes(Map<String, JsonNode> values) {
        this.values = values;
    }

    /** The value, a missing node if there is none. */
    JsonNode get(String key) {
        return values.getOrDefault(key, MissingNode.getInstance());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The first of the keys whose value is a single one and not blank, as text, or null. */
    String text(String... keys) {
        for (String key : keys) {
            JsonNode value = get(key);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return null;
    }

    /** The first of the keys whose value is a number that can be a count, or null. */
    Double number(String... keys) {
        for (String key : keys) {
            JsonNode value = get(key);
            if (value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= ABSURD) {
                return value.doubleValue();
            }
        }
        return null;
    }

    /** Whether a key is like that. */
    boolean any(Predicate<String> key) {
        return values.keySet().stream().anyMatch(key);
    }

    /** All of them. */
    void forEach(BiConsumer<String, JsonNode> consumer) {
        values.forEach(consumer);
    }
}
