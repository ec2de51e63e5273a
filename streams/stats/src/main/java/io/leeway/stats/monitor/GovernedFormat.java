/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import io.leeway.stats.window.ReferenceVersion;
import io.leeway.stats.window.ReferenceVersion.Origin;
import io.leeway.stats.window.ReferenceVersions;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The end of the stored form of {@link MonitorState}: versions of the reference and what is remembered of commands. */
final class GovernedFormat {

    private GovernedFormat() {}

    static void write(DataOutputStream out, ReferenceVersions versions, GovernedState governed) throws IOException {
        out.writeInt(versions.last());
        out.writeByte(versions.current() == null ? 0 : 1);
        if (versions.current() != null) {
            writeVersion(out, versions.current());
        }
        out.writeInt(versions.earlier().size());
        for (ReferenceVersion version : versions.earlier()) {
            writeVersion(out, version);
        }
        out.writeLong(versions.learnFrom());
        out.writeLong(governed.mutedUntil());
        out.writeInt(governed.withheld().size());
        for (Family family : governed.withheld()) {
            out.writeUTF(family.name());
        }
        out.writeInt(governed.handled().size());
        for (String id : governed.handled()) {
            out.writeUTF(id);
        }
    }

    static ReferenceVersions readVersions(DataInputStream in) throws IOException {
        int last = in.readInt();
        ReferenceVersion current = in.readByte() == 0 ? null : readVersion(in);
        List<ReferenceVersion> earlier = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            earlier.add(readVersion(in));
        }
        return new ReferenceVersions(last, current, earlier, in.readLong());
    }

    static GovernedState readGoverned(DataInputStream in) throws IOException {
        long mutedUntil = in.readLong();
        Set<Family> withheld = EnumSet.noneOf(Family.class);
        for (int i = in.readInt(); i > 0; i--) {
            withheld.add(Family.valueOf(in.readUTF()));
        }
        List<String> handled = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            handled.add(in.readUTF());
        }
        return new GovernedState(mutedUntil, withheld, handled);
    }

    private static void writeVersion(DataOutputStream out, ReferenceVersion version) throws IOException {
        out.writeInt(version.number());
        out.writeUTF(version.origin().name());
        MonitorStateFormat.writeSpan(out, version.asked());
        MonitorStateFormat.writeSpan(out, version.taken());
        MonitorStateFormat.writeSpans(out, version.screened());
        out.writeInt(version.place());
    }

    private static ReferenceVersion readVersion(DataInputStream in) throws IOException {
        return new ReferenceVersion(
                in.readInt(),
                Origin.valueOf(in.readUTF()),
                MonitorStateFormat.readSpan(in),
                MonitorStateFormat.readSpan(in),
                MonitorStateFormat.readSpans(in),
                in.readInt());
    }
}
