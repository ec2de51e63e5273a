/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import static io.leeway.stats.evidence.Numerals.percent;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.corpus.CorpusCoverage;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.ShareTest;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.ReferenceNote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Shares of texts that are far from everything a corpus covers, counted on the samples of texts that panes keep.
 *
 * <p>With d the distance to the corpus, c the distance that 95 % of its own items do not exceed and r the one that 95 % of
 * the reference's texts do not exceed, a text is far if d is strictly greater than
 *
 * <pre>
 * t = c    if at most a quarter of the reference's texts are farther than that
 * t = max(c, r)    otherwise
 * </pre>
 *
 * <p>Questions are not written like the documents that answer them: where most of an agent's usual texts lie beyond c, the
 * corpus's own distances say nothing, and what is unusual for the agent's texts takes their place. Where some do (greetings
 * belong to no corpus), a quantile of theirs would be the distance of greetings, beyond which little else lies.
 *
 * <p><b>Null hypothesis</b>: the share of far texts is at most {@value #TOLERANCE} above the reference's. The corpus is not
 * made of inputs, so distances in the window and in the reference are exchangeable whatever the corpus, as long as the same
 * is asked; t = c does not depend on either, and t = r is one of the reference's distances, which counts by half as in {@link
 * io.leeway.stats.detect.Novelty}. When something else is asked that the corpus covers as well, the share may still be
 * another by some points, for which the tolerance is added to the reference's. The test is {@link ShareTest}; the effect is
 * the whole difference of the shares.
 *
 * <p>All is counted under one corpus; another one makes another baseline, of the same panes.
 */
final class CoverageBaseline extends SampledShares {

    static final DetectorKey KEY = new DetectorKey(DetectorKey.COVERAGE, Detector.COVERAGE);

    /** More texts of the reference than this tell its share no better. */
    private static final int MOST_TEXTS = 8192;

    private static final int FEWEST_TEXTS = 200;
    private static final double MOST_BEYOND = 0.25;
    private static final int PERCENT = 95;
    private static final double THRESHOLD_ITSELF = 0.5;
    private static final double TOLERANCE = 0.02;

    private static final int FAR = 1;
    private static final int COUNTERS = 2;

    private final CorpusCoverage corpus;
    private final double threshold;
    private final double beforeTexts;
    private final double beforeFar;
    private final double ownClumping;

    private CoverageBaseline(CorpusCoverage corpus, double[][] distances) {
        super(COUNTERS);
        this.corpus = corpus;
        double[] sorted = Arrays.stream(distances)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        long beyond = beyond(sorted, corpus.usual());
        int rank = (int) ((PERCENT * (long) sorted.length + 99) / 100);
        boolean byItems = beyond <= MOST_BEYOND * sorted.length || corpus.usual() >= sorted[rank - 1];
        this.threshold = byItems ? corpus.usual() : sorted[rank - 1];
        this.beforeTexts = sorted.length;
        this.beforeFar = beyond(sorted, threshold) + (byItems ? 0 : THRESHOLD_ITSELF);
        this.ownClumping = clumping(distances);
    }

    /** Measures the texts of a reference; empty if it has too few. */
    static Optional<CoverageBaseline> of(List<PaneEntry> reference, CorpusCoverage corpus) {
        int most = Math.max(1, MOST_TEXTS / Math.max(1, reference.size()));
        double[][] distances = reference.stream()
                .map(entry -> entry.summary().exemplars().stream()
                        .filter(exemplar -> exemplar.vector() != null)
                        .limit(most)
                        .mapToDouble(
                                exemplar -> corpus.distance(exemplar.vector().decode()))
                        .toArray())
                .toArray(double[][]::new);
        return Arrays.stream(distances).mapToInt(own -> own.length).sum() < FEWEST_TEXTS
                ? Optional.empty()
                : Optional.of(new CoverageBaseline(corpus, distances));
    }

    private static long beyond(double[] distances, double bound) {
        return Arrays.stream(distances).filter(distance -> distance > bound).count();
    }

    /** How much what the corpus does not cover clumps: a conversation is about one thing from end to end. */
    private double clumping(double[][] distances) {
        double[][] far = new double[distances.length][1];
        double[] texts = new double[distances.length];
        double hits = 0;
        for (int i = 0; i < texts.length; i++) {
            far[i][0] = beyond(distances[i], threshold);
            texts[i] = distances[i].length;
            hits += far[i][0];
        }
        double share = hits / beforeTexts;
        return hits == 0 ? 1 : Math.max(1, BlockNull.of(far, texts).deff(share * (1 - share)));
    }

    /** The share of the reference's texts that are far. */
    double usualShare() {
        return beforeFar / beforeTexts;
    }

    /** How much farther an event is from the corpus than what counts as far; 0 or less if it is not. */
    double excess(Exemplar exemplar) {
        return exemplar.vector() == null ? 0 : corpus.distance(exemplar.vector().decode()) - threshold;
    }

    @Override
    String name() {
        return "corpus";
    }

    @Override
    boolean has(DetectorKey key) {
        return key.equals(KEY);
    }

    @Override
    double ownClumping() {
        return ownClumping;
    }

    @Override
    long[] count(PaneEntry pane) {
        long[] counters = new long[COUNTERS];
        for (Exemplar exemplar : pane.summary().exemplars()) {
            if (exemplar.vector() != null) {
                counters[TEXTS]++;
                counters[FAR] += excess(exemplar) > 0 ? 1 : 0;
            }
        }
        return counters;
    }

    @Override
    long[] count(float[] vector) {
        return new long[] {1, corpus.distance(vector) > threshold ? 1 : 0};
    }

    @Override
    List<Compared> compare(WindowRange range, long[] window, ShareTest test) {
        double tolerated = Math.min(beforeTexts, beforeFar + TOLERANCE * beforeTexts);
        TestResult result = test.test((double) window[FAR], (double) window[TEXTS], tolerated, beforeTexts);
        double effect = (double) window[FAR] / window[TEXTS] - usualShare();
        return List.of(new Compared(KEY, range, result.withEffect(effect)));
    }

    /** The change in words. */
    Moved moved(double pValue, double effect) {
        double before = usualShare();
        return new Moved(
                KEY,
                pValue,
                effect,
                before,
                before + effect,
                "share of texts far from everything the corpus covers " + percent(before) + " to "
                        + percent(before + effect));
    }

    /** What is known of the references, and how the corpus stands, if there is one. */
    static List<ReferenceNote> notes(List<ReferenceNote> notes, Optional<Corpus> corpus, List<Baseline> baselines) {
        List<ReferenceNote> all = new ArrayList<>(notes);
        corpus.ifPresent(known -> all.add(note(known, baselines)));
        return all;
    }

    private static ReferenceNote note(Corpus corpus, List<Baseline> baselines) {
        if (corpus.coverage().isEmpty()) {
            return note(corpus.items() + " items are too few to say what they cover: " + CorpusCoverage.FEWEST
                    + " are needed");
        }
        List<String> notes = new ArrayList<>();
        notes.add(corpus.items() + " items");
        for (Baseline baseline : baselines) {
            baseline.coverage()
                    .ifPresent(coverage -> notes.add(percent(coverage.usualShare()) + " of the texts in the "
                            + baseline.reference().name() + " reference are far from everything they cover"));
        }
        return note(String.join("; ", notes));
    }

    private static ReferenceNote note(String text) {
        return new ReferenceNote("corpus", ReferenceNote.Kind.CORPUS, text);
    }
}
