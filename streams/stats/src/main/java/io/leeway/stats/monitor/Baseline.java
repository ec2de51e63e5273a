/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.corpus.Corpus;
import io.leeway.stats.decide.Budget;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.detect.Burstiness;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;

/** One reference with all its features calibrated, and the counters of the windows' panes as it sees them. */
final class Baseline {

    /** A feature seen less often in the reference is not compared. */
    private static final int LEAST_PRESENT = 100;

    private final Reference reference;
    private final long events;
    private final long pane;
    private final PaneSummary total;
    private final List<FeatureBaseline> features = new ArrayList<>();
    private final List<DetectorKey> detectors = new ArrayList<>();
    private final Optional<NoveltyBaseline> novelty;
    private Optional<CoverageBaseline> coverage = Optional.empty();
    private final FeatureBaseline dependence;
    private final double[] burstBaseline;
    private final double[] kappa;
    private double clumping = 1;
    private SortedMap<DetectorKey, Double> shares;

    /**
     * Calibrates a reference.
     *
     * @param reference the reference
     * @param settings the operator's settings
     * @param map the feature map of texts
     * @param panes the kept panes, of which the newest are the windows'
     */
    Baseline(Reference reference, MonitorSettings settings, KernelFeatureMap map, List<PaneEntry> panes) {
        this.reference = reference;
        this.events = reference.events();
        this.pane = settings.pane().toMillis();
        this.total = reference.total();
        List<WindowSpec> windows = settings.comparedWindows();
        this.burstBaseline = new double[windows.size()];
        this.kappa = new double[windows.size()];
        long overlap =
                panes.get(panes.size() - 1).end() - settings.longestWindow().toMillis();
        for (Feature feature : features(reference, settings.features(), map)) {
            features.add(new FeatureBaseline(feature, reference));
        }
        this.dependence = features.stream()
                .filter(feature -> feature.feature() instanceof TextFeature)
                .findFirst()
                .or(() -> features.stream()
                        .filter(feature -> feature.feature() instanceof JointFeature)
                        .findFirst())
                .orElse(null);
        Supplier<Optional<NoveltyBaseline>> fit =
                features.stream().anyMatch(feature -> feature.feature() instanceof TextFeature)
                        ? novelty(reference.entries())
                        : Optional::empty;
        calibrate(windows, overlap);
        this.novelty = fit.get();
        if (novelty.isPresent()) {
            detectors.addAll(NoveltyBaseline.detectors());
        }
        this.shares = Budget.shares(detectors());
        panes.stream().filter(entry -> entry.end() > overlap).forEach(this::append);
    }

    /** Beside the calibration of the features, which takes as long, where somebody has given the threads for it. */
    private static Supplier<Optional<NoveltyBaseline>> novelty(List<PaneEntry> reference) {
        return ForkJoinTask.inForkJoinPool()
                ? ForkJoinTask.adapt(() -> NoveltyBaseline.fit(reference)).fork()::join
                : () -> NoveltyBaseline.fit(reference);
    }

    /**
     * Measures the reference and the windows by a corpus, in place of the one before. Where no texts are compared there is
     * nothing to measure.
     *
     * @param corpus the corpus, if there is one
     * @param panes the kept panes, of which the newest are the windows'
     */
    Baseline covered(Optional<Corpus> corpus, List<PaneEntry> panes) {
        boolean texts = features.stream().anyMatch(feature -> feature.feature() instanceof TextFeature);
        coverage = corpus.filter(known -> texts)
                .flatMap(Corpus::coverage)
                .flatMap(known -> CoverageBaseline.of(reference.entries(), known));
        coverage.ifPresent(measured -> panes.forEach(measured::append));
        shares = Budget.shares(detectors());
        return this;
    }

    /** The features of a reference that are wanted and that it has enough of. */
    static List<Feature> features(Reference reference, MonitorSettings.Features wanted, KernelFeatureMap map) {
        List<Feature> all = single(reference.total(), wanted, map);
        if (wanted.numbers() || wanted.categories()) {
            JointFeature.fit(reference.entries(), wanted.numbers(), wanted.categories())
                    .ifPresent(all::add);
        }
        return all;
    }

    /** The same without those that take several features together. */
    static List<Feature> single(PaneSummary total, MonitorSettings.Features wanted, KernelFeatureMap map) {
        List<Feature> all = new ArrayList<>();
        // After a change of the model what is kept was summed with another map until the first text arrives.
        boolean readable =
                total.featureMap().filter(summed -> summed.equals(map.digest())).isPresent();
        if (wanted.text() && readable && total.presentTexts() >= LEAST_PRESENT) {
            all.add(new TextFeature(map));
        }
        total.numbers().forEach((name, values) -> {
            if (wanted(name, wanted.text(), wanted.numbers()) && values.count() >= LEAST_PRESENT) {
                all.add(new NumberFeature(name, values));
            }
        });
        total.categories().forEach((name, values) -> {
            if (wanted(name, wanted.text(), wanted.categories()) && values.count() >= LEAST_PRESENT) {
                all.add(new CategoryFeature(name, values));
            }
        });
        return all;
    }

