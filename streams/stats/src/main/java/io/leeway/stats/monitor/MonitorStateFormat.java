/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.HourlyMaxima;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.limit.LimitMemory;
import io.leeway.stats.stored.StoredForm;
import io.leeway.stats.window.ReferenceState;
import io.leeway.stats.window.ReferenceVersions;
import io.leeway.stats.window.Span;
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
 * The stored form of {@link MonitorState}, big-endian.
 *
 * <pre>
 *  byte    version = 2
 *  utf     feature map
 *  long    first pane's start
 *  int     number of references      followed by utf name, two longs each
 *  int     number of excluded spans  followed by two longs each
 *  int     number of screened spans  followed by two longs each
 *  int     number of families        followed by, for each:
 *    utf     family
 *    byte    1 if there is an open incident, followed by it:
 *      long    opened at, suspected from, told at
 *      utf     severity told
 *      double  strength told
 *      int     number of features told  followed by utf each
 *    long    quiet since
 *    long    clip
 *    int     number of detectors     followed by utf feature, utf detector, byte bits each
 *  int     windows
 *  int     number of references      followed by, for each:
 *    utf     reference
 *    long    its events when the record began
 *    int     hours it told apart
 *    int     number of detectors     followed by, for each:
 *      utf     feature
 *      utf     detector
 *      long    hour
 *      int     judged
 *      float   largest, last, last but one
 *      int     number of maxima      followed by a float each
 *  int     number of limited features, followed by, for each, what {@link LimitStateFormat} says
 *  int     newest version of the pinned reference
 *  byte    1 if one is in force      followed by it; a version is
 *    int     number
 *    utf     origin
 *    span?   asked for
 *    span?   taken from
 *    int     number of screened spans  followed by two longs each
 *    int     place
 *  int     number of earlier versions  followed by one each
 *  long    rolling references learn from
 *  long    muted until
 *  int     number of withheld families followed by utf each
 *  int     number of commands        followed by utf each
 *  from version 2 on, what {@link DetectabilityFormat} says
 * </pre>
 */
final class MonitorStateFormat {

    private static final StoredForm<MonitorState> FORM = new StoredForm<>(
                    "monitor state", 2, MonitorStateFormat::write, MonitorStateFormat::read)
            .reading(1, in -> read(in, DetectabilityState.INITIAL));

    private MonitorStateFormat() {}

    static byte[] write(MonitorState state) {
        return FORM.write(state);
    }

    private static void write(DataOutputStream out, MonitorState state) throws IOException {
        out.writeUTF(state.featureMap());
        writeReferences(out, state.references());
        out.writeInt(state.families().size());
        for (Map.Entry<Family, FamilyState> entry : state.families().entrySet()) {
            out.writeUTF(entry.getKey().name());
            writeFamily(out, entry.getValue());
        }
        out.writeInt(state.windows());
        out.writeInt(state.runs().size());
        for (Map.Entry<String, Runs> entry : state.runs().entrySet()) {
            out.writeUTF(entry.getKey());
            writeRuns(out, entry.getValue());
        }
        LimitStateFormat.write(out, state.limits());
        GovernedFormat.write(out, state.references().versions(), state.governed());
        DetectabilityFormat.write(out, state.detectability());
    }

