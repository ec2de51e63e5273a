/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.detect.SpectralNull;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.KernelSum;
import io.leeway.stats.sketch.PaneSummary;
import java.util.Optional;

/** The embedding of the text: the kernel sums of the pane are the counters themselves. */
final class TextFeature extends Feature {

    private final KernelFeatureMap map;

    TextFeature(KernelFeatureMap map) {
        super(DetectorKey.TEXT);
        this.map = map;
    }

    @Override
    int counters() {
        return FIRST + dimension();
    }

    @Override
    int dimension() {
        return map.id().features();
    }

    @Override
    Detector main() {
        return Detector.EMBEDDING;
    }

    @Override
    Detector odd() {
        return null;
    }

    @Override
    Optional<Contrast> contrast(long[][] perEntry, double[][] sums, double[] counts, BlockNull main) {
        return SpectralNull.of(sums, counts, main).map(Contrast.Spectral::new);
    }

    @Override
    long[] count(PaneSummary pane) {
        long[] counters = new long[counters()];
        // A vector that cannot be compared is not a text that is missing; who sent it is told elsewhere.
        counters[EVENTS] = pane.events() - pane.mismatchedTexts();
        pane.text().ifPresent(text -> copy(text, counters));
        return counters;
    }

    private static void copy(KernelSum text, long[] counters) {
        long[] sums = text.sums();
        counters[PRESENT] = text.count();
        System.arraycopy(sums, 0, counters, FIRST, sums.length);
    }

    @Override
    double[] sums(long[] counters) {
        return fixedPoint(counters, dimension());
    }

    @Override
    MeanShiftTest test(double[] referenceMean) {
        return MeanShiftTest.withDefaults().withUnitNorm();
    }

    @Override
    double[] map(Exemplar exemplar) {
        return present(exemplar) ? map.apply(exemplar.vector().decode()) : null;
    }

    @Override
    boolean present(Exemplar exemplar) {
        return exemplar.vector() != null;
    }

    @Override
    boolean odd(Exemplar exemplar) {
        return false;
    }
}
