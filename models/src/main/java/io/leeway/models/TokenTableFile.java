/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A token table on disk. All numbers are big-endian.
 *
 * <pre>
 *  0   8  "LEEWAYTT"
 *  8   4  version of format and recipe
 * 12  32  SHA-256 of the files of the model that it was made of
 * 44   4  rows
 * 48   4  dimension
 * 52   4 * rows * dimension   floats
 *     32  SHA-256 of everything before
 * </pre>
 *
 * <p>It is a cache: whatever is not exactly what is asked for counts as absent.
 */
final class TokenTableFile {

    /** Rises with every change of this format, and of anything that changes what distilling gives. */
    static final int VERSION = 1;

    private static final long MAGIC = 0x4C45455741595454L;
    private static final int DIGEST_BYTES = 32;
    private static final int HEADER_BYTES = 8 + 4 + DIGEST_BYTES + 4 + 4;

    private TokenTableFile() {}

    /**
     * Reads a table.
     *
     * @param source digest of the model's files
     * @return empty if there is no such file, or it is damaged, or another version or model wrote it
     * @throws IOException if it cannot be read
     */
    static Optional<TokenTable> read(Path file, byte[] source) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int end = bytes.length - DIGEST_BYTES;
        if (end < HEADER_BYTES || !isIntact(bytes, end)) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.wrap(bytes, 0, end);
        long magic = content.getLong();
        int version = content.getInt();
        byte[] madeOf = new byte[DIGEST_BYTES];
        content.get(madeOf);
        if (magic != MAGIC || version != VERSION || !Arrays.equals(madeOf, source)) {
            return Optional.empty();
        }
        int rows = content.getInt();
        int dimension = content.getInt();
        float[] entries = new float[Math.multiplyExact(rows, dimension)];
        content.asFloatBuffer().get(entries);
        return Optional.of(new TokenTable(dimension, entries));
    }

    private static boolean isIntact(byte[] bytes, int end) {
        MessageDigest digest = Digests.sha256();
        digest.update(bytes, 0, end);
        return Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /**
     * Writes a table beside its place and moves it there at once, so that no reader ever sees half of it.
     *
     * @throws IOException if the folder does not take it
     */
    static void write(Path file, byte[] source, TokenTable table) throws IOException {
        float[] entries = table.entries();
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + Float.BYTES * entries.length + DIGEST_BYTES);
        content.putLong(MAGIC).putInt(VERSION).put(source).putInt(table.rows()).putInt(table.dimension());
        content.asFloatBuffer().put(entries);
        int end = content.capacity() - DIGEST_BYTES;
        MessageDigest digest = Digests.sha256();
        digest.update(content.array(), 0, end);
        content.position(end).put(digest.digest()).flip();

        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
