/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.topic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Key of a stored pane. Keys of one stream and qualifier are in the order of event time, and all keys of a stream share
 * a prefix, so that a stream is one range.
 *
 * <pre>
 *  utf-8   stream, ended by a zero byte (a stream's text form has none)
 *  8 bytes start of the pane, epoch milliseconds, big-endian with the sign bit flipped
 *  utf-8   qualifier: what distinguishes panes of the same start
 * </pre>
 *
 * @param stream the stream
 * @param start start of the pane, epoch milliseconds
 * @param qualifier a source partition, a shelf, or empty
 */
public record PaneKey(StreamKey stream, long start, String qualifier) {

    /** The stored form. */
    public byte[] toBytes() {
        byte[] prefix = prefix(stream);
        byte[] suffix = qualifier.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(prefix.length + Long.BYTES + suffix.length)
                .put(prefix)
                .putLong(start ^ Long.MIN_VALUE)
                .put(suffix)
                .array();
    }

    /** What the keys of one stream begin with. */
    public static byte[] prefix(StreamKey stream) {
        byte[] text = stream.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 1).put(text).put((byte) 0).array();
    }

    /** Reads the stored form. */
    public static PaneKey fromBytes(byte[] bytes) {
        int end = 0;
        while (bytes[end] != 0) {
            end++;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, end + 1, bytes.length - end - 1);
        long start = rest.getLong() ^ Long.MIN_VALUE;
        return new PaneKey(
                StreamKey.parse(new String(bytes, 0, end, StandardCharsets.UTF_8)),
                start,
                StandardCharsets.UTF_8.decode(rest).toString());
    }
}
