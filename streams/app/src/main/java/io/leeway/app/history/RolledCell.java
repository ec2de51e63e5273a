/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.history;

import io.leeway.app.pane.ClosedPane;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.stored.StoredForm;
import io.leeway.stats.window.PaneEntry;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has been rolled up of one cell of a stream. Its exemplars quote nothing of their texts, because it is kept for so long.
 *
 * <pre>
 *  byte version = 1 | long length | utf feature map | int n | n times: utf source | long start | long end | summary to the end
 * </pre>
 *
 * @param length the length of the cell, milliseconds
 * @param featureMap the feature map of the panes in it
 * @param sources the topics their events came from
 * @param entry what the panes amount to, from the start of the first to the end of the last
 */
record RolledCell(long length, String featureMap, SortedSet<String> sources, PaneEntry entry) {

    private static final StoredForm<RolledCell> FORM = new StoredForm<>(
            "rolled cell",
            1,
            (out, cell) -> {
                out.writeLong(cell.length);
                out.writeUTF(cell.featureMap);
                out.writeInt(cell.sources.size());
                for (String source : cell.sources) {
                    out.writeUTF(source);
                }
                out.writeLong(cell.entry.start());
                out.writeLong(cell.entry.end());
                out.write(cell.entry.summary().toBytes());
            },
            RolledCell::read);

    /**
     * A cell with one pane in it.
     *
     * @param length the length of the cell
     * @param pane the pane
     * @param featureMap the feature map in use; a pane that was begun with another one names that itself
     */
    static RolledCell of(long length, ClosedPane pane, String featureMap) {
        PaneSummary summary = pane.entry().summary().withoutExcerpts();
        return new RolledCell(
                length,
                summary.featureMap().orElse(featureMap),
                pane.sources().stream().map(source -> source.topic()).collect(Collectors.toCollection(TreeSet::new)),
                new PaneEntry(pane.entry().start(), pane.entry().end(), summary));
    }

    /** Whether a later one of the same or a shorter length belongs to this cell and can be merged with it exactly. */
    boolean takes(RolledCell later) {
        return Math.floorDiv(entry.start(), length)
                        == Math.floorDiv(later.entry().start(), length)
                && featureMap.equals(later.featureMap())
                && entry.summary().limits().equals(later.entry().summary().limits());
    }

    /** This cell with a later one merged into it. */
    RolledCell with(RolledCell later) {
        PaneSummary both = entry.summary().copy();
        both.merge(later.entry().summary());
        SortedSet<String> all = new TreeSet<>(sources);
        all.addAll(later.sources());
        return new RolledCell(
                length,
                featureMap,
                all,
                new PaneEntry(entry.start(), later.entry().end(), both));
    }

    /** What is in it as the beginning of a cell of another length. */
    RolledCell ofLength(long other) {
        return new RolledCell(other, featureMap, sources, entry);
    }

    /** The stored form. */
    byte[] toBytes() {
        return FORM.write(this);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of another version or damaged
     */
    static RolledCell fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static RolledCell read(DataInputStream in) throws IOException {
        long length = in.readLong();
        String featureMap = in.readUTF();
        SortedSet<String> sources = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            sources.add(in.readUTF());
        }
        return new RolledCell(
                length,
                featureMap,
                sources,
                new PaneEntry(in.readLong(), in.readLong(), PaneSummary.fromBytes(in.readAllBytes())));
    }
}
