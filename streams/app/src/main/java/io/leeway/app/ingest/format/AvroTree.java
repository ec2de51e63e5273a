/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.BadEventException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Reads Avro of any schema into the tree that the same record in JSON would give: unions as the value that is there, enums as
 * text, bytes and fixed as base64, timestamps as epoch milliseconds, decimals as numbers.
 *
 * <p>Schema and bytes may both be hostile. A schema may describe a tree of any size that takes no bytes at all, and bytes may
 * announce any number of items without width; so values are counted, and their depth, whatever the bytes say.
 */
public final class AvroTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int FREE_VALUES = 10_000;
    private static final int BYTES_PER_VALUE = 8;
    private static final int VALUES = 100_000;

    /** Beyond any decimal that people use; conversions to text take time that grows with the square. */
    private static final int DECIMAL_BYTES = 512;

    private static final int DECIMAL_SCALE = 1_000;

    private final AvroBytes in;
    private long valuesLeft;

    private AvroTree(AvroBytes in, long values) {
        this.in = in;
        this.valuesLeft = values;
    }

    /**
     * The record in a body.
     *
     * @param schema what it was written with
     * @param bytes holds the body, to its end
     * @param start where the body begins
     * @param mostBytes the longest body that may be; bounds the number of values
     * @throws BadEventException if the body does not follow the schema, ends too early or late, or is beyond a bound
     */
    public static JsonNode read(Schema schema, byte[] bytes, int start, int mostBytes) {
        AvroBytes in = new AvroBytes(bytes, start);
        long values = Math.min(FREE_VALUES + 2L * in.left(), Math.max(VALUES, mostBytes / BYTES_PER_VALUE));
        JsonNode tree = new AvroTree(in, values).value(schema, 0);
        if (in.left() > 0) {
            throw in.refusal("bytes that follow after it");
        }
        return tree;
    }

    private JsonNode value(Schema schema, int depth) {
        if (depth > JsonText.DEPTH) {
            throw Refusals.unparsable("an Avro body of more than " + JsonText.DEPTH + " levels");
        }
        if (--valuesLeft < 0) {
            throw Refusals.tooLarge("an Avro body with too many values for its length");
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case ARRAY -> array(schema.getElementType(), depth);
            case MAP -> map(schema.getValueType(), depth);
            case UNION ->
                value(schema.getTypes().get(in.readIndex(schema.getTypes().size())), depth);
            case ENUM ->
                NODES.textNode(schema.getEnumSymbols()
                        .get(in.readIndex(schema.getEnumSymbols().size())));
            case FIXED -> binary(schema, in.readFixed(schema.getFixedSize()));
            case BYTES -> binary(schema, in.readBytes());
            case STRING -> NODES.textNode(in.readString());
            case INT -> NODES.numberNode(in.readInt());
            case LONG -> NODES.numberNode(milliseconds(schema.getLogicalType(), in.readLong()));
            case FLOAT -> NODES.numberNode(in.readFloat());
            case DOUBLE -> NODES.numberNode(in.readDouble());
            case BOOLEAN -> NODES.booleanNode(in.readBoolean());
            case NULL -> NODES.nullNode();
        };
    }

    private JsonNode record(Schema schema, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : schema.getFields()) {
            object.set(field.name(), value(field.schema(), depth + 1));
        }
        return object;
    }

    private JsonNode array(Schema items, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                array.add(value(items, depth + 1));
            }
        }
        return array;
    }

    private JsonNode map(Schema values, int depth) {
        ObjectNode object = NODES.objectNode();
        for (long count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (long i = 0; i < count; i++) {
                String name = in.readString();
                object.set(name, value(values, depth + 1));
            }
        }
        return object;
    }

    private static JsonNode binary(Schema schema, byte[] bytes) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        if (bytes.length == 0 || bytes.length > DECIMAL_BYTES || decimal.getScale() > DECIMAL_SCALE) {
            throw Refusals.unparsable("an Avro decimal of " + bytes.length + " bytes and scale " + decimal.getScale());
        }
        return NODES.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
    }

    private static long milliseconds(LogicalType type, long value) {
        if (type instanceof LogicalTypes.TimestampMicros) {
            return Math.floorDiv(value, 1_000L);
        }
        return type instanceof LogicalTypes.TimestampNanos ? Math.floorDiv(value, 1_000_000L) : value;
    }
}
