/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Key of a stored item of a corpus. Keys of one agent share a prefix and are in the order of a hash of the item's id, which
 * is as good as random and always the same.
 *
 * <pre>
 *  utf-8   agent, escaped as in stream keys, ended by a zero byte
 *  8 bytes the first of the SHA-256 of the item's id
 *  utf-8   item's id
 * </pre>
 *
 * @param agentId the agent
 * @param itemId the item
 */
public record CorpusKey(String agentId, String itemId) implements Comparable<CorpusKey> {

    private static final int HASH_BYTES = 8;

    /** The stored form. */
    public byte[] toBytes() {
        byte[] id = itemId.getBytes(StandardCharsets.UTF_8);
        byte[] prefix = prefix(agentId);
        return ByteBuffer.allocate(prefix.length + HASH_BYTES + id.length)
                .put(prefix)
                .put(sha256(id), 0, HASH_BYTES)
                .put(id)
                .array();
    }

    /** What the keys of one agent begin with. */
    public static byte[] prefix(String agentId) {
        byte[] text = StreamKey.escape(agentId).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(text, text.length + 1);
    }

    /** Reads the stored form. */
    public static CorpusKey fromBytes(byte[] bytes) {
        int end = 0;
        while (bytes[end] != 0) {
            end++;
        }
        int id = end + 1 + HASH_BYTES;
        return new CorpusKey(
                StreamKey.parse(new String(bytes, 0, end, StandardCharsets.UTF_8) + "|")
                        .agentId(),
                new String(bytes, id, bytes.length - id, StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(CorpusKey other) {
        return Arrays.compareUnsigned(toBytes(), other.toBytes());
    }
}
