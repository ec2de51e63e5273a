/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

    private static final StoredForm<CorpusInForce> FORM =
            new StoredForm<>("corpus in force", 1, CorpusInForce::write, CorpusInForce::read);

    byte[] toBytes() {
        return FORM.write(this);
    }

    private static void write(DataOutputStream out, CorpusInForce state) throws IOException {
        out.writeUTF(state.featureMap);
        out.writeLong(state.changes);
        out.writeInt(state.corpus.items());
        out.writeLong(state.corpus.since());
        out.writeByte(state.corpus.coverage().isPresent() ? 1 : 0);
        if (state.corpus.coverage().isPresent()) {
            out.write(state.corpus.coverage().get().toBytes());
        }
    }

    static CorpusInForce fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static CorpusInForce read(DataInputStream in) throws IOException {
        String featureMap = in.readUTF();
        long changes = in.readLong();
        int items = in.readInt();
        long since = in.readLong();
        Optional<CorpusCoverage> coverage =
                in.readByte() == 0 ? Optional.empty() : Optional.of(CorpusCoverage.fromBytes(in.readAllBytes()));
        return new CorpusInForce(featureMap, changes, new Corpus(items, since, coverage));
    }
}
