/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What an agent's inputs are compared with until its corpus has changed and may be looked at again. It is kept as it was
 * computed, so that a restart goes on with it whatever has been added since.
 *
 * <pre>
 *  byte  version = 1
 *  utf   feature map
 *  long  changes
 *  int   items
 *  long  in force since
 *  byte  1 if it covers anything, followed by {@link CorpusCoverage#toBytes} to the end
 * </pre>
 *
 * @param featureMap the feature map of its vectors
 * @param changes how often the items had changed when it was computed
 * @param corpus what was computed
 */
record CorpusInForce(String featureMap, long changes, Corpus corpus) {

    private static final int VERSION = 1;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(featureMap);
            out.writeLong(changes);
            out.writeInt(corpus.items());
            out.writeLong(corpus.since());
            out.writeByte(corpus.coverage().isPresent() ? 1 : 0);
            if (corpus.coverage().isPresent()) {
                out.write(corpus.coverage().get().toBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static CorpusInForce fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("corpus in force of unknown version " + version);
            }
            String featureMap = in.readUTF();
            long changes = in.readLong();
            int items = in.readInt();
            long since = in.readLong();
            Optional<CorpusCoverage> coverage =
                    in.readByte() == 0 ? Optional.empty() : Optional.of(CorpusCoverage.fromBytes(in.readAllBytes()));
            if (in.read() >= 0) {
                throw new IOException("bytes after the end");
            }
            return new CorpusInForce(featureMap, changes, new Corpus(items, since, coverage));
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged corpus in force of " + bytes.length + " bytes", e);
        }
    }
}
