/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.detect.Burstiness;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import io.leeway.stats.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;

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
    private final double[] burstBaseline;
    private final double[] kappa;

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
        this.burstBaseline = new double[settings.windows().size()];
        this.kappa = new double[settings.windows().size()];
        long longest = settings.windows().stream()
                .mapToLong(window -> window.atMost().toMillis())
                .max()
                .orElse(pane);
        long newest = panes.get(panes.size() - 1).end();
        for (Feature feature : features(settings.features(), total, map)) {
            features.add(new FeatureBaseline(feature, reference.entries()));
            detectors.addAll(feature.detectors());
        }
        int block =
                features.stream().mapToInt(FeatureBaseline::blockEntries).max().orElse(1);
        for (FeatureBaseline feature : features) {
            double[][] sums = feature.feature() instanceof TextFeature ? feature.sums() : null;
            double[] counts = feature.counts();
            feature.calibrate(block, reference.entries(), newest - longest);
            if (sums != null) {
                measureBursts(settings.windows(), feature, sums, counts);
            }
            panes.stream().filter(entry -> entry.end() > newest - longest).forEach(feature::append);
        }
    }

    private static List<Feature> features(MonitorSettings.Features wanted, PaneSummary total, KernelFeatureMap map) {
        List<Feature> features = new ArrayList<>();
        // After a change of the model what is kept was summed with another map until the first text arrives.
        boolean readable =
                total.featureMap().filter(summed -> summed.equals(map.digest())).isPresent();
        if (wanted.text() && readable && total.presentTexts() >= LEAST_PRESENT) {
            features.add(new TextFeature(map));
        }
        if (wanted.numbers()) {
            total.numbers().forEach((name, values) -> {
                if (values.count() >= LEAST_PRESENT) {
                    features.add(new NumberFeature(name, values));
                }
            });
        }
        if (wanted.categories()) {
            total.categories().forEach((name, values) -> {
                if (values.count() >= LEAST_PRESENT) {
                    features.add(new CategoryFeature(name, values));
                }
            });
        }
        return features;
    }

    private void measureBursts(List<WindowSpec> windows, FeatureBaseline text, double[][] sums, double[] counts) {
        double perEntry = (double) (reference.end() - reference.start()) / sums.length;
        for (int w = 0; w < windows.size(); w++) {
            int entries = (int) Math.max(1, Math.round(windows.get(w).atMost().toMillis() / perEntry));
            burstBaseline[w] = Burstiness.baseline(sums, counts, Burstiness.subBlockEntries(entries));
            kappa[w] = 2 * entries > sums.length
                    ? 1
                    : Burstiness.kappa(Burstiness.leaveWindowOut(sums, counts, entries), text.blockNull());
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

    List<DetectorKey> detectors() {
        return detectors;
    }

    void append(PaneEntry entry) {
        features.forEach(feature -> feature.append(entry));
    }

    void dropBefore(long time) {
        features.forEach(feature -> feature.dropBefore(time));
    }

    /** How bursty the window is, judged by its texts; an agent without texts is taken to be as the reference. */
    Inflation inflation(WindowRange window) {
        for (FeatureBaseline feature : features) {
            if (feature.feature() instanceof TextFeature) {
                return new Inflation(rho(feature, window), Math.max(1, kappa[window.index()]));
            }
        }
        return Inflation.NONE;
    }

    private double rho(FeatureBaseline text, WindowRange window) {
        int panes = (int) Math.max(1, (window.end() - window.start()) / pane);
        long length = Burstiness.subBlockEntries(panes) * pane;
        int blocks = Math.min(Burstiness.SUB_BLOCKS, panes);
        double[][] sums = new double[blocks][];
        double[] counts = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            long start = window.end() - (blocks - i) * length;
            long[] counters = text.panes().between(start, start + length);
            sums[i] = text.feature().sums(counters);
            counts[i] = counters[Feature.PRESENT];
        }
        return Burstiness.rhoOfSubBlocks(sums, counts, burstBaseline[window.index()]);
    }
}
