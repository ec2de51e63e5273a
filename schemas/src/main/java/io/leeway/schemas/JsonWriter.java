/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Turns a record into its JSON form by walking its schema. The form is specified at {@link Codec}. */
final class JsonWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonWriter() {}

    static String write(IndexedRecord value) {
        return record(value).toString();
    }

    private static ObjectNode record(IndexedRecord value) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : value.getSchema().getFields()) {
            Object member = value.get(field.pos());
            if (member != null) {
                node.set(field.name(), node(field.schema(), member));
            } else if (!field.schema().isNullable()) {
                throw new IllegalArgumentException(value.getSchema().getName() + "." + field.name()
                        + " is null, and its schema does not allow that");
            }
        }
        return node;
    }

    private static JsonNode node(Schema declared, Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        Schema schema = Optionals.nonNull(declared);
        return switch (schema.getType()) {
            case RECORD -> record((IndexedRecord) value);
            case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
            case MAP -> object(schema.getValueType(), (Map<?, ?>) value);
            case BYTES -> NODES.binaryNode(bytes((ByteBuffer) value));
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT -> NODES.numberNode((Integer) value);
            case LONG -> value instanceof Instant instant ? instant(instant) : NODES.numberNode((Long) value);
            case FLOAT -> Float.isFinite((Float) value) ? NODES.numberNode((Float) value) : text(value);
            case DOUBLE -> Double.isFinite((Double) value) ? NODES.numberNode((Double) value) : text(value);
            case STRING, ENUM -> text(value);
            case FIXED, UNION, NULL -> throw Optionals.unsupported(schema);
        };
    }

    /** Cut to what the binary form can hold, so that both forms of a record say the same. */
    private static JsonNode instant(Instant instant) {
        return text(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private static JsonNode text(Object value) {
        return NODES.textNode(value.toString());
    }

    private static ArrayNode array(Schema element, Collection<?> values) {
        ArrayNode node = NODES.arrayNode(values.size());
        values.forEach(value -> node.add(node(element, value)));
        return node;
    }

    private static ObjectNode object(Schema element, Map<?, ?> values) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        values.forEach((key, value) -> sorted.put(key.toString(), node(element, value)));
        return new ObjectNode(NODES, sorted);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
