/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The stored form of a {@link DetectabilityState}, a part of {@link MonitorStateFormat} since its version 2.
 *
 * <pre>
 *  long    hour
 *  byte    1 if a probe is due
 *  byte    1 if one was made, followed by what it gave:
 *    utf     change
 *    utf     feature
 *    double  size
 *    utf     verdict
 *    long    delay, milliseconds
 *    long    longest window, milliseconds
 *    double  smallest size seen
 *    long    at
 * </pre>
 */
final class DetectabilityFormat {

    private DetectabilityFormat() {}

    static void write(DataOutputStream out, DetectabilityState state) throws IOException {
        out.writeLong(state.hour());
        out.writeBoolean(state.due());
        out.writeBoolean(state.last().isPresent());
        if (state.last().isPresent()) {
            Detectability last = state.last().get();
            out.writeUTF(last.change().name());
            out.writeUTF(last.feature());
            out.writeDouble(last.size());
            out.writeUTF(last.verdict().name());
            out.writeLong(last.delay().toMillis());
            out.writeLong(last.within().toMillis());
            out.writeDouble(last.smallest());
            out.writeLong(last.at());
        }
    }

    static DetectabilityState read(DataInputStream in) throws IOException {
        return new DetectabilityState(
                in.readLong(), in.readBoolean(), in.readBoolean() ? Optional.of(readOne(in)) : Optional.empty());
    }

    private static Detectability readOne(DataInputStream in) throws IOException {
        return new Detectability(
                Detectability.Change.valueOf(in.readUTF()),
                in.readUTF(),
                in.readDouble(),
                Detectability.Verdict.valueOf(in.readUTF()),
                Duration.ofMillis(in.readLong()),
                Duration.ofMillis(in.readLong()),
                in.readDouble(),
                in.readLong());
    }
}
