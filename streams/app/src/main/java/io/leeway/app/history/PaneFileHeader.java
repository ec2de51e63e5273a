/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a file of panes says about itself, in the metadata of the Avro container.
 *
 * @param applicationId the deployment the panes come from
 * @param createdBy the program that wrote the file, with its version
 * @param featureMaps the identities of the feature maps the panes were computed with; usually one
 * @param from start of the earliest pane, inclusive; empty without panes
 * @param to end of the latest pane, exclusive; empty without panes
 * @param panes how many there are
 * @param cell the length of the cells to which they were rolled up; empty for panes as they closed
 */
public record PaneFileHeader(
        String applicationId,
        String createdBy,
        SortedSet<String> featureMaps,
        Optional<Instant> from,
        Optional<Instant> to,
        long panes,
        Optional<Duration> cell) {

    private static final String APPLICATION_ID = "leeway.application-id";
    private static final String CREATED_BY = "leeway.created-by";
    private static final String FEATURE_MAPS = "leeway.feature-maps";
    private static final String FROM = "leeway.from";
    private static final String TO = "leeway.to";
    private static final String PANES = "leeway.panes";
    private static final String CELL = "leeway.cell";
    private static final String SEPARATOR = ",";

    SortedMap<String, String> toMetadata() {
        SortedMap<String, String> metadata = new TreeMap<>(Map.of(
                APPLICATION_ID,
                applicationId,
                CREATED_BY,
                createdBy,
                FEATURE_MAPS,
                String.join(SEPARATOR, featureMaps),
                PANES,
                Long.toString(panes)));
        from.ifPresent(time -> metadata.put(FROM, time.toString()));
        to.ifPresent(time -> metadata.put(TO, time.toString()));
        cell.ifPresent(length -> metadata.put(CELL, length.toString()));
        return metadata;
    }

    /**
     * Reads what {@link #toMetadata} wrote.
     *
     * @param metadata an entry by its key, or null
     * @throws IOException if there is something else, or nothing
     */
    static PaneFileHeader of(Function<String, String> metadata) throws IOException {
        try {
            String maps = required(metadata, FEATURE_MAPS);
            return new PaneFileHeader(
                    required(metadata, APPLICATION_ID),
                    required(metadata, CREATED_BY),
                    new TreeSet<>(maps.isEmpty() ? List.of() : List.of(maps.split(SEPARATOR))),
                    Optional.ofNullable(metadata.apply(FROM)).map(Instant::parse),
                    Optional.ofNullable(metadata.apply(TO)).map(Instant::parse),
                    Long.parseLong(required(metadata, PANES)),
                    Optional.ofNullable(metadata.apply(CELL)).map(Duration::parse));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IOException("its metadata is damaged", e);
        }
    }

    private static String required(Function<String, String> metadata, String key) throws IOException {
        String value = metadata.apply(key);
        if (value == null) {
            throw new IOException("its metadata has no " + key);
        }
        return value;
    }
}
