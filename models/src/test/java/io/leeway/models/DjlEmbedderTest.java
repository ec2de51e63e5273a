/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DjlEmbedderTest extends EmbedderContract {

    private static final List<List<String>> PARAPHRASES = List.of(
            List.of("My bag never turned up at the airport.", "The airline lost our luggage."),
            List.of("How much does it cost to ship abroad?", "What is the postage for foreign countries?"),
            List.of("I cannot sign in any more.", "My login stopped working."),
            List.of("The soup was too salty.", "They over-seasoned the broth."),
            List.of("Recommend a film for tonight.", "Which movie should we watch this evening?"),
            List.of("My child has a fever.", "The baby's temperature is high."),
            List.of("The program crashes when it starts.", "This software fails at launch."),
            List.of("Is it going to rain tomorrow?", "What is the weather forecast?"));

    @Override
    protected Embedder open() {
        return Embedders.open(ModelSpec.minilm());
    }

    @Test
    void shouldSayThatItIsNotBatchInvariant() {
        assertThat(embedder().batchInvariant()).isFalse();
    }

    @Test
    void shouldDescribeTheBuiltInModel() {
        ModelIdentity identity = embedder().identity();

        assertThat(identity.name()).isEqualTo("minilm");
        assertThat(identity.dimension()).isEqualTo(384);
        assertThat(identity.maxTokens()).isEqualTo(256);
        assertThat(identity.sigmaSquared()).isEqualTo(1.35);
    }

    /** The bandwidth, and every measured false-alarm rate, belong to these very files. */
    @Test
    void shouldShipTheFilesThatWereMeasured() throws IOException, NoSuchAlgorithmException {
        assertThat(sha256("/all-minilm-l6-v2-q.onnx"))
                .isEqualTo("afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1");
        assertThat(sha256("/all-minilm-l6-v2-q-tokenizer.json"))
                .isEqualTo("da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0");
    }

    @Test
    void shouldMatchParaphrasesThatShareNoContentWord() {
        List<float[]> questions =
                session().embed(PARAPHRASES.stream().map(pair -> pair.get(0)).toList());
        List<float[]> rephrased =
                session().embed(PARAPHRASES.stream().map(pair -> pair.get(1)).toList());

        for (int i = 0; i < questions.size(); i++) {
            float[] question = questions.get(i);
            int nearest = IntStream.range(0, rephrased.size())
                    .boxed()
                    .max(Comparator.comparingDouble(j -> cosine(question, rephrased.get(j))))
                    .orElseThrow();
            assertThat(PARAPHRASES.get(nearest)).isEqualTo(PARAPHRASES.get(i));
        }
    }

    @Test
    void shouldAgreeWithAnIndependentPipeline() throws IOException {
        List<String> rows;
        try (InputStream in = DjlEmbedderTest.class.getResourceAsStream("minilm-cosines.txt")) {
            rows = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }

        assertThat(rows).hasSize(8);
        for (String row : rows) {
            String[] columns = row.split("\\|", -1);
            double cosine = cosine(session().embed(columns[1]), session().embed(columns[2]));
            // Quantised arithmetic differs between instruction sets, hence the width.
            assertThat(cosine).as(row).isCloseTo(Double.parseDouble(columns[0]), within(0.03));
        }
    }

    @Test
    void shouldReadMoreOfATextWithMoreTokens() {
        String text = "one two three four five six seven eight nine ten";
        try (Embedder brief = Embedders.open(new ModelSpec("minilm", 8));
                EmbedderSession session = brief.newSession()) {
            assertThat(brief.identity().maxTokens()).isEqualTo(8);
            assertThat(brief.identity().canary())
                    .isNotEqualTo(embedder().identity().canary());
            // Two of the eight tokens mark the start and the end.
            assertThat(session.embed(text)).containsExactly(session.embed("one two three four five six"));
            assertThat(session.embed(text)).isNotEqualTo(session().embed(text));
            assertThat(session.tokens(text)).isEqualTo(10);
        }
    }

    private static String sha256(String resource) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(DjlEmbedderTest.class.getResourceAsStream(resource), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
