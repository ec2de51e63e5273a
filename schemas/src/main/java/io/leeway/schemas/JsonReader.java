/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static io.leeway.schemas.UndecodableRecordException.Reason.INVALID_JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Turns the JSON form into a record by walking its schema. The form is specified at {@link Codec}. */
final class JsonReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final SpecificData model;

    JsonReader(SpecificData model) {
        this.model = model;
    }

    Object read(Schema schema, String json) {
        return value(schema, parse(schema, json), "$");
    }

    private static JsonNode parse(Schema schema, String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            // Neither its message nor itself as the cause: both quote the text, which may be what privacy rules
            // protect.
            var where = e.getLocation();
            throw new UndecodableRecordException(
                    INVALID_JSON,
                    schema.getName() + ": not one JSON object without repeated names"
                            + (where == null ? "" : ", line " + where.getLineNr() + " column " + where.getColumnNr()));
        }
    }

    private Object value(Schema declared, JsonNode node, String path) {
        if (node.isNull()) {
            if (declared.isNullable()) {
                return null;
            }
            throw JsonScalars.mismatch(path, "a value, as null is not allowed", node);
        }
        Schema schema = Optionals.nonNull(declared);
        return switch (schema.getType()) {
            case RECORD -> record(schema, node, path);
            case ARRAY -> array(schema.getElementType(), node, path);
            case MAP -> map(schema.getValueType(), node, path);
            case ENUM -> model.createEnum(JsonScalars.symbol(schema, node, path), schema);
            case STRING -> JsonScalars.string(node, path);
            case BYTES -> JsonScalars.bytes(node, path);
            case BOOLEAN -> JsonScalars.bool(node, path);
            case INT -> JsonScalars.integer(node, path);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? JsonScalars.instant(node, path)
                        : (Object) JsonScalars.longInteger(node, path);
            case FLOAT -> JsonScalars.singlePrecision(node, path);
            case DOUBLE -> JsonScalars.doublePrecision(node, path);
            case FIXED, UNION, NULL -> throw Optionals.unsupported(schema);
        };
    }

    private IndexedRecord record(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            throw JsonScalars.mismatch(path, "an object", node);
        }
        var record = (IndexedRecord) model.newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode member = node.get(field.name());
            String memberPath = path + "." + field.name();
            record.put(
                    field.pos(),
                    member == null ? absent(field, memberPath) : value(field.schema(), member, memberPath));
        }
        return record;
    }

    private Object absent(Schema.Field field, String path) {
        if (!field.hasDefaultValue()) {
            throw new UndecodableRecordException(INVALID_JSON, path + ": is required and absent");
        }
        return model.deepCopy(field.schema(), model.getDefaultValue(field));
    }

    private List<Object> array(Schema element, JsonNode node, String path) {
        if (!node.isArray()) {
            throw JsonScalars.mismatch(path, "an array", node);
        }
        List<Object> values = new ArrayList<>(node.size());
        for (JsonNode member : node) {
            values.add(value(element, member, path + "[" + values.size() + "]"));
        }
        return values;
    }

    private Map<String, Object> map(Schema element, JsonNode node, String path) {
        if (!node.isObject()) {
            throw JsonScalars.mismatch(path, "an object", node);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> values.put(
                        entry.getKey(), value(element, entry.getValue(), path + "['" + entry.getKey() + "']")));
        return values;
    }
}
