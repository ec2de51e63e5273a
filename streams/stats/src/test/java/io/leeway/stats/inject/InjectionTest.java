/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InjectionTest {

    private static final int DIMENSION = 6;
    private static final long PANE = 60_000;
    private static final KernelFeatureMap MAP =
            new KernelFeatureMap(new FeatureMapId("model", "canary", DIMENSION, 16, 1.0, 7, 1));

    private static PaneEntry pane(int index, int events) {
        Random random = new Random(index);
        PaneSummary summary = new PaneSummary();
        for (int i = 0; i < events; i++) {
            boolean text = i % 4 != 0;
            summary.add(
                    new Observation(
                            index + "-" + i,
                            "trace",
                            "session",
                            index * PANE + i,
                            text ? TextState.PRESENT : TextState.MISSING,
                            text ? vector(random, 0) : null,
                            new TreeMap<>(Map.of("latency", 100 + 10 * random.nextGaussian(), "text/length", 7.0)),
                            new TreeMap<>(Map.of("tool", random.nextInt(3) > 0 ? "search" : "refund"))),
                    MAP);
        }
        return new PaneEntry(index * PANE, (index + 1) * PANE, summary);
    }

    private static float[] vector(Random random, int topic) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) ((i == topic ? 1 : 0) + 0.1 * random.nextGaussian());
        }
        return vector;
    }

    private static List<float[]> donors() {
        Random random = new Random(77);
        return IntStream.range(0, 20).mapToObj(i -> vector(random, 5)).toList();
    }

    private static boolean isDonor(Exemplar exemplar) {
        return exemplar.vector() != null && exemplar.vector().decode()[5] > 0.5;
    }

    private static Injection topic(double share) {
        return new NewTopic(MAP, donors(), share, "support|", "topic-1");
    }

    @Test
    void shouldChangeNothingBeforeTheOnsetOrWithoutAShare() {
        PaneEntry pane = pane(10, 40);
        for (Injection none : List.of(
                topic(0),
                new NumberShift("latency", 5, 0, "support|", "x"),
                new NumberShift("latency", 0, 1, "support|", "x"),
                new NumberShift("other", 5, 1, "support|", "x"),
                new CategorySwap("tool", "search", "refund", 0, "support|", "x"),
                new CategorySwap("tool", "unknown", "refund", 1, "support|", "x"),
                new CategorySwap("other", "search", "refund", 1, "support|", "x"))) {
            assertThat(none.into(pane).toBytes()).isEqualTo(pane.summary().toBytes());
        }

        assertThat(topic(0.5).from(pane.end(), pane)).isSameAs(pane);
        assertThat(topic(0.5).from(pane.start(), pane).summary().toBytes())
                .isNotEqualTo(pane.summary().toBytes());
    }

    @Test
    void shouldGiveTheSameForTheSamePaneStreamAndInjection() {
        PaneEntry pane = pane(3, 200);
        byte[] first = topic(0.2).into(pane).toBytes();

        assertThat(topic(0.2).into(pane).toBytes()).isEqualTo(first);
        assertThat(new NewTopic(MAP, donors(), 0.2, "other|", "topic-1")
                        .into(pane)
                        .toBytes())
                .isNotEqualTo(first);
        assertThat(new NewTopic(MAP, donors(), 0.2, "support|", "topic-2")
                        .into(pane)
                        .toBytes())
                .isNotEqualTo(first);
    }

    @Test
    void shouldReplaceTheShareOfTheTextsInSumsAndSamples() {
        int panes = 200;
        double texts = 0;
        double sampled = 0;
        double replaced = 0;
        double moved = 0;
        double distance = distance(pane(1, 400), topic(1).into(pane(1, 400)));
        for (int i = 0; i < panes; i++) {
            PaneEntry pane = pane(i, 40);
            PaneSummary after = topic(0.3).into(pane);
            assertThat(after.presentTexts()).isEqualTo(30);
            assertThat(after.events()).isEqualTo(40);
            assertThat(after.numbers().get("text/length").toBytes())
                    .isEqualTo(pane.summary().numbers().get("text/length").toBytes());
            assertThat(PaneSummary.fromBytes(after.toBytes()).toBytes()).isEqualTo(after.toBytes());
            sampled += after.exemplars().stream()
                    .filter(exemplar -> exemplar.vector() != null)
                    .count();
            replaced += after.exemplars().stream()
                    .filter(InjectionTest::isDonor)
                    .peek(exemplar -> assertThat(exemplar.eventId()).startsWith("injected/"))
                    .peek(exemplar -> assertThat(exemplar.traceId()).isNull())
                    .peek(exemplar -> assertThat(exemplar.occurredAt()).isBetween(pane.start(), pane.end()))
                    .count();
            texts += 30;
            moved += 30 * distance(pane, after) / distance;
        }

        // 6,000 texts: standard deviation .006; of some 2,400 sampled ones .009.
        assertThat(moved / texts).isCloseTo(0.3, Offset.offset(0.03));
        assertThat(replaced / sampled).isCloseTo(0.3, Offset.offset(0.04));
    }

    private static double distance(PaneEntry before, PaneSummary after) {
        double[] x = before.summary().text().orElseThrow().mean();
        double[] y = after.text().orElseThrow().mean();
        double squared = 0;
        for (int i = 0; i < x.length; i++) {
            squared += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return Math.sqrt(squared);
    }

    @Test
    void shouldMoveANumberInHistogramsAndSamples() {
        NumberSummary all = new NumberSummary();
        NumberSummary shifted = new NumberSummary();
        for (int i = 0; i < 50; i++) {
            PaneEntry pane = pane(i, 40);
            all.merge(pane.summary().numbers().get("latency"));
        }
        double deviation = NumberShift.deviation(all);
        Injection injection = new NumberShift("latency", 2 * deviation, 1, "support|", "x");
        for (int i = 0; i < 50; i++) {
            PaneEntry pane = pane(i, 40);
            PaneSummary after = injection.into(pane);
            shifted.merge(after.numbers().get("latency"));
            List<Exemplar> before = pane.summary().exemplars();
            for (int e = 0; e < before.size(); e++) {
                assertThat(after.exemplars().get(e).eventId())
                        .isEqualTo(before.get(e).eventId());
                assertThat(after.exemplars().get(e).numbers().get("latency"))
                        .isEqualTo(before.get(e).numbers().get("latency") + 2 * deviation);
            }
            assertThat(PaneSummary.fromBytes(after.toBytes()).toBytes()).isEqualTo(after.toBytes());
        }

        assertThat(deviation).isCloseTo(10, Offset.offset(0.6));
        assertThat(shifted.count()).isEqualTo(all.count());
        assertThat(NumberShift.deviation(shifted)).isCloseTo(deviation, Offset.offset(0.1));
        assertThat(shifted.quantile(0.5) - all.quantile(0.5)).isCloseTo(2 * deviation, Offset.offset(0.5));
    }

    @Test
    void shouldMoveAShareOfANumber() {
        Injection injection = new NumberShift("latency", 1000, 0.25, "support|", "x");
        long moved = 0;
        long sampled = 0;
        for (int i = 0; i < 100; i++) {
            PaneSummary after = injection.into(pane(i, 40));
            moved += 40 - after.numbers().get("latency").countAtMost(500);
            sampled += after.exemplars().stream()
                    .filter(exemplar -> exemplar.numbers().get("latency") > 500)
                    .count();
        }

        assertThat(moved).isBetween(850L, 1150L);
        assertThat(sampled).isBetween(320L, 480L);
    }

    @Test
    void shouldSwapACategoryInCountsAndSamples() {
        Injection injection = new CategorySwap("tool", "search", "teleport", 0.2, "support|", "x");
        long swapped = 0;
        long searched = 0;
        long sampled = 0;
        for (int i = 0; i < 100; i++) {
            PaneEntry pane = pane(i, 40);
            PaneSummary after = injection.into(pane);
            assertThat(after.categories().get("tool").count()).isEqualTo(40);
            swapped += after.categories().get("tool").count("teleport");
            searched += after.categories().get("tool").count("search")
                    + after.categories().get("tool").count("teleport")
                    - pane.summary().categories().get("tool").count("search");
            sampled += after.exemplars().stream()
                    .filter(exemplar -> exemplar.categories().get("tool").equals("teleport"))
                    .count();
        }

        assertThat(swapped).isBetween(700L, 900L);
        assertThat(searched).isZero();
        assertThat(sampled).isBetween(250L, 390L);
        assertThat(CategorySwap.mostFrequent(pane(1, 40).summary().categories().get("tool")))
                .contains("search");
    }

    @Test
    void shouldTakeTheExamplesOfOtherPanesAsDonors() {
        List<PaneEntry> panes = List.of(pane(1, 8), pane(2, 8));

        List<float[]> donors = NewTopic.donors(panes);

        assertThat(donors).hasSize(12);
        assertThat(donors.get(0)).hasSize(DIMENSION);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> topic(1.5)).hasMessage("share 1.5 is not between 0 and 1");
        assertThatThrownBy(() -> new NewTopic(MAP, List.of(), 0.1, "s", "i"))
                .hasMessage("a new topic needs at least one vector");
        assertThatThrownBy(() -> new NumberShift("latency", Double.NaN, 1, "s", "i"))
                .hasMessage("number latency cannot move by NaN");
    }

    @Test
    void shouldDrawBinomially() {
        Draws draws = new Draws(5);
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            counts.add(draws.binomial(50, 0.1));
        }
        double mean = counts.stream().mapToLong(Long::longValue).average().orElseThrow();
        double variance = counts.stream()
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(5, Offset.offset(0.12));
        assertThat(variance).isCloseTo(4.5, Offset.offset(0.4));
        assertThat(draws.binomial(7, 1)).isEqualTo(7);
        assertThat(draws.binomial(7, 0)).isZero();
        assertThat(draws.binomial(0, 0.5)).isZero();
    }
}
