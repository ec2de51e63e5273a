/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Every schema a record was ever released with.
 *
 * <p>The files are {@code history/<Record>/v<N>.avsc} beside this class. A jar's folders cannot be listed portably, so
 * {@code history/index.txt} names them, one a line, versions of one record in ascending order.
 */
final class SchemaHistory {
    private static final String FOLDER = "history/";

    private SchemaHistory() {}

    /** Paths of all released schemas, as {@code <Record>/v<N>.avsc}. */
    static List<String> index() {
        return read("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * The released schemas of one record, oldest first.
     *
     * @throws IllegalStateException if the index names none
     */
    static List<Schema> of(String record) {
        List<Schema> versions = index().stream()
                .filter(path -> path.startsWith(record + "/"))
                .map(path -> parse(path, read(path)))
                .toList();
        if (versions.isEmpty()) {
            throw new IllegalStateException("The schema history has no version of " + record);
        }
        return versions;
    }

    /**
     * The schemas in the {@code .avsc} files of a directory, not of its subdirectories, in the order of their names.
     *
     * @throws IllegalArgumentException if it is no directory, or a file in it is no Avro schema
     */
    static List<Schema> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("Schema directory '" + directory + "' is not a directory");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .map(SchemaHistory::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Schema directory '" + directory + "' cannot be listed", e);
        }
    }

    private static Schema parse(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Schema file '" + file + "' cannot be read", e);
        }
    }

    private static Schema parse(String origin, String json) {
        try {
            // A parser remembers names, and each version redefines those of the one before.
            return new Schema.Parser().parse(json);
        } catch (SchemaParseException e) {
            throw new IllegalArgumentException("'" + origin + "' is not an Avro schema: " + e.getMessage(), e);
        }
    }

    private static String read(String path) {
        try (InputStream in = SchemaHistory.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("Resource '" + FOLDER + path + "' of the schema history is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Resource '" + FOLDER + path + "' of the schema history cannot be read", e);
        }
    }
}
