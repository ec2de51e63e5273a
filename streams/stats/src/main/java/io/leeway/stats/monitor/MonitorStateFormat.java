/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.window.ReferenceState;
import io.leeway.stats.window.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored form of {@link MonitorState}, big-endian.
 *
 * <pre>
 *  byte    version = 1
 *  utf     feature map
 *  long    first pane's start
 *  span?   trailing reference        span? = byte 0, or byte 1 and two longs
 *  span?   pinned reference
 *  int     number of excluded spans  followed by two longs each
 *  int     number of families        followed by, for each:
 *    utf     family
 *    span?   incident: opened at, suspected from
 *    long    quiet since
 *    long    clip
 *    int     number of detectors     followed by utf feature, utf detector, byte bits each
 * </pre>
 */
final class MonitorStateFormat {

    private static final int VERSION = 1;

    private MonitorStateFormat() {}

    static byte[] write(MonitorState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(state.featureMap());
            writeReferences(out, state.references());
            out.writeInt(state.families().size());
            for (Map.Entry<Family, FamilyState> entry : state.families().entrySet()) {
                out.writeUTF(entry.getKey().name());
                writeFamily(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static MonitorState read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("monitor state of unknown version " + version);
            }
            String featureMap = in.readUTF();
            ReferenceState references = readReferences(in);
            Map<Family, FamilyState> families = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                families.put(Family.valueOf(in.readUTF()), readFamily(in));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("monitor state is longer than it says: " + bytes.length + " bytes");
            }
            return new MonitorState(featureMap, references, families);
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged monitor state of " + bytes.length + " bytes", e);
        }
    }

    private static void writeReferences(DataOutputStream out, ReferenceState state) throws IOException {
        out.writeLong(state.firstStart());
        writeSpan(out, state.trailing());
        writeSpan(out, state.pinned());
        out.writeInt(state.excluded().size());
        for (Span span : state.excluded()) {
            out.writeLong(span.start());
            out.writeLong(span.end());
        }
    }

    private static ReferenceState readReferences(DataInputStream in) throws IOException {
        long firstStart = in.readLong();
        Span trailing = readSpan(in);
        Span pinned = readSpan(in);
        List<Span> excluded = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            excluded.add(new Span(in.readLong(), in.readLong()));
        }
        return new ReferenceState(firstStart, trailing, pinned, excluded);
    }

    private static void writeFamily(DataOutputStream out, FamilyState state) throws IOException {
        FamilyState.Incident incident = state.incident();
        writeSpan(out, incident == null ? null : new Span(incident.openedAt(), incident.suspectedFrom()));
        out.writeLong(state.quietSince());
        out.writeLong(state.clip());
        out.writeInt(state.recent().size());
        for (Map.Entry<DetectorKey, Integer> entry : state.recent().entrySet()) {
            out.writeUTF(entry.getKey().feature());
            out.writeUTF(entry.getKey().detector().name());
            out.writeByte(entry.getValue());
        }
    }

    private static FamilyState readFamily(DataInputStream in) throws IOException {
        Span incident = readSpan(in);
        long quietSince = in.readLong();
        long clip = in.readLong();
        SortedMap<DetectorKey, Integer> recent = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            recent.put(new DetectorKey(in.readUTF(), DetectorKey.Detector.valueOf(in.readUTF())), (int) in.readByte());
        }
        return new FamilyState(
                incident == null ? null : new FamilyState.Incident(incident.start(), incident.end()),
                recent,
                quietSince,
                clip);
    }

    private static void writeSpan(DataOutputStream out, Span span) throws IOException {
        out.writeByte(span == null ? 0 : 1);
        if (span != null) {
            out.writeLong(span.start());
            out.writeLong(span.end());
        }
    }

    private static Span readSpan(DataInputStream in) throws IOException {
        return in.readByte() == 0 ? null : new Span(in.readLong(), in.readLong());
    }
}
