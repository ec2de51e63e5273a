/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.stats.sketch.QuantisedVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An item of a corpus once its text has been embedded: all that is kept of it.
 *
 * @param itemId identifies it among its agent's
 * @param featureMap identity of the feature map that belongs to the model of the vector; empty if the item was deleted
 * @param vector the direction of its embedding, or null if it was deleted
 */
public record KnownItem(String itemId, String featureMap, QuantisedVector vector) {

    private static final int VERSION = 1;
    private static final int DELETED = -1;

    /** An item that is no longer there. */
    public static KnownItem deleted(String itemId) {
        return new KnownItem(itemId, "", null);
    }

    /** Whether the item is no longer there. */
    public boolean isDeleted() {
        return vector == null;
    }

    /**
     * The form on the internal topic and in the store, big-endian.
     *
     * <pre>
     *  byte  version = 1
     *  utf   item id
     *  utf   feature map
     *  int   dimension, or -1 if deleted
     *  byte  a component
     * </pre>
     */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(itemId);
            out.writeUTF(featureMap);
            out.writeInt(isDeleted() ? DELETED : vector.dimension());
            if (!isDeleted()) {
                out.write(vector.toBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version or damaged
     */
    public static KnownItem fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("item of a corpus of unknown version " + version);
            }
            String itemId = in.readUTF();
            String featureMap = in.readUTF();
            int dimension = in.readInt();
            if (in.available() != Math.max(0, dimension)) {
                throw new IOException("dimension " + dimension);
            }
            return dimension == DELETED
                    ? deleted(itemId)
                    : new KnownItem(itemId, featureMap, QuantisedVector.fromBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged item of a corpus of " + bytes.length + " bytes", e);
        }
    }
}
