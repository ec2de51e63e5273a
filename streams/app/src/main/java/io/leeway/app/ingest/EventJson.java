/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.format.JsonText;
import io.leeway.app.topic.StreamKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an event that has an event's own fields from its tree. Fields it does not know are ignored; known ones must have their type. */
final class EventJson {

    /** An event has at least one of these, be it null: what is missing is told from what is not monitored. */
    private static final List<String> MEASURES = List.of("text", "numbers", "categories", "embedding");

    private EventJson() {}

    static Event read(JsonNode root, Surroundings around) {
        if (!root.isObject()) {
            throw invalid("an event must be a JSON object");
        }
        String eventId = string(root, "eventId");
        String agentId = string(root, "agentId");
        if (agentId == null || agentId.isEmpty()) {
            throw invalid("agentId is required");
        }
        if (MEASURES.stream().noneMatch(root::has)) {
            throw invalid("one of " + String.join(", ", MEASURES) + " is required");
        }
        String traceId = string(root, "traceId");
        return new Event(
                eventId == null || eventId.isEmpty() ? around.eventId() : eventId,
                StreamKey.of(agentId, string(root, "cohort")),
                occurredAt(root, around),
                string(root, "sessionId"),
                traceId == null ? around.traceId() : traceId,
                string(root, "text"),
                numbers(root.path("numbers")),
                categories(root.path("categories")),
                vector(root.path("embedding")),
                string(root, "embeddingModel"));
    }

    private static String string(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field + " must be a string, not " + JsonText.type(value));
        }
        return value.textValue();
    }

    private static Instant occurredAt(JsonNode root, Surroundings around) {
        JsonNode value = root.path("occurredAt");
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        String text = string(root, "occurredAt");
        if (text == null && around.occurredAt() != null) {
            return around.occurredAt();
        }
        if (text == null) {
            throw invalid("occurredAt is required");
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("occurredAt must be ISO-8601 with an offset, or epoch milliseconds");
        }
    }

    private static SortedMap<String, Double> numbers(JsonNode node) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        object(node, "numbers").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNumber()) {
                numbers.put(entry.getKey(), value.doubleValue());
            } else if (!value.isNull()) {
                throw invalid("numbers." + entry.getKey() + " must be a number, not " + JsonText.type(value));
            }
        });
        return numbers;
    }

    private static SortedMap<String, String> categories(JsonNode node) {
        SortedMap<String, String> categories = new TreeMap<>();
        object(node, "categories").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isContainerNode()) {
                throw invalid("categories." + entry.getKey() + " must be a single value, not " + JsonText.type(value));
            }
            if (!value.isNull()) {
                categories.put(entry.getKey(), value.asText());
            }
        });
        return categories;
    }

    private static JsonNode object(JsonNode node, String field) {
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw invalid(field + " must be an object, not " + JsonText.type(node));
        }
        return node;
    }

    private static float[] vector(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            throw invalid("embedding must be an array, not " + JsonText.type(node));
        }
        float[] vector = new float[node.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!node.get(i).isNumber()) {
                throw invalid("embedding[" + i + "] must be a number, not " + JsonText.type(node.get(i)));
            }
            vector[i] = node.get(i).floatValue();
        }
        return vector;
    }

    private static BadEventException invalid(String message) {
        return new BadEventException(Reason.INVALID_EVENT, message);
    }
}
