/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A deterministic double that needs no model: words and their character trigrams, hashed with a sign into a fixed number
 * of entries, scaled to norm 1. Texts that share words are near. For tests only: it knows spelling and not meaning.
 */
public final class HashingEmbedder implements Embedder {

    /** Words read of a text. */
    public static final int MAX_WORDS = 256;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}\\s\\p{Z}]");
    private static final int GRAM = 3;
    private static final int PIECE = 4;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final String poison;
    private final ModelIdentity identity;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HashingEmbedder(int dimension, String poison) {
        this.poison = poison;
        // The identity describes vectors, so it is measured on an embedder that fails on no text.
        this.identity = new ModelIdentity(
                "hashing-" + dimension,
                dimension,
                MAX_WORDS,
                KernelBandwidth.ofUnitVectors(KernelBandwidth.texts().stream()
                        .map(text -> vector(text, dimension))
                        .toList()),
                EncoderCanary.digest(new Session(dimension, null, new AtomicBoolean())));
    }

    /** An embedder into this many entries; 64 or more keep unrelated texts apart. */
    public static HashingEmbedder of(int dimension) {
        return new HashingEmbedder(dimension, null);
    }

    /** An embedder that throws {@link EmbeddingException} on every text that contains {@code poison}. */
    public static HashingEmbedder failingOn(String poison, int dimension) {
        return new HashingEmbedder(dimension, Objects.requireNonNull(poison, "poison"));
    }

    @Override
    public ModelIdentity identity() {
        return identity;
    }

    @Override
    public boolean batchInvariant() {
        return true;
    }

    @Override
    public EmbedderSession newSession() {
        requireOpen(closed, "this embedder is closed");
        return new Session(identity.dimension(), poison, closed);
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private static float[] vector(String text, int dimension) {
        double[] sum = new double[dimension];
        Matcher words = WORD.matcher(wellFormed(text).toLowerCase(Locale.ROOT));
        for (int n = 0; n < MAX_WORDS && words.find(); n++) {
            addWord(sum, words.group());
        }
        if (Arrays.stream(sum).allMatch(entry -> entry == 0)) {
            Arrays.fill(sum, 1);
        }
        return MeanPoolingTranslator.unit(sum);
    }

    /** Every word falls apart into pieces of four characters, its last piece into what is left. */
    private static int pieces(String text) {
        int pieces = 0;
        Matcher words = WORD.matcher(wellFormed(text));
        while (words.find()) {
            int length = words.group().codePointCount(0, words.group().length());
            pieces += (length + PIECE - 1) / PIECE;
        }
        return pieces;
    }

    private static void addWord(double[] sum, String word) {
        add(sum, word, 1);
        for (int i = 0; i + GRAM <= word.length(); i++) {
            add(sum, word.substring(i, i + GRAM), 1.0 / word.length());
        }
    }

    private static void add(double[] sum, String gram, double weight) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < gram.length(); i++) {
            hash = (hash ^ gram.charAt(i)) * FNV_PRIME;
        }
        hash ^= hash >>> 32;
        sum[(int) Long.remainderUnsigned(hash, sum.length)] += (hash & Long.MIN_VALUE) == 0 ? weight : -weight;
    }

    private static String wellFormed(String text) {
        return new TextBounds(Math.max(1, text.length())).apply(text);
    }

    private static void requireOpen(AtomicBoolean closed, String message) {
        if (closed.get()) {
            throw new IllegalStateException(message);
        }
    }

    private static final class Session implements EmbedderSession {

        private final int dimension;
        private final String poison;
        private final AtomicBoolean embedderClosed;
        private final AtomicBoolean closed = new AtomicBoolean();

        Session(int dimension, String poison, AtomicBoolean embedderClosed) {
            this.dimension = dimension;
            this.poison = poison;
            this.embedderClosed = embedderClosed;
        }

        @Override
        public float[] embed(String text) {
            requireUsable(text);
            return vector(text, dimension);
        }

        @Override
        public int tokens(String text) {
            requireUsable(text);
            return pieces(text);
        }

        private void requireUsable(String text) {
            Objects.requireNonNull(text, "text");
            requireOpen(closed, "this session is closed");
            requireOpen(embedderClosed, "the embedder of this session is closed");
            if (poison != null && text.contains(poison)) {
                throw new EmbeddingException("told to fail on this text of " + text.length() + " characters");
            }
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
