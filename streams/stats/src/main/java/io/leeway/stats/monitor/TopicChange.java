/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.inject.MadeTopic;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.map.SplitMix64;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.QuantisedVector;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A tenth of the texts becomes of a topic the agent has not seen, made from its own topics.
 *
 * <p>The same as {@link io.leeway.stats.inject.NewTopic}, done on the counters: samples are judged once, when they arrive, and a
 * made text once, however often it is put into a pane.
 */
final class TopicChange implements StandardChange {

    private static final double SHARE = 0.1;
    private static final int MOST_TEXTS = 512;
    private static final String NAME = "standard";

    private final KernelFeatureMap map;
    private final MadeTopic topics;

    private TopicChange(KernelFeatureMap map, MadeTopic topics) {
        this.map = map;
        this.topics = topics;
    }

    /** For the agent of a reference that has texts; empty if it has too few. */
    static Optional<StandardChange> of(Baseline baseline, KernelFeatureMap map) {
        return MadeTopic.of(sample(baseline.reference().entries())).map(topics -> new TopicChange(map, topics));
    }

    private static List<float[]> sample(List<PaneEntry> entries) {
        List<QuantisedVector> all = new ArrayList<>();
        for (PaneEntry entry : entries) {
            for (Exemplar exemplar : entry.summary().exemplars()) {
                if (exemplar.vector() != null) {
                    all.add(exemplar.vector());
                }
            }
        }
        List<float[]> sample = new ArrayList<>();
        int most = Math.min(MOST_TEXTS, all.size());
        for (int i = 0; i < most; i++) {
            sample.add(all.get((int) ((long) i * all.size() / most)).decode());
        }
        return sample;
    }

    @Override
    public Detectability.Change kind() {
        return Detectability.Change.NEW_TOPIC;
    }

    @Override
    public String feature() {
        return DetectorKey.TEXT;
    }

    @Override
    public double size() {
        return SHARE;
    }

    @Override
    public double largest() {
        return 1;
    }

    @Override
    public int draws() {
        return MOST_DRAWS;
    }

    @Override
    public Map<String, Counters> into(Baseline baseline, List<PaneEntry> panes, int draw, double size) {
        List<float[]> donors = topics.vectors(NAME, Integer.toString(draw));
        List<SampledShares> sampled = baseline.sampled();
        Optional<FeatureBaseline> text = baseline.features().stream()
                .filter(feature -> feature.feature() instanceof TextFeature)
                .findFirst();
        Map<String, CounterSeries> series = new TreeMap<>();
        if (text.isEmpty()) {
            return Map.of();
        }
        long[][] features = new long[donors.size()][map.id().features()];
        for (int i = 0; i < features.length; i++) {
            map.addTo(donors.get(i), features[i]);
        }
        List<long[][]> judged = sampled.stream()
                .map(shares -> donors.stream().map(shares::count).toArray(long[][]::new))
                .toList();
        CounterSeries texts = new CounterSeries(text.get().feature().counters());
        series.put(DetectorKey.TEXT, texts);
        sampled.forEach(shares -> series.put(shares.name(), new CounterSeries(shares.counters())));
        for (PaneEntry pane : panes) {
            SplitMix64 random = new SplitMix64(SplitMix64.mix(pane.start() + 31L * draw));
            long[] counters = text.get().panes().between(pane.start(), pane.end());
            long n = counters[Feature.PRESENT];
            long replaced = 0;
            for (long i = 0; i < n; i++) {
                replaced += uniform(random) < size ? 1 : 0;
            }
            for (int f = Feature.FIRST; f < counters.length && n > 0; f++) {
                counters[f] = counters[f] / n * (n - replaced);
            }
            List<Integer> taken = new ArrayList<>();
            for (long i = 0; i < replaced; i++) {
                int donor = (int) (uniform(random) * donors.size());
                taken.add(donor);
                for (int f = 0; f < features[donor].length; f++) {
                    counters[Feature.FIRST + f] += features[donor][f];
                }
            }
            texts.append(pane.start(), pane.end(), counters);
            for (int s = 0; s < sampled.size(); s++) {
                long[] hits = sampled.get(s).panes().between(pane.start(), pane.end());
                long m = hits[SampledShares.TEXTS];
                int others = 0;
                for (long i = 0; i < m; i++) {
                    if (uniform(random) * (n - i) < replaced - others) {
                        others++;
                    }
                }
                for (int c = 1; c < hits.length && m > 0; c++) {
                    hits[c] = (long) ((double) hits[c] * (m - others) / m + uniform(random));
                }
                for (int i = 0; i < others; i++) {
                    long[] own = judged.get(s)[taken.get(i)];
                    for (int c = 1; c < hits.length; c++) {
                        hits[c] += own[c];
                    }
                }
                series.get(sampled.get(s).name()).append(pane.start(), pane.end(), hits);
            }
        }
        return new TreeMap<>(series);
    }

    private static double uniform(SplitMix64 random) {
        return (random.next() >>> 11) * 0x1p-53;
    }
}
