/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Opens embedding models.
 *
 * <ul>
 *   <li>{@code minilm}: all-MiniLM-L6-v2 in quantised ONNX form, 384 dimensions, at most 512 tokens, in the class path.
 *   <li>{@code static}: one vector of 256 dimensions per token, distilled from {@code minilm} at the first start and kept in
 *       the folder named by the system property {@code leeway.cache.dir}, by default {@code .cache/leeway} in the home
 *       folder, or {@code leeway-USER} in {@code java.io.tmpdir} when the home folder is not writable. Reads texts of any
 *       length. Less precise than {@code minilm} and many times faster.
 *   <li>A folder with {@code model.onnx} (inputs among {@code input_ids}, {@code attention_mask} and
 *       {@code token_type_ids}; an output of one vector per token) and {@code tokenizer.json}. Its vectors are the mean
 *       over tokens scaled to norm 1, which is what most sentence encoders expect; models that pool otherwise run, but
 *       not at their best.
 * </ul>
 *
 * <p>Nothing is ever fetched: both the ONNX Runtime and the tokenizer bring their native libraries (Linux x86-64 and
 * aarch64 with glibc, macOS aarch64, Windows x86-64). They are unpacked, the first into a folder below
 * {@code java.io.tmpdir} for the life of the process, the second into the folder named by {@code DJL_CACHE_DIR}
 * (environment or system property), by default {@code .djl.ai} in the home folder, or in {@code java.io.tmpdir} when the
 * home folder is not writable. DJL also looks for a GPU through JNA, which unpacks for the life of the process below
 * {@code jna.tmpdir} (system property), by default {@code .cache/JNA} in the home folder, created if need be. Where the
 * home folder cannot be written, name both folders.
 */
public final class Embedders {

    /** The mean squared distance of unit vectors over the development streams, rounded. */
    private static final double MINILM_SIGMA_SQUARED = 1.35;

    /**
     * As for minilm, whose spread these vectors share: on the fixed texts of {@link KernelBandwidth} both give 1.83, and the
     * references of five streams 1.66 and 1.69 on average.
     */
    private static final double STATIC_SIGMA_SQUARED = 1.35;

    private static final ModelFiles.Resources MINILM_FILES = new ModelFiles.Resources(
            ModelSpec.MINILM, "/all-minilm-l6-v2-q.onnx", "/all-minilm-l6-v2-q-tokenizer.json");

    /** Position embeddings of the model. */
    private static final int MINILM_MAX_TOKENS = 512;

    private Embedders() {}

    /**
     * Loads a model; takes a second or two, most of it for the fixed texts that identify it. The first time, {@code static}
     * takes some seconds more.
     *
     * @throws IllegalArgumentException if the name is neither a built-in model nor such a folder, or the model reads fewer
     *     tokens than asked for
     * @throws EmbeddingException if the model's files cannot be loaded or run
     */
    public static Embedder open(ModelSpec spec) {
        if (spec.name().equals(ModelSpec.MINILM)) {
            if (spec.maxTokens() > MINILM_MAX_TOKENS) {
                throw new IllegalArgumentException("max tokens " + spec.maxTokens() + " must be at most "
                        + MINILM_MAX_TOKENS + " for model '" + ModelSpec.MINILM + "'");
            }
            return DjlEmbedder.open(MINILM_FILES, spec.maxTokens(), OptionalDouble.of(MINILM_SIGMA_SQUARED));
        }
        if (spec.name().equals(ModelSpec.STATIC)) {
            return StaticEmbedder.open(
                    ModelSpec.STATIC, MINILM_FILES, ModelCache.open(), spec.maxTokens(), STATIC_SIGMA_SQUARED);
        }
        return DjlEmbedder.open(
                new ModelFiles.Folder(modelFolder(spec.name())), spec.maxTokens(), OptionalDouble.empty());
    }

    private static Path modelFolder(String name) {
        Path folder;
        try {
            folder = Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(unknown(name, "it is not a path"), e);
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(unknown(name, "there is no such folder"));
        }
        for (String file : ModelFiles.Folder.FILES) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new IllegalArgumentException(unknown(name, "the folder has no " + file));
            }
        }
        return folder;
    }

    private static String unknown(String name, String reason) {
        return "model '" + name + "' is not known (" + reason + "); known are: '" + ModelSpec.MINILM + "', '"
                + ModelSpec.STATIC + "', or the path of a folder with " + String.join(" and ", ModelFiles.Folder.FILES);
    }
}
