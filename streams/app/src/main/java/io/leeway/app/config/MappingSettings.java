/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the fields of an event are in a foreign record. A source is a JSONPath, or a constant if it does not begin with
 * {@code $}.
 *
 * @param fields source by field of the event, out of {@link #FIELDS}
 * @param numbers where its numbers are
 * @param categories where its categories are
 */
public record MappingSettings(Map<String, String> fields, Features numbers, Features categories) {

    /** The fields that have one value. */
    public static final List<String> FIELDS = List.of(
            "agentId",
            "cohort",
            "eventId",
            "occurredAt",
            "sessionId",
            "traceId",
            "text",
            "embedding",
            "embeddingModel");

    /** Copies the map. */
    public MappingSettings {
        fields = Map.copyOf(fields);
    }

    /** Whether a source is a path, and not a constant. */
    public static boolean isPath(String source) {
        return source.startsWith("$");
    }

    /**
     * Features: all members of one object, or one source for each.
     *
     * @param all the path of the object, if there is one
     * @param each source by name of the feature; empty with {@code all}
     */
    public record Features(Optional<String> all, Map<String, String> each) {

        /** None. */
        public static final Features NONE = new Features(Optional.empty(), Map.of());

        /** Copies the map. */
        public Features {
            each = Map.copyOf(each);
        }

        /** Whether there are none. */
        public boolean none() {
            return all.isEmpty() && each.isEmpty();
        }
    }
}
