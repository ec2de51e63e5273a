/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import io.leeway.models.ModelIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * Vectors of texts on disk, by the identity of the model and the SHA-256 of the text; no text is kept. Thread-safe.
 *
 * <p>One folder a model, in it files that are written once: a header (magic, dimension, number of vectors), for each
 * vector the digest of its text and its components, and a CRC-32 of all that. A file that is damaged or of another
 * form is passed over; its texts are embedded again.
 */
final class VectorCache {

    private static final int MAGIC = 0x4c575631;
    private static final int DIGEST_BYTES = 32;
    private static final int FOLDER_DIGITS = 16;
    private static final int FILE_DIGITS = 16;
    private static final int FILE_VECTORS = 4096;
    private static final String SUFFIX = ".vectors";

    private final Path folder;
    private final int dimension;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
    private final Map<String, float[]> unwritten = new LinkedHashMap<>();

    private VectorCache(Path folder, int dimension) {
        this.folder = folder;
        this.dimension = dimension;
    }

    /** Opens the cache of a model, and reads all of it. */
    static VectorCache open(Path root, ModelIdentity model) throws IOException {
        Path folder = root.resolve(digest(model.toString()).substring(0, FOLDER_DIGITS));
        Files.createDirectories(folder);
        VectorCache cache = new VectorCache(folder, model.dimension());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                cache.read(file);
            }
        }
        return cache;
    }

    /** The key of a text. Unpaired surrogates count as U+FFFD, as they do for a model. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The vector of a text, which nobody may change, or null. */
    float[] get(String text) {
        return vectors.get(digest(text));
    }

    /** Keeps a vector; written to disk with others, at the latest by {@link #flush}. */
    void put(String text, float[] vector) throws IOException {
        String key = digest(text);
        vectors.put(key, vector);
        synchronized (unwritten) {
            unwritten.put(key, vector);
            if (unwritten.size() >= FILE_VECTORS) {
                flush();
            }
        }
    }

    /** Writes what has not been written. */
    void flush() throws IOException {
        synchronized (unwritten) {
            if (unwritten.isEmpty()) {
                return;
            }
            byte[] content = content();
            String name = unwritten.keySet().iterator().next().substring(0, FILE_DIGITS) + "-" + unwritten.size();
            Path part = Files.createTempFile(folder, name, ".part");
            Files.write(part, content);
            Files.move(part, folder.resolve(name + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
            unwritten.clear();
        }
    }

    private byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(dimension);
        out.writeInt(unwritten.size());
        for (Map.Entry<String, float[]> entry : unwritten.entrySet()) {
            out.write(HexFormat.of().parseHex(entry.getKey()));
            for (float component : entry.getValue()) {
                out.writeFloat(component);
            }
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    private void read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (content.length < Long.BYTES) {
            return;
        }
        Map<String, float[]> read = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (in.readInt() != MAGIC || in.readInt() != dimension) {
                return;
            }
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                String key = HexFormat.of().formatHex(in.readNBytes(DIGEST_BYTES));
                float[] vector = new float[dimension];
                for (int j = 0; j < dimension; j++) {
                    vector[j] = in.readFloat();
                }
                read.put(key, vector);
            }
            if (in.readLong() == checksum(content, content.length - Long.BYTES)) {
                vectors.putAll(read);
            }
        } catch (EOFException e) {
            // Cut off, so damaged: as good as absent.
            read.clear();
        }
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
