/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.inference.Predictor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The native parts of a model, a graph and a tokenizer, shared by all sessions; calls into them hold the guard. */
final class OnnxEncoder implements AutoCloseable {

    static {
        // Without these DJL would report its use over the network, and start a second engine beside this one.
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("ai.djl.onnx.disable_alternative", "true");
    }

    /** Parallelism comes from sessions; threads inside a call would only contend, and are blind to a CPU quota. */
    private static final Map<String, String> ONE_THREAD = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

    private final NativeGuard guard;
    private final int maxTokens;
    private final Model graph;
    private final HuggingFaceTokenizer tokenizer;
    private final List<String> inputs;

    private OnnxEncoder(String name, int maxTokens, Model graph, HuggingFaceTokenizer tokenizer) {
        this.guard = new NativeGuard(name);
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
            tokenizer = Tokenizers.load(files, maxTokens);
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
        return guard.whileOpen(() -> new DjlSession(
                this,
                graph.newPredictor(new MeanPoolingTranslator(tokenizer, inputs)),
                TextBounds.forTokens(maxTokens)));
    }

    String name() {
        return guard.name();
    }

    /** A predictor of the mean vector of given tokens, for one thread. */
    Predictor<long[], float[]> newTokenPredictor() {
        return guard.whileOpen(() -> graph.newPredictor(new TokenIdsTranslator(inputs)));
    }

    /** The vocabulary ids of the tokens that the model adds itself: those of a text without any other. */
    long[] addedTokens() {
        return guard.whileOpen(() -> tokenizer.encode("").getIds());
    }

    /**
     * Counts the pieces of a text, those behind the cut included.
     *
     * @param text well-formed and of bounded length
     */
    int tokens(String text) {
        return guard.whileOpen(
                () -> Tokenizers.pieces(tokenizer, guard.name(), text).count());
    }

    /**
     * Runs a native call while nobody can close this encoder.
     *
     * @throws IllegalStateException if it is closed
     */
    <T> T whileOpen(Supplier<T> call) {
        return guard.whileOpen(call);
    }

    @Override
    public void close() {
        guard.close(() -> {
            tokenizer.close();
            graph.close();
        });
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