    private static boolean wanted(String name, boolean text, boolean sent) {
        return Descriptors.is(name) ? text : sent;
    }

    private void calibrate(List<WindowSpec> windows, long overlap) {
        int block =
                features.stream().mapToInt(FeatureBaseline::blockEntries).max().orElse(1);
        for (FeatureBaseline feature : features) {
            double[][] sums = feature == dependence ? feature.sums() : null;
            double[][] adjusted = sums == null ? null : feature.sumsWithoutSeason(block);
            double[] counts = feature.counts();
            feature.calibrate(block, reference.entries(), overlap);
            if (sums != null) {
                measureBursts(windows, sums, adjusted, counts);
            }
            detectors.addAll(feature.detectors());
        }
        if (dependence != null) {
            clumping = Math.min(MeanShiftTest.LARGEST_CLUMP, Math.max(1, dependence.designEffect()));
        }
    }

    // A window's sub-blocks follow the season too, so its bursts are compared with those of the entries as they are;
    // what
    // windows vary beyond the null is measured beside the season, as the null is.
    private void measureBursts(List<WindowSpec> windows, double[][] sums, double[][] adjusted, double[] counts) {
        double perEntry = (double) (reference.end() - reference.start()) / sums.length;
        for (int w = 0; w < windows.size(); w++) {
            int entries = (int) Math.max(1, Math.round(windows.get(w).atMost().toMillis() / perEntry));
            burstBaseline[w] = Burstiness.baseline(sums, counts, Burstiness.subBlockEntries(entries));
            kappa[w] = 2 * entries > sums.length
                    ? 1
                    : Burstiness.kappa(Burstiness.leaveWindowOut(adjusted, counts, entries), dependence.blockNull());
        }
    }

    Reference reference() {
        return reference;
    }

    long events() {
        return events;
    }

    PaneSummary total() {
        return total;
    }

    List<FeatureBaseline> features() {
        return features;
    }

    Optional<NoveltyBaseline> novelty() {
        return novelty;
    }

    Optional<CoverageBaseline> coverage() {
        return coverage;
    }

    List<SampledShares> sampled() {
        List<SampledShares> sampled = new ArrayList<>(2);
        novelty.ifPresent(sampled::add);
        coverage.ifPresent(sampled::add);
        return sampled;
    }

    List<DetectorKey> detectors() {
        if (coverage.isEmpty()) {
            return detectors;
        }
        List<DetectorKey> all = new ArrayList<>(detectors);
        all.add(CoverageBaseline.KEY);
        return all;
    }

    /** The share of the false-alarm budget that each detector has. */
    SortedMap<DetectorKey, Double> shares() {
        return shares;
    }

    void append(PaneEntry entry) {
        features.forEach(feature -> feature.append(entry));
        sampled().forEach(shares -> shares.append(entry));
    }

    void dropBefore(long time) {
        features.forEach(feature -> feature.dropBefore(time));
        sampled().forEach(shares -> shares.dropBefore(time));
    }

    /** Compares one window of the newest panes. */
    List<Compared> compare(WindowRange range, Role role) {
        List<Compared> results = new ArrayList<>();
        Inflation inflation = null;
        for (FeatureBaseline feature : features) {
            long[] window = feature.panes().from(range.start());
            long[] before = feature.referenceBefore(range.start());
            if (window[Feature.EVENTS] > 0 && before[Feature.EVENTS] >= window[Feature.EVENTS]) {
                if (inflation == null) {
                    inflation = dependence == null ? Inflation.NONE : inflation(range, dependence.panes());
                }
                results.addAll(feature.compare(range, window, before, inflation, role));
            }
        }
        if (inflation != null) {
            for (SampledShares shares : sampled()) {
                results.addAll(shares.compare(range, shares.panes().from(range.start()), inflation, clumping()));
            }
        }
        return results;
    }

    /** The counters of the panes before a time, and others from then on. */
    Map<String, Counters> until(long time, Map<String, Counters> others) {
        Map<String, Counters> mixed = new TreeMap<>();
        for (FeatureBaseline feature : features) {
            String name = feature.feature().name();
            if (others.containsKey(name)) {
                mixed.put(name, feature.panes().until(time, others.get(name)));
            }
        }
        for (SampledShares shares : sampled()) {
            if (others.containsKey(shares.name())) {
                mixed.put(shares.name(), shares.panes().until(time, others.get(shares.name())));
            }
        }
        return mixed;
    }

