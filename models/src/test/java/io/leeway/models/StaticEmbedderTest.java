/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first test distils; all others load. */
class StaticEmbedderTest extends EmbedderContract {

    /** Each pair shares a word or two, and all pairs share the small ones. */
    private static final List<List<String>> PARAPHRASES = List.of(
            List.of("My suitcase never turned up at the airport.", "The airline lost our luggage."),
            List.of("How much is the postage to other countries?", "What does shipping abroad cost?"),
            List.of("I cannot sign in with my password any more.", "My login stopped working."),
            List.of("The soup was too salty.", "They put far too much salt in the broth."),
            List.of("Recommend a film for tonight.", "Which movie should we watch this evening?"),
            List.of("My child has a fever.", "The baby's temperature is high."),
            List.of("The program crashes when it starts.", "This software fails at launch."),
            List.of("Is it going to rain tomorrow?", "What is the weather forecast?"));

    @TempDir
    private static Path folder;

    @Override
    protected Embedder open() {
        // What a service does, except for the place of the cache.
        String before = System.setProperty(ModelCache.FOLDER_PROPERTY, folder.toString());
        try {
            return Embedders.open(new ModelSpec(ModelSpec.STATIC, 256));
        } finally {
            if (before == null) {
                System.clearProperty(ModelCache.FOLDER_PROPERTY);
            } else {
                System.setProperty(ModelCache.FOLDER_PROPERTY, before);
            }
        }
    }

    @Test
    void shouldDescribeItself() {
        ModelIdentity identity = embedder().identity();

        assertThat(identity.name()).isEqualTo("static");
        assertThat(identity.dimension()).isEqualTo(256);
        assertThat(identity.maxTokens()).isEqualTo(256);
        assertThat(identity.sigmaSquared()).isEqualTo(1.35);
        assertThat(embedder().batchInvariant()).isTrue();
    }

    @Test
    void shouldSpreadTextsAsItsTransformerDoes() {
        // 1.83 there too, to which the same bandwidth belongs.
        assertThat(KernelBandwidth.measure(session())).isCloseTo(1.83, within(0.05));
    }

    @Test
    void shouldPutEachParaphraseNearestOrSecond() {
        List<float[]> rephrased =
                session().embed(PARAPHRASES.stream().map(pair -> pair.get(1)).toList());

        for (int i = 0; i < PARAPHRASES.size(); i++) {
            float[] text = session().embed(PARAPHRASES.get(i).get(0));
            List<Integer> nearest = IntStream.range(0, rephrased.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> -cosine(text, rephrased.get(j))))
                    .limit(2)
                    .toList();
            assertThat(nearest).as(PARAPHRASES.get(i).get(0)).contains(i);
        }
    }

    @Test
    void shouldSeeAnotherLanguageAndMissingPunctuationButNoCapitals() {
        float[] text = session().embed("Where is my parcel? It was promised for Monday, wasn't it?");

        assertThat(session().embed("where is my parcel? it was promised for monday, wasn't it?"))
                .containsExactly(text);
        assertThat(cosine(text, session().embed("Where is my parcel It was promised for Monday wasnt it")))
                .isBetween(0.6, 0.999);
        assertThat(cosine(text, session().embed("Wo ist mein Paket? Es war für Montag versprochen, oder?")))
                .isLessThan(0.4);
    }

    @Test
    void shouldNotKnowTheOrderOfWordsAndCountRareOnesMost() {
        float[] text = session().embed("the cat is on the mat");

        assertThat(cosine(text, session().embed("the mat is on the cat"))).isCloseTo(1, within(1e-6));
        assertThat(cosine(text, session().embed("cat mat"))).isGreaterThan(0.9);
        assertThat(cosine(text, session().embed("the is on the"))).isLessThan(0.5);
    }

    @Test
    void shouldReadAsManyTokensAsAsked() {
        String text = "one two three four five six seven eight nine ten";
        ModelFiles.Resources files = new ModelFiles.Resources(
                ModelSpec.MINILM, "/all-minilm-l6-v2-q.onnx", "/all-minilm-l6-v2-q-tokenizer.json");
        try (Embedder brief = StaticEmbedder.open("static", files, new ModelCache(folder), 8, 1.35);
                EmbedderSession session = brief.newSession()) {
            assertThat(session.embed(text)).containsExactly(session.embed("one two three four five six seven eight"));
            assertThat(session.embed(text)).isNotEqualTo(session().embed(text));
            assertThat(session.tokens(text)).isEqualTo(10);
            assertThat(brief.identity().canary())
                    .isNotEqualTo(embedder().identity().canary());
        }
    }

    @Test
    void shouldKeepOneFileAndNoDraft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .satisfies(name -> assertThat(name).matches("static-v1-[0-9a-f]{16}\\.tokens"));
        }
    }

    /** The weights go by the place of an entry in the vocabulary. */
    @Test
    void shouldKnowThePlacesOfTheVocabulary() throws IOException {
        ModelFiles files = new ModelFiles.Resources(
                ModelSpec.MINILM, "/all-minilm-l6-v2-q.onnx", "/all-minilm-l6-v2-q-tokenizer.json");
        try (var tokenizer = Tokenizers.load(files, 256)) {
            assertThat(Tokenizers.pieces(tokenizer, "minilm", "! ~ the").read())
                    .containsExactly(TokenWeights.FIRST_SYMBOL, TokenWeights.LAST_SYMBOL, TokenWeights.FIRST_WORD);
        }
    }
}
