/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.pane;

import io.leeway.app.pane.LocalPanes.OpenPane;
import io.leeway.stats.sketch.PaneSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored forms of this package, big-endian, each beginning with a version byte.
 *
 * <pre>
 *  open pane, version 1:       long last offset | long sent | summary to the end
 *  partial pane, version 1:    utf source | long pane start | long closed up to | long fresh | summary to the end
 *  merge progress, version 1:  long closed up to | int n | n times: utf source, long passed
 * </pre>
 */
public final class PaneFormats {

    private static final int VERSION = 1;

    private PaneFormats() {}

    /** Writes an open pane. */
    public static byte[] write(OpenPane pane) {
        return bytes(out -> {
            out.writeLong(pane.lastOffset());
            out.writeLong(pane.sent());
            out.write(pane.summary().toBytes());
        });
    }

    /** Reads an open pane. */
    public static OpenPane readOpenPane(byte[] bytes) {
        return from(
                bytes,
                "open pane",
                in -> new OpenPane(in.readLong(), in.readLong(), PaneSummary.fromBytes(in.readAllBytes())));
    }

    /** Writes a partial pane. */
    public static byte[] write(PartialPane pane) {
        return bytes(out -> {
            out.writeUTF(pane.source().toString());
            out.writeLong(pane.paneStart());
            out.writeLong(pane.closedUpTo());
            out.writeLong(pane.fresh());
            out.write(pane.summary().toBytes());
        });
    }

    /** Reads a partial pane. */
    public static PartialPane readPartialPane(byte[] bytes) {
        return from(
                bytes,
                "partial pane",
                in -> new PartialPane(
                        SourcePartition.parse(in.readUTF()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        PaneSummary.fromBytes(in.readAllBytes())));
    }

    /** Writes merge progress. */
    public static byte[] write(MergeProgress progress) {
        return bytes(out -> {
            out.writeLong(progress.closedUpTo());
            out.writeInt(progress.passed().size());
            for (Map.Entry<SourcePartition, Long> entry : progress.passed().entrySet()) {
                out.writeUTF(entry.getKey().toString());
                out.writeLong(entry.getValue());
            }
        });
    }

    /** Reads merge progress. */
    public static MergeProgress readMergeProgress(byte[] bytes) {
        return from(bytes, "merge progress", in -> {
            long closedUpTo = in.readLong();
            SortedMap<SourcePartition, Long> passed = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                passed.put(SourcePartition.parse(in.readUTF()), in.readLong());
            }
            return new MergeProgress(closedUpTo, passed);
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static <T> T from(byte[] bytes, String what, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(what + " of unknown version " + version);
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged " + what + " of " + bytes.length + " bytes", e);
        }
    }
}
