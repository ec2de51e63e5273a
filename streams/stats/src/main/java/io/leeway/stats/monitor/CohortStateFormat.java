/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.cohort.ShiryaevRoberts;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.monitor.CohortMonitor.Side;
import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored form of {@link CohortState}, big-endian.
 *
 * <pre>
 *  byte    version = 1
 *  int     settings
 *  utf     feature map
 *  long    steps
 *  int     number of sides       followed by utf side, long end each
 *  long    told
 *  int     number of detectors   followed by, for each:
 *    utf     feature, detector
 *    int     number of bets        followed by double evidence, long since each
 *  int     number of families    followed by utf family and what {@link MonitorStateFormat} says of one
 * </pre>
 */
final class CohortStateFormat {

    private static final StoredForm<CohortState> FORM =
            new StoredForm<>("cohort state", 1, CohortStateFormat::write, CohortStateFormat::read);
    private static final int MOST_BETS = 1024;

    private CohortStateFormat() {}

    static byte[] write(CohortState state) {
        return FORM.write(state);
    }

    private static void write(DataOutputStream out, CohortState state) throws IOException {
        out.writeInt(state.settings());
        out.writeUTF(state.featureMap());
        out.writeLong(state.steps());
        out.writeInt(state.ends().size());
        for (Map.Entry<Side, Long> end : state.ends().entrySet()) {
            out.writeUTF(end.getKey().name());
            out.writeLong(end.getValue());
        }
        out.writeLong(state.told());
        out.writeInt(state.detectors().size());
        for (Map.Entry<DetectorKey, ShiryaevRoberts> detector :
                state.detectors().entrySet()) {
            MonitorStateFormat.writeKey(out, detector.getKey());
            write(out, detector.getValue());
        }
        out.writeInt(state.families().size());
        for (Map.Entry<Family, FamilyState> family : state.families().entrySet()) {
            out.writeUTF(family.getKey().name());
            MonitorStateFormat.writeFamily(out, family.getValue());
        }
    }

    private static void write(DataOutputStream out, ShiryaevRoberts detector) throws IOException {
        double[] evidence = detector.evidence();
        long[] since = detector.beginnings();
        out.writeInt(evidence.length);
        for (int j = 0; j < evidence.length; j++) {
            out.writeDouble(evidence[j]);
            out.writeLong(since[j]);
        }
    }

    static CohortState read(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static CohortState read(DataInputStream in) throws IOException {
        int settings = in.readInt();
        String featureMap = in.readUTF();
        long steps = in.readLong();
        Map<Side, Long> ends = new EnumMap<>(Side.class);
        for (int i = in.readInt(); i > 0; i--) {
            ends.put(Side.valueOf(in.readUTF()), in.readLong());
        }
        long told = in.readLong();
        SortedMap<DetectorKey, ShiryaevRoberts> detectors = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            detectors.put(MonitorStateFormat.readKey(in), readDetector(in));
        }
        Map<Family, FamilyState> families = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            families.put(Family.valueOf(in.readUTF()), MonitorStateFormat.readFamily(in));
        }
        return new CohortState(settings, featureMap, steps, ends, told, detectors, families);
    }

    private static ShiryaevRoberts readDetector(DataInputStream in) throws IOException {
        int bets = in.readInt();
        if (bets < 1 || bets > MOST_BETS) {
            throw new IOException("a detector with " + bets + " bets");
        }
        double[] evidence = new double[bets];
        long[] since = new long[bets];
        for (int j = 0; j < bets; j++) {
            evidence[j] = in.readDouble();
            since[j] = in.readLong();
        }
        return ShiryaevRoberts.of(evidence, since);
    }
}
