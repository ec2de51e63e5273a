/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.leeway.app.config.MappingSettings;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Surroundings;
import io.leeway.app.ingest.format.JsonText;
import io.leeway.app.ingest.format.TraceParent;
import io.leeway.app.topic.StreamKey;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads events by paths. Values are taken as people write them: numbers and booleans are fine as ids and categories, texts
 * of numbers as numbers, {@code true} and {@code false} as 1 and 0, and times in all usual forms. What is not there is
 * missing; what is there and cannot be taken is refused. Thread-safe.
 */
public final class FieldMapping {

    private final Map<String, Source> fields;
    private final MappedFeatures features;

    /** Compiles the paths. */
    public FieldMapping(MappingSettings settings) {
        this.fields = settings.fields().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Source.of(entry.getValue())));
        this.features = new MappedFeatures(settings.numbers(), settings.categories());
    }

    /**
     * The event in a tree.
     *
     * @throws BadEventException if it has no agent, or a value cannot be taken; names the field and quotes nothing
     */
    public Event read(JsonNode root, Surroundings around) {
        if (!root.isObject()) {
            throw invalid("an event must be an object, not " + JsonText.type(root));
        }
        String agentId = text(root, "agentId");
        if (agentId == null || agentId.isEmpty()) {
            throw invalid("agentId is required");
        }
        String eventId = text(root, "eventId");
        return new Event(
                eventId == null || eventId.isEmpty() ? around.eventId() : eventId,
                StreamKey.of(agentId, text(root, "cohort")),
                occurredAt(root, around),
                text(root, "sessionId"),
                traceId(root, around),
                text(root, "text"),
                features.numbers(root),
                features.categories(root),
                vector(value(root, "embedding")),
                text(root, "embeddingModel"));
    }

    private JsonNode value(JsonNode root, String field) {
        Source source = fields.get(field);
        return source == null ? MissingNode.getInstance() : source.in(root);
    }

    private String text(JsonNode root, String field) {
        return Scalars.text(field, value(root, field));
    }

    private Instant occurredAt(JsonNode root, Surroundings around) {
        JsonNode value = value(root, "occurredAt");
        if (!value.isMissingNode()) {
            return Times.read(value)
                    .orElseThrow(() -> invalid("occurredAt must be ISO-8601 with an offset, or seconds, milliseconds, "
                            + "microseconds or nanoseconds since 1970"));
        }
        return around.occurredAt() == null ? Instant.ofEpochMilli(around.appendedAt()) : around.occurredAt();
    }

    private String traceId(JsonNode root, Surroundings around) {
        String text = text(root, "traceId");
        if (text == null) {
            return around.traceId();
        }
        String parent = TraceParent.traceId(text);
        return parent == null ? text : parent;
    }

    private static float[] vector(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isArray()) {
            throw invalid("embedding must be an array, not " + JsonText.type(value));
        }
        float[] vector = new float[value.size()];
        for (int i = 0; i < vector.length; i++) {
            String field = "embedding[" + i + "]";
            vector[i] = Scalars.number(field, value.get(i))
                    .orElseThrow(() -> invalid(field + " must be a number"))
                    .floatValue();
        }
        return vector;
    }

    private static BadEventException invalid(String message) {
        return new BadEventException(Reason.INVALID_EVENT, message);
    }
}
