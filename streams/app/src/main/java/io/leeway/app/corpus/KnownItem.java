/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import io.leeway.stats.sketch.QuantisedVector;
import io.leeway.stats.stored.StoredForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An item of a corpus once its text has been embedded: all that is kept of it.
 *
 * @param itemId identifies it among its agent's
 * @param featureMap identity of the feature map that belongs to the model of the vector; empty if the item was deleted
 * @param vector the direction of its embedding, or null if it was deleted
 */
public record KnownItem(String itemId, String featureMap, QuantisedVector vector) {

    private static final StoredForm<KnownItem> FORM =
            new StoredForm<>("item of a corpus", 1, KnownItem::write, KnownItem::read);
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
        return FORM.write(this);
    }

    private static void write(DataOutputStream out, KnownItem item) throws IOException {
        out.writeUTF(item.itemId);
        out.writeUTF(item.featureMap);
        out.writeInt(item.isDeleted() ? DELETED : item.vector.dimension());
        if (!item.isDeleted()) {
            out.write(item.vector.toBytes());
        }
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if the bytes are of an unknown version or damaged
     */
    public static KnownItem fromBytes(byte[] bytes) {
        return FORM.read(bytes);
    }

    private static KnownItem read(DataInputStream in) throws IOException {
        String itemId = in.readUTF();
        String featureMap = in.readUTF();
        int dimension = in.readInt();
        if (in.available() != Math.max(0, dimension)) {
            throw new IOException("dimension " + dimension);
        }
        return dimension == DELETED
                ? deleted(itemId)
                : new KnownItem(itemId, featureMap, QuantisedVector.fromBytes(in.readAllBytes()));
    }
}
