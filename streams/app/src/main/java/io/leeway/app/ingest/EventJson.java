/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.topic.StreamKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an event from its JSON form. Fields it does not know are ignored; known ones must have their type. */
final class EventJson {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    /** An event has at least one of these, be it null: what is missing is told from what is not monitored. */
    private static final List<String> MEASURES = List.of("text", "numbers", "categories", "embedding");

    private EventJson() {}

    static Event read(byte[] json, String digest) {
        JsonNode root = parse(json);
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
        return new Event(
                eventId == null || eventId.isEmpty() ? digest : eventId,
                StreamKey.of(agentId, string(root, "cohort")),
                occurredAt(root),
                string(root, "sessionId"),
                string(root, "traceId"),
                string(root, "text"),
                numbers(root.path("numbers")),
                categories(root.path("categories")),
                vector(root.path("embedding")),
                string(root, "embeddingModel"));
    }

    // The parser's own messages may quote the record, so only the position is passed on.
    private static JsonNode parse(byte[] json) {
        try {
            return READER.readValue(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new BadEventException(
                    Reason.UNPARSABLE,
                    "not well-formed JSON"
                            + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new BadEventException(Reason.UNPARSABLE, "not well-formed JSON: wrong character encoding");
        }
    }

    private static String string(JsonNode root, String field) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field + " must be a string, not " + type(value));
        }
        return value.textValue();
    }

    private static Instant occurredAt(JsonNode root) {
        JsonNode value = root.path("occurredAt");
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return Instant.ofEpochMilli(value.longValue());
        }
        String text = string(root, "occurredAt");
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
                throw invalid("numbers." + entry.getKey() + " must be a number, not " + type(value));
            }
        });
        return numbers;
    }

    private static SortedMap<String, String> categories(JsonNode node) {
        SortedMap<String, String> categories = new TreeMap<>();
        object(node, "categories").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isContainerNode()) {
                throw invalid("categories." + entry.getKey() + " must be a single value, not " + type(value));
            }
            if (!value.isNull()) {
                categories.put(entry.getKey(), value.asText());
            }
        });
        return categories;
    }

    private static JsonNode object(JsonNode node, String field) {
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw invalid(field + " must be an object, not " + type(node));
        }
        return node;
    }

    private static float[] vector(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            throw invalid("embedding must be an array, not " + type(node));
        }
        float[] vector = new float[node.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!node.get(i).isNumber()) {
                throw invalid("embedding[" + i + "] must be a number, not " + type(node.get(i)));
            }
            vector[i] = node.get(i).floatValue();
        }
        return vector;
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "null";
        };
    }

    private static BadEventException invalid(String message) {
        return new BadEventException(Reason.INVALID_EVENT, message);
    }
}
