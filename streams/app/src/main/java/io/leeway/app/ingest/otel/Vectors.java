/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.otel.Operation.Kind;
import io.leeway.app.privacy.TextDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The vectors that spans of embeddings have: {@code embedding.embeddings.N.embedding.vector} and {@code .text}, as
 * OpenInference writes them.
 */
final class Vectors {

    private static final String PREFIX = "embedding.embeddings.";

    private final Map<String, Vector> byText = new HashMap<>();

    /**
     * A text that was embedded.
     *
     * @param content what became of the text
     * @param text the text, or null
     * @param values its vector, or null if there is none or it is not of numbers
     * @param model the name of the model, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Vector(ContentState content, String text, float[] values, String model) {}

    /** Those of one model among the operations of a record. */
    Vectors(List<Operation> operations, String model) {
        for (Operation operation : operations) {
            if (operation.is(Kind.EMBEDDING) && operation.link().trace() != null) {
                for (Vector vector : of(operation).values()) {
                    if (vector.values() != null && vector.text() != null && model.equals(vector.model())) {
                        byText.putIfAbsent(operation.link().trace() + vector.text(), vector);
                    }
                }
            }
        }
    }

    /** The vector of what an operation was given, or null. */
    Vector of(Operation operation, Input input) {
        return input.content() == ContentState.CAPTURED
                ? byText.get(operation.link().trace() + input.text())
                : null;
    }

    /** The texts of a span of embeddings, by their numbers. */
    static Map<Integer, Vector> of(Operation operation) {
        Map<Integer, JsonNode[]> found = new TreeMap<>();
        Attributes attributes = operation.facts().attributes();
        attributes.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                String[] parts = key.substring(PREFIX.length()).split("\\.", 2);
                if (parts.length == 2 && parts[0].matches("[0-9]{1,9}")) {
                    JsonNode[] pair = found.computeIfAbsent(Integer.valueOf(parts[0]), n -> new JsonNode[2]);
                    if (parts[1].equals("embedding.text")) {
                        pair[0] = value;
                    } else if (parts[1].equals("embedding.vector")) {
                        pair[1] = value;
                    }
                }
            }
        });
        String model = attributes.text("embedding.model_name", "gen_ai.response.model", "gen_ai.request.model");
        Map<Integer, Vector> vectors = new TreeMap<>();
        found.forEach((number, pair) -> vectors.put(number, vector(pair[0], values(pair[1]), model)));
        return vectors;
    }

    private static Vector vector(JsonNode text, float[] values, String model) {
        if (text == null || text.isNull()) {
            return new Vector(ContentState.ABSENT, null, values, model);
        }
        if (text.asText().isBlank() || text.asText().equals(TextDoor.REDACTED)) {
            // With its vector it can be monitored all the same; the mark in place of the text would forbid that.
            return new Vector(ContentState.REDACTED, values == null ? TextDoor.REDACTED : null, values, model);
        }
        return new Vector(ContentState.CAPTURED, text.asText(), values, model);
    }

    private static float[] values(JsonNode array) {
        JsonNode numbers = array != null && array.isTextual() ? NestedJson.parse(array.asText()) : array;
        if (numbers == null || !numbers.isArray() || numbers.isEmpty()) {
            return null;
        }
        List<Float> values = new ArrayList<>(numbers.size());
        for (JsonNode number : numbers) {
            if (!number.isNumber() || !Float.isFinite(number.floatValue())) {
                return null;
            }
            values.add(number.floatValue());
        }
        return Event.vector(values);
    }
}
