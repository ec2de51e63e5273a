/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The native parts of a model, a graph and a tokenizer, shared by all sessions.
 *
 * <p>Calls into them hold the read lock and closing takes the write lock: the native code does not check whether its
 * memory was freed, so a late call would end the process and not just fail.
 */
final class OnnxEncoder implements AutoCloseable {

    static {
        // Without these DJL would report its use over the network, and start a second engine beside this one.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("ai.djl.onnx.disable_alternative", "true");
    }

    /** Parallelism comes from sessions; threads inside a call would only contend, and are blind to a CPU quota. */
    private static final Map<String, String> ONE_THREAD = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

    private final String name;
    private final int maxTokens;
    private final Model graph;
    private final HuggingFaceTokenizer tokenizer;
    private final List<String> inputs;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxEncoder(String name, int maxTokens, Model graph, HuggingFaceTokenizer tokenizer) {
        this.name = name;
        this.maxTokens = maxTokens;
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.inputs = graph.getBlock().describeInput().keys();
    }

    /** @throws EmbeddingException if a file cannot be read, is malformed, or asks for inputs that no tokenizer gives */
    static OnnxEncoder load(ModelFiles files, int maxTokens) {
        Model graph = null;
        HuggingFaceTokenizer tokenizer = null;
        boolean loaded = false;
        try {
            graph = Model.newInstance(files.name(), Device.cpu(), "OnnxRuntime");
            files.loadInto(graph, ONE_THREAD);
            tokenizer = tokenizer(files, maxTokens);
            OnnxEncoder encoder = new OnnxEncoder(files.name(), maxTokens, graph, tokenizer);
            MeanPoolingTranslator.requireKnownInputs(encoder.inputs);
            loaded = true;
            return encoder;
        } catch (IOException | MalformedModelException | EngineException e) {
            throw new EmbeddingException("model '" + files.name() + "' cannot be loaded", e);
        } finally {
            if (!loaded) {
                closeIfPresent(tokenizer);
                closeIfPresent(graph);
            }
        }
    }

    EmbedderSession newSession() {
        return whileOpen(() -> new DjlSession(
                this,
                graph.newPredictor(new MeanPoolingTranslator(tokenizer, inputs)),
                TextBounds.forTokens(maxTokens)));
    }

    String name() {
        return name;
    }

    /**
     * Runs a native call while nobody can close this encoder.
     *
     * @throws IllegalStateException if it is closed
     */
    <T> T whileOpen(Supplier<T> call) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the embedder of model '" + name + "' is closed");
            }
            return call.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
                graph.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static HuggingFaceTokenizer tokenizer(ModelFiles files, int maxTokens) throws IOException {
        // Overrides what the file says: some files pad every text to a fixed length.
        Map<String, String> options = Map.of(
                "truncation",
                "longest_first",
                "padding",
                "do_not_pad",
                "maxLength",
                Integer.toString(maxTokens),
                "modelMaxLength",
                Integer.toString(maxTokens));
        try (InputStream json = files.tokenizer()) {
            return HuggingFaceTokenizer.newInstance(json, options);
        } catch (RuntimeException e) {
            // The native code throws this bare type for whatever it cannot parse.
            throw new EmbeddingException("the tokenizer of model '" + files.name() + "' cannot be loaded", e);
        }
    }

    private static void closeIfPresent(AutoCloseable resource) {
        if (resource instanceof HuggingFaceTokenizer tokenizer) {
            tokenizer.close();
        } else if (resource instanceof Model model) {
            model.close();
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
