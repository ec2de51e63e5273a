/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Avro schemas in files that keys name. They are read at once, so that what is wrong with them is a problem like others. */
final class SchemaFiles {
    private static final String SCHEMA_RULE = "must be a file with an Avro schema";
    private static final String SCHEMAS_RULE =
            "must be a JSON file of Avro schemas by the id or GUID that a registry would know them by";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern ID = Pattern.compile("\\d{1,10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private SchemaFiles() {}

    /** The schema in a file. */
    static Optional<Schema> schema(String key, JsonNode node, Problems problems) {
        return text(key, node, SCHEMA_RULE, problems).flatMap(text -> {
            try {
                return Optional.of(schema(text));
            } catch (AvroRuntimeException e) {
                problems.add(key, ScalarTypes.show(node), SCHEMA_RULE + ": it is none");
                return Optional.empty();
            }
        });
    }

    /** A file with many: a JSON object with a schema, as JSON or as text of it, by id. */
    static ValueType<Map<String, Schema>> byId() {
        return new ValueType<>(
                "path",
                SCHEMAS_RULE,
                SchemaFiles::byId,
                schemas -> schemas.keySet().toString(),
                true,
                Fragments.SCALAR);
    }

    private static Optional<Map<String, Schema>> byId(String key, JsonNode node, Problems problems) {
        return text(key, node, SCHEMAS_RULE, problems).flatMap(text -> {
            JsonNode file;
            try {
                file = MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                problems.add(key, ScalarTypes.show(node), SCHEMAS_RULE + ": it is not JSON");
                return Optional.empty();
            }
            if (!file.isObject()) {
                problems.add(key, ScalarTypes.show(node), SCHEMAS_RULE + ": it is not an object");
                return Optional.empty();
            }
            return schemas(key, file, problems);
        });
    }

    private static Optional<Map<String, Schema>> schemas(String key, JsonNode file, Problems problems) {
        Map<String, Schema> schemas = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : file.properties()) {
            String path = key + "." + entry.getKey();
            String id = entry.getKey().toLowerCase(Locale.ROOT);
            if (!ID.matcher(id).matches()) {
                problems.add(path, "", "must be under a registry's id, a whole number, or GUID");
                continue;
            }
            try {
                JsonNode value = entry.getValue();
                schemas.put(id, schema(value.isTextual() ? value.textValue() : value.toString()));
            } catch (AvroRuntimeException e) {
                problems.add(path, "", "must be an Avro schema, as JSON or as a string with it");
            }
        }
        return schemas.size() == file.size() ? Optional.of(schemas) : Optional.empty();
    }

    private static Optional<String> text(String key, JsonNode node, String rule, Problems problems) {
        Optional<Path> path = ScalarTypes.path().parser().parse(key, node, problems);
        return path.flatMap(file -> {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                problems.add(key, ScalarTypes.show(node), rule + ": it cannot be read");
                return Optional.empty();
            }
        });
    }

    // Defaults are not checked: records are read with the schema they were written with, which never needs one.
    private static Schema schema(String text) {
        return new Schema.Parser().setValidateDefaults(false).parse(text);
    }
}
