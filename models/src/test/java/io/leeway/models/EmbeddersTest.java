/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddersTest {

    @TempDir
    private static Path folder;

    @TempDir
    private Path broken;

    @BeforeAll
    static void unpackTheBuiltInModel() throws IOException {
        copy("/all-minilm-l6-v2-q.onnx", folder.resolve("model.onnx"));
        copy("/all-minilm-l6-v2-q-tokenizer.json", folder.resolve("tokenizer.json"));
    }

    @Test
    void shouldOpenAFolderAsTheModelInIt() {
        String text = "The same files give the same vectors.";
        try (Embedder fromFolder = Embedders.open(new ModelSpec(folder.toString(), 256));
                EmbedderSession session = fromFolder.newSession();
                Embedder builtIn = Embedders.open(ModelSpec.minilm());
                EmbedderSession other = builtIn.newSession()) {
            ModelIdentity identity = fromFolder.identity();

            assertThat(session.embed(text)).containsExactly(other.embed(text));
            assertThat(identity.canary()).isEqualTo(builtIn.identity().canary());
            assertThat(identity.name()).isEqualTo("folder:" + folder.getFileName());
            assertThat(identity.sigmaSquared()).isCloseTo(1.83, within(0.05));
            assertThat(fromFolder.batchInvariant()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm-large", "MINILM", "no/such/folder", "bad\u0000path"})
    void shouldListWhatIsKnownForAnUnknownModel(String name) {
        assertThatThrownBy(() -> Embedders.open(new ModelSpec(name, 256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("known are: 'minilm'")
                .hasMessageContaining("model.onnx and tokenizer.json");
    }

    @Test
    void shouldNameTheMissingFile() throws IOException {
        Files.createFile(broken.resolve("model.onnx"));

        assertThatThrownBy(() -> Embedders.open(new ModelSpec(broken.toString(), 256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the folder has no tokenizer.json");
    }

    @Test
    void shouldFailOnAGraphThatIsNone() throws IOException {
        Files.writeString(broken.resolve("model.onnx"), "not a graph");
        Files.copy(folder.resolve("tokenizer.json"), broken.resolve("tokenizer.json"));

        assertThatThrownBy(() -> Embedders.open(new ModelSpec(broken.toString(), 256)))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageContaining("folder:" + broken.getFileName());
    }

    @Test
    void shouldFailOnATokenizerThatIsNone() throws IOException {
        Files.copy(folder.resolve("model.onnx"), broken.resolve("model.onnx"));
        Files.writeString(broken.resolve("tokenizer.json"), "{\"model\": 1}");

        assertThatThrownBy(() -> Embedders.open(new ModelSpec(broken.toString(), 256)))
                .isInstanceOf(EmbeddingException.class)
                .hasMessage("the tokenizer of model 'folder:" + broken.getFileName() + "' cannot be loaded");
    }

    @Test
    void shouldGiveTheLengthAndNotTheContentOfATextThatFails() throws IOException {
        Files.copy(folder.resolve("model.onnx"), broken.resolve("model.onnx"));
        // A vocabulary without entries, so that no text has a token.
        Files.writeString(
                broken.resolve("tokenizer.json"),
                "{\"version\": \"1.0\", \"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}");

        assertThatThrownBy(() -> Embedders.open(new ModelSpec(broken.toString(), 256)))
                .isInstanceOf(EmbeddingException.class)
                .hasMessageEndingWith("failed on a text of 9 characters")
                .hasRootCauseMessage("the tokenizer gives no token, not even for '.'");
    }

    @Test
    void shouldTakeATextWithoutTokensForAFullStop() throws IOException {
        Files.copy(folder.resolve("model.onnx"), broken.resolve("model.onnx"));
        // Unlike the built-in one, this tokenizer adds no token of its own.
        Files.writeString(broken.resolve("tokenizer.json"), """
                {"version": "1.0", "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                           "max_input_chars_per_word": 100, "vocab": {"[UNK]": 100, ".": 1012, "order": 2344}}}
                """);

        try (Embedder embedder = Embedders.open(new ModelSpec(broken.toString(), 256));
                EmbedderSession session = embedder.newSession()) {
            assertThat(session.embed("")).containsExactly(session.embed("."));
            assertThat(session.embed(" \n")).containsExactly(session.embed("."));
            assertThat(session.embed("order")).isNotEqualTo(session.embed("."));
        }
    }

    @Test
    void shouldRefuseMoreTokensThanTheBuiltInModelReads() {
        assertThatThrownBy(() -> Embedders.open(new ModelSpec("minilm", 513)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("513")
                .hasMessageContaining("at most 512");
    }

    @Test
    void shouldRefuseASpecOutOfRange() {
        assertThatThrownBy(() -> new ModelSpec(" ", 256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelSpec("minilm", 7)).hasMessage("max tokens 7 must be from 8 to 8192");
        assertThatThrownBy(() -> new ModelSpec("minilm", 8193)).hasMessageContaining("8193");
    }

    private static void copy(String resource, Path target) throws IOException {
        try (InputStream in = EmbeddersTest.class.getResourceAsStream(resource)) {
            Files.copy(in, target);
        }
    }
}
