/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.schemas.PaneSummary;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.file.DataFileReader;

/**
 * A file of panes: an Avro object container of {@link PaneSummary} records, compressed by zstd, that says about itself what is
 * in {@link PaneFileHeader}. Written by {@link PaneFileWriter}.
 */
public final class PaneFile implements PaneRecords {

    private final Path file;
    private final PaneFileHeader header;

    private PaneFile(Path file, PaneFileHeader header) {
        this.file = file;
        this.header = header;
    }

    /**
     * A file that exists.
     *
     * @throws IOException if there is none, or it is no file of panes; the message says which file and what is wrong
     */
    public static PaneFile open(Path file) throws IOException {
        try (DataFileReader<PaneSummary> reader = reader(file)) {
            return new PaneFile(file, PaneFileHeader.of(reader::getMetaString));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + " is not a file of panes: " + e.getMessage(), e);
        }
    }

    /** What the file says about itself. */
    public PaneFileHeader header() {
        return header;
    }

    @Override
    public void forEach(Consumer<PaneSummary> consumer) throws IOException {
        long passed = 0;
        try (DataFileReader<PaneSummary> reader = reader(file)) {
            for (PaneSummary pane = next(reader, passed); pane != null; pane = next(reader, passed)) {
                consumer.accept(pane);
                passed++;
            }
        }
        // A file that was cut between two blocks is otherwise a file like any other.
        if (passed != header.panes()) {
            throw new IOException(file + " is damaged: it has " + passed + " panes and says " + header.panes());
        }
    }

    private PaneSummary next(DataFileReader<PaneSummary> reader, long passed) throws IOException {
        try {
            return reader.hasNext() ? reader.next() : null;
        } catch (RuntimeException e) {
            throw new IOException(file + " is damaged after " + passed + " panes: " + e.getMessage(), e);
        }
    }

    private static DataFileReader<PaneSummary> reader(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        DataFileReader<PaneSummary> reader;
        try {
            reader = new DataFileReader<>(file.toFile(), Records.PANE_SUMMARY.containerReader());
        } catch (RuntimeException e) {
            throw new IOException("its beginning is damaged: " + e.getMessage(), e);
        }
        if (!reader.getSchema()
                .getFullName()
                .equals(Records.PANE_SUMMARY.schema().getFullName())) {
            reader.close();
            throw new IOException("it holds " + reader.getSchema().getFullName());
        }
        if (SchemaCompatibility.checkReaderWriterCompatibility(Records.PANE_SUMMARY.schema(), reader.getSchema())
                        .getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            reader.close();
            throw new IOException("its panes have a form that is not known here");
        }
        return reader;
    }
}
