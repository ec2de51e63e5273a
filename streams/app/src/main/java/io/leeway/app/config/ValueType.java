/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a key becomes a value.
 *
 * @param name the type in the reference table
 * @param rule what a value must be, as it stands in problems and in the reference table
 * @param parser reads a node, or reports problems and returns nothing
 * @param canonical renders a value so that equal values give equal text; what {@code parser} reads back
 * @param literal whether a value from the environment is taken as it is, instead of being read as YAML
 * @param schema the JSON Schema of a value as it may be written: allows at least what {@code parser} reads
 */
record ValueType<T>(
        String name, String rule, Parser<T> parser, Function<T, String> canonical, boolean literal, String schema) {

    /** The same with a closer schema. */
    ValueType<T> withSchema(String closer) {
        return new ValueType<>(name, rule, parser, canonical, literal, closer);
    }

    /** Reads one node. */
    @FunctionalInterface
    interface Parser<T> {
        /**
         * Turns a node into a value, or says why it is none.
         *
         * @param key the full path for problems
         * @param node what the file has; may be a null node, for a key without a value
         * @return the value, or empty after at least one problem was added
         */
        Optional<T> parse(String key, JsonNode node, Problems problems);
    }
}
