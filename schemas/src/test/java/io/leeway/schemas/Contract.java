/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/** The rules that every change of a schema has to keep. Paths are relative to the module, where the build runs tests. */
final class Contract {
    static final Path CURRENT = Path.of("src/main/avro");
    static final Path HISTORY = Path.of("src/main/resources/io/leeway/schemas/history");
    static final Path GOLDEN = Path.of("src/test/resources/golden");

    private Contract() {}

    static List<String> recordNames() {
        return files(CURRENT)
                .map(file -> file.getFileName().toString().replace(".avsc", ""))
                .toList();
    }

    static Schema current(String record) {
        return parse(CURRENT.resolve(record + ".avsc"));
    }

    static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Version 1 with a part of its text replaced; version 1, because that text never changes. */
    static Schema edited(String record, String part, String replacement) {
        String json = read(HISTORY.resolve(record + "/v1.avsc"));
        if (!json.contains(part)) {
            throw new IllegalArgumentException(record + " does not contain " + part);
        }
        return new Schema.Parser().parse(json.replace(part, replacement));
    }

    static Stream<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Throws unless the schema reads data of all others and all others read its data. Avro's validator lets a removed or
     * added enum symbol pass, its compatibility check does not: both are asked.
     */
    static void requireFullTransitive(Schema schema, List<Schema> others) throws SchemaValidationException {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(schema, others);
        for (Schema other : others) {
            requireReads(schema, other);
            requireReads(other, schema);
        }
    }

    private static void requireReads(Schema reader, Schema writer) throws SchemaValidationException {
        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaValidationException(reader, writer);
        }
    }

    /** The schema as JSON without documentation: what a new version is needed for. */
    static JsonNode withoutDocs(Path file) {
        try {
            return strip(new ObjectMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode strip(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("doc").isTextual()) {
            object.remove("doc");
        }
        node.forEach(Contract::strip);
        return node;
    }
}