    static MonitorState read(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static MonitorState read(DataInputStream in) throws IOException {
        MonitorState before = read(in, DetectabilityState.INITIAL);
        return before.with(DetectabilityFormat.read(in));
    }

    private static MonitorState read(DataInputStream in, DetectabilityState detectability) throws IOException {
        String featureMap = in.readUTF();
        ReferenceState references = readReferences(in);
        Map<Family, FamilyState> families = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            families.put(Family.valueOf(in.readUTF()), readFamily(in));
        }
        int windows = in.readInt();
        Map<String, Runs> runs = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            runs.put(in.readUTF(), readRuns(in));
        }
        Map<String, LimitMemory> limits = LimitStateFormat.read(in);
        ReferenceVersions versions = GovernedFormat.readVersions(in);
        GovernedState governed = GovernedFormat.readGoverned(in);
        return new MonitorState(
                featureMap,
                references.withVersions(versions),
                families,
                windows,
                runs,
                limits,
                governed,
                detectability);
    }

    private static void writeReferences(DataOutputStream out, ReferenceState state) throws IOException {
        out.writeLong(state.firstStart());
        out.writeInt(state.spans().size());
        for (Map.Entry<String, Span> reference : state.spans().entrySet()) {
            out.writeUTF(reference.getKey());
            out.writeLong(reference.getValue().start());
            out.writeLong(reference.getValue().end());
        }
        writeSpans(out, state.excluded());
        writeSpans(out, state.screened());
    }

    private static ReferenceState readReferences(DataInputStream in) throws IOException {
        long firstStart = in.readLong();
        Map<String, Span> spans = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            spans.put(in.readUTF(), new Span(in.readLong(), in.readLong()));
        }
        return new ReferenceState(firstStart, spans, readSpans(in), readSpans(in), ReferenceVersions.NONE);
    }

    static void writeSpans(DataOutputStream out, List<Span> spans) throws IOException {
        out.writeInt(spans.size());
        for (Span span : spans) {
            out.writeLong(span.start());
            out.writeLong(span.end());
        }
    }

    static List<Span> readSpans(DataInputStream in) throws IOException {
        List<Span> spans = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            spans.add(new Span(in.readLong(), in.readLong()));
        }
        return spans;
    }

    static void writeFamily(DataOutputStream out, FamilyState state) throws IOException {
        writeIncident(out, state.incident());
        out.writeLong(state.quietSince());
        out.writeLong(state.clip());
        out.writeInt(state.recent().size());
        for (Map.Entry<DetectorKey, Integer> entry : state.recent().entrySet()) {
            writeKey(out, entry.getKey());
            out.writeByte(entry.getValue());
        }
    }

    static FamilyState readFamily(DataInputStream in) throws IOException {
        FamilyState.Incident incident = readIncident(in);
        long quietSince = in.readLong();
        long clip = in.readLong();
        SortedMap<DetectorKey, Integer> recent = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            recent.put(readKey(in), (int) in.readByte());
        }
        return new FamilyState(incident, recent, quietSince, clip);
    }

    private static void writeRuns(DataOutputStream out, Runs runs) throws IOException {
        out.writeLong(runs.events());
        out.writeInt(runs.hours());
        out.writeInt(runs.maxima().size());
        for (Map.Entry<DetectorKey, HourlyMaxima.State> entry : runs.maxima().entrySet()) {
            writeKey(out, entry.getKey());
            HourlyMaxima.State state = entry.getValue();
            out.writeLong(state.hour());
            out.writeInt(state.judged());
            out.writeFloat(state.largest());
            out.writeFloat(state.last());
            out.writeFloat(state.lastButOne());
            out.writeInt(state.maxima().length);
            for (float largest : state.maxima()) {
                out.writeFloat(largest);
            }
        }
    }

    private static Runs readRuns(DataInputStream in) throws IOException {
        long events = in.readLong();
        int hoursApart = in.readInt();
        SortedMap<DetectorKey, HourlyMaxima.State> runs = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            DetectorKey key = readKey(in);
            long hour = in.readLong();
            int judged = in.readInt();
            float largest = in.readFloat();
            float last = in.readFloat();
            float lastButOne = in.readFloat();
            int length = in.readInt();
            if (length < 0 || length > HourlyMaxima.MOST_HOURS) {
                throw new IOException("a detector with " + length + " hours");
            }
            float[] maxima = new float[length];
            for (int hours = 0; hours < length; hours++) {
                maxima[hours] = in.readFloat();
            }
            runs.put(key, new HourlyMaxima.State(hour, judged, largest, last, lastButOne, maxima));
        }
        return new Runs(events, hoursApart, runs);
    }

    static void writeKey(DataOutputStream out, DetectorKey key) throws IOException {
        out.writeUTF(key.feature());
        out.writeUTF(key.detector().name());
    }

    static DetectorKey readKey(DataInputStream in) throws IOException {
        return new DetectorKey(in.readUTF(), DetectorKey.Detector.valueOf(in.readUTF()));
    }

    private static void writeIncident(DataOutputStream out, FamilyState.Incident incident) throws IOException {
        out.writeByte(incident == null ? 0 : 1);
        if (incident != null) {
            FamilyState.Told told = incident.told();
            out.writeLong(incident.openedAt());
            out.writeLong(incident.suspectedFrom());
            out.writeLong(told.at());
            out.writeUTF(told.severity().name());
            out.writeDouble(told.strength());
            out.writeInt(told.features().size());
            for (String feature : told.features()) {
                out.writeUTF(feature);
            }
        }
    }

    private static FamilyState.Incident readIncident(DataInputStream in) throws IOException {
        if (in.readByte() == 0) {
            return null;
        }
        long openedAt = in.readLong();
        long suspectedFrom = in.readLong();
        long at = in.readLong();
        Severity severity = Severity.valueOf(in.readUTF());
        double strength = in.readDouble();
        SortedSet<String> features = new TreeSet<>();
        for (int i = in.readInt(); i > 0; i--) {
            features.add(in.readUTF());
        }
        return new FamilyState.Incident(
                openedAt, suspectedFrom, new FamilyState.Told(at, severity, strength, features));
    }

    static void writeSpan(DataOutputStream out, Span span) throws IOException {
        out.writeByte(span == null ? 0 : 1);
        if (span != null) {
            out.writeLong(span.start());
            out.writeLong(span.end());
        }
    }

    static Span readSpan(DataInputStream in) throws IOException {
        return in.readByte() == 0 ? null : new Span(in.readLong(), in.readLong());
    }
}
