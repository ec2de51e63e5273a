/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;

/**
 * Writes a {@link PaneFile}. Nothing is to be seen of it until {@link #commit}, which puts it in its place at once. Not
 * thread-safe.
 *
 * <p>The metadata of a container stand at its beginning and are known at the end, so the panes are written to a draft first,
 * whose compressed blocks are then copied as they are.
 */
public final class PaneFileWriter implements AutoCloseable {

    private static final int LEVEL = 3;

    private final Path file;
    private final String applicationId;
    private final String createdBy;
    private final Path draft;
    private final DataFileWriter<PaneSummary> writer;
    private final SortedSet<String> featureMaps = new TreeSet<>();
    private final Map<StreamKey, Instant> ends = new HashMap<>();
    private Instant from;
    private Instant to;
    private long panes;
    private Long cellMillis;

    /**
     * Begins a file.
     *
     * @param file where it will be; a file that is there is replaced
     * @param applicationId the deployment the panes come from
     * @param createdBy the program that writes, with its version
     * @throws IOException if nothing can be written there
     */
    public PaneFileWriter(Path file, String applicationId, String createdBy) throws IOException {
        this.file = file.toAbsolutePath();
        this.applicationId = applicationId;
        this.createdBy = createdBy;
        this.draft = Files.createTempFile(this.file.getParent(), this.file.getFileName() + ".", ".tmp");
        this.writer = container();
        writer.create(Records.PANE_SUMMARY.schema(), draft.toFile());
    }

    /**
     * Adds a pane.
     *
     * @throws IllegalArgumentException if it is not after the newest one of its stream, or rolled up where others are not
     * @throws UncheckedIOException if it cannot be written
     */
    public void add(PaneSummary pane) {
        StreamKey stream = PaneForm.stream(pane);
        Instant before = ends.put(stream, pane.getPaneEnd());
        if (before != null && pane.getPaneStart().isBefore(before)) {
            throw new IllegalArgumentException(
                    "pane of " + stream + " at " + pane.getPaneStart() + " is not after " + before);
        }
        if (panes > 0 && !Objects.equals(cellMillis, pane.getCellMillis())) {
            throw new IllegalArgumentException("a file holds cells of one length: " + cellMillis + " and "
                    + pane.getCellMillis() + " ms do not go together");
        }
        cellMillis = pane.getCellMillis();
        try {
            writer.append(pane);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
        featureMaps.add(pane.getFeatureMap());
        from = from == null || pane.getPaneStart().isBefore(from) ? pane.getPaneStart() : from;
        to = to == null || pane.getPaneEnd().isAfter(to) ? pane.getPaneEnd() : to;
        panes++;
    }

    /**
     * Adds panes.
     *
     * @throws IOException if they cannot be read or written
     */
    public void addAll(PaneRecords records) throws IOException {
        try {
            records.forEach(this::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** How many panes were added. */
    public long panes() {
        return panes;
    }

    /**
     * Ends the file and puts it in its place.
     *
     * @return what it says about itself
     * @throws IOException if it cannot be written
     */
    public PaneFileHeader commit() throws IOException {
        writer.close();
        PaneFileHeader header = new PaneFileHeader(
                applicationId,
                createdBy,
                featureMaps,
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                panes,
                Optional.ofNullable(cellMillis).map(Duration::ofMillis));
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        try (DataFileReader<PaneSummary> blocks =
                        new DataFileReader<>(draft.toFile(), Records.PANE_SUMMARY.containerReader());
                DataFileWriter<PaneSummary> out = container()) {
            header.toMetadata().forEach(out::setMeta);
            out.create(Records.PANE_SUMMARY.schema(), whole.toFile());
            out.appendAllFrom(blocks, false);
            out.fSync();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(whole);
            throw e;
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return header;
    }

    private static DataFileWriter<PaneSummary> container() {
        // With checksums: a block that was damaged is noticed.
        return new DataFileWriter<>(Records.PANE_SUMMARY.containerWriter())
                .setCodec(CodecFactory.zstandardCodec(LEVEL, true));
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
