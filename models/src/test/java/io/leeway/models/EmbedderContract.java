/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link Embedder} promises. An implementation's test class extends this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EmbedderContract {

    private static final long SEED = 20_260_101L;
    private static final int THREADS = 4;

    private Embedder embedder;
    private EmbedderSession session;

    /** Opens the embedder under test; called several times, always with the same result. */
    protected abstract Embedder open();

    /** The shared instance, open while tests run. */
    protected final Embedder embedder() {
        return embedder;
    }

    /** A session of {@link #embedder()}. */
    protected final EmbedderSession session() {
        return session;
    }

    @BeforeAll
    final void openShared() {
        embedder = open();
        session = embedder.newSession();
    }

    @AfterAll
    final void closeShared() {
        session.close();
        embedder.close();
    }

    @Test
    void shouldGiveUnitVectorsOfItsDimension() {
        for (String text : ContractTexts.all()) {
            float[] vector = session.embed(text);
            assertThat(vector).as(label(text)).hasSize(embedder.dimension());
            assertThat(norm(vector)).as("norm for " + label(text)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void shouldGiveTheSameBitsAgain() {
        for (String text : ContractTexts.all()) {
            assertThat(session.embed(text)).as(label(text)).containsExactly(session.embed(text));
        }
    }

    @Test
    void shouldGiveTheSameBitsInAnyListBesideAnyNeighbours() {
        List<String> texts = new ArrayList<>(ContractTexts.all());
        List<float[]> alone = texts.stream().map(session::embed).toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(SEED));

        for (int size : new int[] {2, 7, order.size()}) {
            for (int from = 0; from < order.size(); from += size) {
                List<Integer> chunk = order.subList(from, Math.min(from + size, order.size()));
                List<float[]> together =
                        session.embed(chunk.stream().map(texts::get).toList());

                assertThat(together).hasSameSizeAs(chunk);
                for (int i = 0; i < chunk.size(); i++) {
                    assertThat(together.get(i))
                            .as("lists of %d, seed %d, %s", size, SEED, label(texts.get(chunk.get(i))))
                            .containsExactly(alone.get(chunk.get(i)));
                }
            }
        }
    }

    @Test
    void shouldGiveAnEmptyListForNoTexts() {
        assertThat(session.embed(List.of())).isEmpty();
    }

    @Test
    void shouldGiveTheSameBitsAfterARestart() {
        try (Embedder restarted = open();
                EmbedderSession other = restarted.newSession()) {
            assertThat(restarted.identity()).isEqualTo(embedder.identity());
            for (String text : ContractTexts.LANGUAGES) {
                assertThat(other.embed(text)).as(label(text)).containsExactly(session.embed(text));
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsFromSeveralThreadsAtOnce() throws Exception {
        List<float[]> expected = session.embed(ContractTexts.LANGUAGES);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<List<float[]>> work = () -> {
                try (EmbedderSession own = embedder.newSession()) {
                    return own.embed(ContractTexts.LANGUAGES);
                }
            };
            for (Future<List<float[]>> result : threads.invokeAll(Collections.nCopies(2 * THREADS, work))) {
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(result.get().get(i))
                            .as(label(ContractTexts.LANGUAGES.get(i)))
                            .containsExactly(expected.get(i));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldNotHandOutAnArrayItStillUses() {
        float[] first = session.embed("a text");
        float[] copy = first.clone();
        session.embed("another text");

        assertThat(first).containsExactly(copy);
    }

    @Test
    void shouldReadALongTextOnlyUpToItsCut() {
        String head = "every word of this sentence counts ".repeat(3000);

        assertThat(session.embed(head + "but not these")).containsExactly(session.embed(head + "nor those"));
        assertThat(session.embed("but not these " + head)).isNotEqualTo(session.embed("nor those " + head));
    }

    @Test
    void shouldTellDifferentTextsApart() {
        float[] one = session.embed("Please cancel my order.");
        float[] other = session.embed("What is the weather in Oslo?");

        assertThat(cosine(one, other)).isLessThan(0.9);
    }

    @Test
    void shouldTakeAnUnpairedSurrogateForTheReplacementCharacter() {
        assertThat(session.embed("odd \uD83D one")).containsExactly(session.embed("odd \uFFFD one"));
        assertThat(session.embed("odd \uDE00 one")).containsExactly(session.embed("odd \uFFFD one"));
    }

    @Test
    void shouldPutAParaphraseNearerThanAnUnrelatedText() {
        float[] text = session.embed("How can I reset my account password?");
        float[] paraphrase = session.embed("I forgot my password, how do I reset it?");
        float[] unrelated = session.embed("The night train to Vienna leaves from platform nine.");

        assertThat(cosine(text, paraphrase)).isGreaterThan(cosine(text, unrelated) + 0.1);
    }

    @Test
    void shouldCountTheSamePiecesAgainBesideAnyNeighbours() {
        List<String> texts = new ArrayList<>(ContractTexts.all());
        List<Integer> counts = texts.stream().map(session::tokens).toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(SEED));

        for (int i : order) {
            assertThat(session.tokens(texts.get(i)))
                    .as("seed %d, %s", SEED, label(texts.get(i)))
                    .isEqualTo(counts.get(i));
        }
    }

    @Test
    void shouldCountNoPieceOfNothing() {
        assertThat(session.tokens("")).isZero();
        assertThat(session.tokens(" ")).isZero();
        assertThat(session.tokens(" \t\r\n\u00A0\u2003")).isZero();
    }

    @Test
    void shouldCountMorePiecesWhereThereIsMore() {
        assertThat(session.tokens("word")).isEqualTo(1);
        assertThat(session.tokens("word word word")).isEqualTo(3);
        assertThat(session.tokens("honorificabilitudinitatibus")).isGreaterThan(session.tokens("honor"));
        for (String text : ContractTexts.LANGUAGES) {
            assertThat(session.tokens(text)).as(label(text)).isPositive();
        }
    }

    @Test
    void shouldCountThePiecesBehindTheCut() {
        int read = embedder.identity().maxTokens();

        assertThat(session.tokens("word ".repeat(3 * read))).isEqualTo(3 * read);
    }

    @Test
    void shouldIdentifyItself() {
        ModelIdentity identity = embedder.identity();

        assertThat(identity.dimension()).isEqualTo(embedder.dimension());
        assertThat(identity.canary()).isEqualTo(EncoderCanary.digest(session));
    }

    @Test
    void shouldRefuseNull() {
        assertThatNullPointerException().isThrownBy(() -> session.embed((String) null));
        assertThatNullPointerException().isThrownBy(() -> session.tokens(null));
    }

    @Test
    void shouldRefuseUseAfterClosingTheSession() {
        EmbedderSession closed = embedder.newSession();
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.embed("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> closed.tokens("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(session.embed("others go on")).hasSize(embedder.dimension());
    }

    @Test
    void shouldRefuseUseAfterClosingTheEmbedder() {
        Embedder closed = open();
        EmbedderSession left = closed.newSession();
        closed.close();
        closed.close();

        assertThatThrownBy(() -> left.embed("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> left.embed(List.of("late")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> left.tokens("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(closed::newSession)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        left.close();
    }

    @Test
    void shouldEndRunningSessionsCleanlyWhenClosed() throws Exception {
        Embedder closing = open();
        CountDownLatch running = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<IllegalStateException> untilClosed = () -> {
                try (EmbedderSession own = closing.newSession()) {
                    while (true) {
                        own.embed("a text");
                        running.countDown();
                    }
                } catch (IllegalStateException e) {
                    return e;
                }
            };
            List<Future<IllegalStateException>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(untilClosed));
            }
            running.await();
            closing.close();

            for (Future<IllegalStateException> end : ends) {
                assertThat(end.get()).hasMessageContaining("closed");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The cosine of two unit vectors. */
    protected static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }

    private static double norm(float[] vector) {
        return Math.sqrt(cosine(vector, vector));
    }

    private static String label(String text) {
        String head = text.substring(0, Math.min(20, text.length()));
        StringBuilder label = new StringBuilder("text of " + text.length() + " characters starting ");
        head.chars().forEach(c -> label.append(c >= ' ' && c < 0x7F ? (char) c + "" : String.format("\\u%04X", c)));
        return label.toString();
    }
}
