/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.Novelty;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Shares of texts unlike any topic of a reference, counted on the samples of texts that panes keep.
 *
 * <p>Samples are assigned to topics when they are compared, never when they are summed, so every count is of the topics of
 * this reference.
 */
final class NoveltyBaseline extends SampledShares {

    /** More texts than this make the topics no better, and finding them takes long. */
    private static final int MOST_TEXTS = 4096;

    private static final int STRETCHES = 8;

    private static final int VOTES = 2;

    private static final int BEYOND_95 = 1;
    private static final int BEYOND_99 = 2;
    private static final int COUNTERS = 3;

    private static final DetectorKey KEY_95 = new DetectorKey(DetectorKey.TEXT, Detector.NOVEL_95);
    private static final DetectorKey KEY_99 = new DetectorKey(DetectorKey.TEXT, Detector.NOVEL_99);

    private final List<Half> halves;
    private final double ownClumping;

    private NoveltyBaseline(List<Half> halves, List<PaneEntry> reference) {
        super(COUNTERS);
        this.halves = halves;
        this.ownClumping = clumping(reference);
    }

    /**
     * Finds the topics in each half of a reference and measures the other half by them, so that every text of the reference
     * counts and none is judged by topics it was part of. The halves alternate in long stretches, so that both see what
     * varies slowly, and few conversations belong to both.
     */
    static Optional<NoveltyBaseline> fit(List<PaneEntry> reference) {
        List<PaneEntry> first = new ArrayList<>();
        List<PaneEntry> second = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            int stretch = STRETCHES * i / reference.size();
            (stretch % 2 == 0 ? first : second).add(reference.get(i));
        }
        List<float[]> before = vectors(first);
        List<float[]> after = vectors(second);
        Optional<Novelty> forth = Novelty.fit(before, after);
        return forth.isEmpty()
                ? Optional.empty()
                : Novelty.fit(after, before)
                        .map(back -> List.of(Half.of(first, forth.get()), Half.of(second, back)))
                        .map(halves -> new NoveltyBaseline(halves, reference));
    }

    /** The topics of one half of the reference, and which panes that half is made of. */
    private record Half(Novelty topics, TreeMap<Long, Long> spans) {

        static Half of(List<PaneEntry> entries, Novelty topics) {
            TreeMap<Long, Long> spans = new TreeMap<>();
            entries.forEach(entry -> spans.put(entry.start(), entry.end()));
            return new Half(topics, spans);
        }

        boolean contains(PaneEntry entry) {
            Map.Entry<Long, Long> span = spans.lowerEntry(entry.end());
            return span != null && span.getValue() > entry.start();
        }
    }

    /** How much what is new to the topics clumps: a conversation is about one thing from end to end. */
    private double clumping(List<PaneEntry> reference) {
        double[][] beyond = new double[reference.size()][1];
        double[] texts = new double[reference.size()];
        double total = 0;
        double hits = 0;
        for (int i = 0; i < texts.length; i++) {
            long[] counters = count(reference.get(i));
            texts[i] = counters[TEXTS];
            beyond[i][0] = (double) counters[BEYOND_95] / VOTES;
            total += texts[i];
            hits += beyond[i][0];
        }
        double share = hits / total;
        return Math.max(1, BlockNull.of(beyond, texts).deff(share * (1 - share)));
    }

    /** The samples of some panes, thinned evenly where there are too many. */
    private static List<float[]> vectors(List<PaneEntry> entries) {
        List<float[]> vectors = new ArrayList<>();
        int most = Math.max(1, MOST_TEXTS / Math.max(1, entries.size()));
        for (PaneEntry entry : entries) {
            entry.summary().exemplars().stream()
                    .filter(exemplar -> exemplar.vector() != null)
                    .limit(most)
                    .forEach(exemplar -> vectors.add(exemplar.vector().decode()));
        }
        return vectors;
    }

    /** The detectors. */
    static List<DetectorKey> detectors() {
        return List.of(KEY_95, KEY_99);
    }

    /** How much farther from the topics of the reference an event is than nearly all of its own; 0 or less if it is not. */
    double excess(Exemplar exemplar) {
        if (exemplar.vector() == null) {
            return 0;
        }
        float[] vector = exemplar.vector().decode();
        return halves.stream()
                .map(Half::topics)
                .mapToDouble(topics -> topics.assign(vector).squaredDistance() - topics.threshold95())
                .min()
                .orElseThrow();
    }

    /** The shares of the first half's topics in the reference's other half and in a window. */
    TopicShares topics(List<PaneEntry> reference, List<PaneEntry> window) {
        Half half = halves.get(0);
        return new TopicShares(
                half.topics(),
                reference.stream().filter(entry -> !half.contains(entry)).toList(),
                window);
    }

    @Override
    String name() {
        return "topics";
    }

    @Override
    boolean has(DetectorKey key) {
        return key.equals(KEY_95) || key.equals(KEY_99);
    }

    @Override
    double ownClumping() {
        return ownClumping;
    }

    /** By both halves' topics, or twice by those of the half that a pane of the reference is not in. */
    @Override
    long[] count(PaneEntry pane) {
        long[] counters = new long[COUNTERS];
        List<Novelty> judges = halves.stream()
                .filter(half -> !half.contains(pane))
                .map(Half::topics)
                .toList();
        for (Exemplar exemplar : pane.summary().exemplars()) {
            if (exemplar.vector() != null) {
                count(exemplar.vector().decode(), judges, counters);
            }
        }
        return counters;
    }

    @Override
    long[] count(float[] vector) {
        long[] counters = new long[COUNTERS];
        count(vector, halves.stream().map(Half::topics).toList(), counters);
        return counters;
    }

    private static void count(float[] vector, List<Novelty> judges, long[] counters) {
        int votes = judges.size() == 1 ? VOTES : 1;
        counters[TEXTS]++;
        for (Novelty topics : judges) {
            double distance = topics.assign(vector).squaredDistance();
            counters[BEYOND_95] += distance > topics.threshold95() ? votes : 0;
            counters[BEYOND_99] += distance > topics.threshold99() ? votes : 0;
        }
    }

    @Override
    List<Compared> compare(WindowRange range, long[] window, ShareTest test) {
        return List.of(
                new Compared(KEY_95, range, compare(test, window, BEYOND_95, Novelty::referenceBeyond95)),
                new Compared(KEY_99, range, compare(test, window, BEYOND_99, Novelty::referenceBeyond99)));
    }

    private TestResult compare(ShareTest test, long[] window, int beyond, ToDoubleFunction<Novelty> referenceBeyond) {
        double hits = 0;
        double texts = 0;
        for (Half half : halves) {
            hits += referenceBeyond.applyAsDouble(half.topics());
            texts += half.topics().referenceVectors();
        }
        return test.test((double) window[beyond] / VOTES, (double) window[TEXTS], hits, texts);
    }
}
