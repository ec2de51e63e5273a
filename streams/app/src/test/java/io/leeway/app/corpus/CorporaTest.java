/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.service.StageContext;
import io.leeway.app.topic.Stores;
import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.sketch.QuantisedVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorporaTest {

    private static final long PANE = 60_000;
    private static final CorpusRules RULES = new CorpusRules("map", 500, PANE);

    private final CorpusStore store =
            KeptCorpora.of(StageContext.<Void, Void>of(0, Stores.CORPUS_ITEMS, Stores.CORPORA, Stores.CORPORA_IN_FORCE)
                    .context());
    private final Corpora corpora = new Corpora(store, RULES);

    private static KnownItem item(int number, String map) {
        Random random = new Random(number);
        return new KnownItem("item-" + number, map, QuantisedVector.of(new float[] {
            (float) random.nextGaussian(), (float) random.nextGaussian(), 1
        }));
    }

    private static KnownItem item(int number) {
        return item(number, "map");
    }

    private static void accept(Corpora corpora, int from, int to) {
        for (int i = from; i < to; i++) {
            corpora.accept("a", item(i));
        }
    }

    private static byte[] coverage(Optional<Corpus> corpus) {
        return corpus.orElseThrow().coverage().orElseThrow().toBytes();
    }

    @Test
    void shouldKnowNothingOfAnAgentWithoutItems() {
        accept(corpora, 0, 300);

        assertThat(corpora.inForce("b", 0)).isEmpty();
        assertThat(corpora.inForce("a", 0).orElseThrow().items()).isEqualTo(300);
    }

    @Test
    void shouldKeepTheSameSampleWhateverTheOrder() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            numbers.add(i);
        }
        numbers.forEach(number -> corpora.accept("a", item(number)));
        Corpora other = Corpora.inMemory(RULES);
        Collections.shuffle(numbers, new Random(5));
        numbers.forEach(number -> other.accept("a", item(number)));

        assertThat(corpora.inForce("a", 0).orElseThrow().items()).isEqualTo(500);
        assertThat(coverage(corpora.inForce("a", 0))).isEqualTo(coverage(other.inForce("a", 0)));
    }

    @Test
    void shouldLookAgainWhenItemsChangedButNotTooOften() {
        accept(corpora, 0, 300);
        Corpus first = corpora.inForce("a", 0).orElseThrow();

        assertThat(corpora.accept("a", item(7))).as("as it was").isFalse();
        assertThat(corpora.inForce("a", 20 * PANE)).contains(first);
        accept(corpora, 300, 310);
        assertThat(corpora.inForce("a", 20 * PANE).orElseThrow().items()).isEqualTo(310);
        assertThat(corpora.accept("a", KnownItem.deleted("item-7"))).isTrue();
        assertThat(corpora.accept("a", KnownItem.deleted("item-7"))).isFalse();
        assertThat(corpora.inForce("a", 29 * PANE).orElseThrow().items()).isEqualTo(310);
        assertThat(corpora.inForce("a", 15 * PANE).orElseThrow().items())
                .as("another cohort, behind")
                .isEqualTo(310);
        assertThat(corpora.inForce("a", 30 * PANE)).hasValueSatisfying(corpus -> {
            assertThat(corpus.items()).isEqualTo(309);
            assertThat(corpus.since()).isEqualTo(30 * PANE);
        });
    }

    @Test
    void shouldGoOnAfterARestartWithWhatIsInForce() {
        accept(corpora, 0, 300);
        byte[] before = coverage(corpora.inForce("a", 0));
        accept(corpora, 300, 400);
        Corpora restarted = new Corpora(store, RULES);

        assertThat(coverage(restarted.inForce("a", 9 * PANE))).isEqualTo(before);
        assertThat(coverage(restarted.inForce("a", 10 * PANE)))
                .isNotEqualTo(before)
                .isEqualTo(coverage(corpora.inForce("a", 10 * PANE)));
    }

    @Test
    void shouldNotCompareWithWhatAnotherModelEmbedded() {
        accept(corpora, 0, 300);
        assertThat(corpora.inForce("a", 0).orElseThrow().coverage()).isPresent();
        Corpora swapped = new Corpora(store, new CorpusRules("other", 500, PANE));

        assertThat(swapped.inForce("a", PANE)).hasValueSatisfying(corpus -> {
            assertThat(corpus.items()).isZero();
            assertThat(corpus.coverage()).isEmpty();
        });
        for (int i = 0; i < 250; i++) {
            swapped.accept("a", item(i, "other"));
        }
        assertThat(swapped.inForce("a", 11 * PANE)).hasValueSatisfying(corpus -> {
            assertThat(corpus.items()).isEqualTo(250);
            assertThat(corpus.coverage()).isPresent();
        });
    }

    @Test
    void shouldForgetACorpusThatIsEmptied() {
        accept(corpora, 0, 300);
        corpora.inForce("a", 0);
        for (int i = 0; i < 300; i++) {
            corpora.accept("a", KnownItem.deleted("item-" + i));
        }

        assertThat(corpora.inForce("a", 10 * PANE)).contains(new Corpus(0, 10 * PANE, Optional.empty()));
    }
}