    /**
     * Compares a window in which some counters are others than those of the panes; only what these count is compared.
     *
     * @param changed by the name of the feature or share
     */
    List<Compared> compare(WindowRange range, Map<String, Counters> changed) {
        List<Compared> results = new ArrayList<>();
        Inflation inflation = dependence == null
                ? Inflation.NONE
                : inflation(range, changed.getOrDefault(dependence.feature().name(), dependence.panes()));
        for (FeatureBaseline feature : features) {
            Counters counters = changed.get(feature.feature().name());
            if (counters != null) {
                long[] window = counters.between(range.start(), range.end());
                long[] before = feature.referenceBefore(range.start());
                if (window[Feature.EVENTS] > 0 && before[Feature.EVENTS] >= window[Feature.EVENTS]) {
                    results.addAll(feature.compare(range, window, before, inflation, Role.WINDOW));
                }
            }
        }
        for (SampledShares shares : sampled()) {
            Counters counters = changed.get(shares.name());
            if (counters != null) {
                long[] window = counters.between(range.start(), range.end());
                results.addAll(shares.compare(range, window, inflation, clumping()));
            }
        }
        return results;
    }

    /** ln p of one detector on an earlier window of the kept panes; 0 if it cannot be compared. */
    double logP(DetectorKey key, WindowRange range) {
        Inflation inflation = dependence == null ? Inflation.NONE : inflation(range, dependence.panes());
        List<Compared> results = new ArrayList<>();
        for (FeatureBaseline feature : features) {
            long[] window = feature.panes().between(range.start(), range.end());
            long[] before = feature.referenceBefore(range.start());
            boolean comparable = window[Feature.EVENTS] > 0 && before[Feature.EVENTS] >= window[Feature.EVENTS];
            if (feature.feature().name().equals(key.feature()) && comparable) {
                results.addAll(feature.compare(range, window, before, inflation, Role.WINDOW));
            }
        }
        for (SampledShares shares : sampled()) {
            if (shares.has(key)) {
                long[] window = shares.panes().between(range.start(), range.end());
                results.addAll(shares.compare(range, window, inflation, clumping()));
            }
        }
        return results.stream()
                .filter(result -> result.key().equals(key))
                .mapToDouble(result -> result.result().logP())
                .findFirst()
                .orElse(0);
    }

    /** Compares a part of the reference with the rest of it, as if it had been a window. */
    List<Compared> compareInside(WindowRange range, Map<String, CounterSeries> fine) {
        List<Compared> results = new ArrayList<>();
        Inflation inflation = dependence == null
                ? Inflation.NONE
                : inflation(range, fine.get(dependence.feature().name()));
        for (FeatureBaseline feature : features) {
            long[] window = fine.get(feature.feature().name()).between(range.start(), range.end());
            // Coarser entries hold fewer samples than the panes they were made of, so samples cannot be taken out.
            long[] before =
                    feature.without(feature.feature() instanceof JointFeature ? new long[window.length] : window);
            if (window[Feature.EVENTS] > 0 && before[Feature.EVENTS] >= window[Feature.EVENTS]) {
                results.addAll(feature.compare(range, window, before, inflation, Role.INSIDE_REFERENCE));
            }
        }
        for (SampledShares shares : sampled()) {
            long[] window = fine.get(shares.name()).between(range.start(), range.end());
            results.addAll(shares.compare(range, window, inflation, clumping()));
        }
        return results;
    }

    /** The counters of the panes a reference was made of, for {@link #compareInside}. */
    Map<String, CounterSeries> series(List<PaneEntry> entries) {
        Map<String, CounterSeries> series = new TreeMap<>();
        features.forEach(feature -> series.put(feature.feature().name(), feature.series(entries)));
        sampled().forEach(shares -> series.put(shares.name(), shares.series(entries)));
        return series;
    }

    /** How many events of the reference come as one, from 1 to {@link MeanShiftTest#LARGEST_CLUMP}. */
    double clumping() {
        return clumping;
    }

    /** How bursty a window is; an agent without texts and without several features is taken to be as the reference. */
    private Inflation inflation(WindowRange window, Counters series) {
        return new Inflation(rho(window, series), Math.max(1, kappa[window.index()]));
    }

    private double rho(WindowRange window, Counters series) {
        int panes = (int) Math.max(1, (window.end() - window.start()) / pane);
        long length = Burstiness.subBlockEntries(panes) * pane;
        int blocks = Math.min(Burstiness.SUB_BLOCKS, panes);
        double[][] sums = new double[blocks][];
        double[] counts = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            long start = window.end() - (blocks - i) * length;
            long[] counters = series.between(start, start + length);
            sums[i] = dependence.feature().sums(counters);
            counts[i] = counters[Feature.PRESENT];
        }
        return Burstiness.rhoOfSubBlocks(sums, counts, burstBaseline[window.index()]);
    }
}
