/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.limit.Clumping;
import io.leeway.stats.limit.LimitMemory;
import io.leeway.stats.limit.LimitState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of {@link MonitorStateFormat} about limits.
 *
 * <pre>
 *  int     number of limited features, followed by, for each:
 *    utf     feature
 *    byte    0, or 1 followed by the incident: long opened at, long suspected from, int window
 *    int     number of limits breached of late, followed by utf limit, byte bits each
 *    int     number of limits broken since the incident opened, followed by utf limit each
 *    long    quiet since
 *    long    clip
 *    int     number of limits, followed by, for each: utf limit, three doubles, and six pairs of doubles as in
 *            {@link Clumping}
 * </pre>
 */
final class LimitStateFormat {

    private LimitStateFormat() {}

    static void write(DataOutputStream out, Map<String, LimitMemory> memories) throws IOException {
        out.writeInt(memories.size());
        for (Map.Entry<String, LimitMemory> entry : memories.entrySet()) {
            out.writeUTF(entry.getKey());
            write(out, entry.getValue().state());
            writeClumping(out, entry.getValue().clumping());
        }
    }

    private static void write(DataOutputStream out, LimitState state) throws IOException {
        LimitState.Incident incident = state.incident();
        out.writeByte(incident == null ? 0 : 1);
        if (incident != null) {
            out.writeLong(incident.openedAt());
            out.writeLong(incident.suspectedFrom());
            out.writeInt(incident.window());
        }
        out.writeInt(state.recent().size());
        for (Map.Entry<String, Integer> entry : state.recent().entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeByte(entry.getValue());
        }
        out.writeInt(state.broken().size());
        for (String limit : state.broken()) {
            out.writeUTF(limit);
        }
        out.writeLong(state.quietSince());
        out.writeLong(state.clip());
    }

    static Map<String, LimitMemory> read(DataInputStream in) throws IOException {
        Map<String, LimitMemory> memories = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            memories.put(in.readUTF(), new LimitMemory(readState(in), readClumping(in)));
        }
        return memories;
    }

    private static LimitState readState(DataInputStream in) throws IOException {
        LimitState.Incident incident =
                in.readByte() == 0 ? null : new LimitState.Incident(in.readLong(), in.readLong(), in.readInt());
        SortedMap<String, Integer> recent = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            recent.put(in.readUTF(), (int) in.readByte());
        }
        SortedSet<String> broken = new TreeSet<>();
        for (int i = in.readInt(); i > 0; i--) {
            broken.add(in.readUTF());
        }
        return new LimitState(incident, recent, broken, in.readLong(), in.readLong());
    }

    private static void writeClumping(DataOutputStream out, SortedMap<String, Clumping> clumping) throws IOException {
        out.writeInt(clumping.size());
        for (Map.Entry<String, Clumping> entry : clumping.entrySet()) {
            out.writeUTF(entry.getKey());
            Clumping of = entry.getValue();
            out.writeDouble(of.weight());
            out.writeDouble(of.mean());
            out.writeDouble(of.squares());
            for (int i = 0; i < Clumping.LENGTHS; i++) {
                out.writeDouble(of.differences().get(i));
                out.writeDouble(of.counts().get(i));
            }
        }
    }

    private static SortedMap<String, Clumping> readClumping(DataInputStream in) throws IOException {
        SortedMap<String, Clumping> clumping = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String limit = in.readUTF();
            double weight = in.readDouble();
            double mean = in.readDouble();
            double squares = in.readDouble();
            List<Double> differences = new ArrayList<>(Clumping.LENGTHS);
            List<Double> counts = new ArrayList<>(Clumping.LENGTHS);
            for (int length = 0; length < Clumping.LENGTHS; length++) {
                differences.add(in.readDouble());
                counts.add(in.readDouble());
            }
            clumping.put(limit, new Clumping(weight, mean, squares, differences, counts));
        }
        return clumping;
    }
}
