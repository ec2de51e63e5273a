/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.detect.SpectralNull;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.map.KernelFeatureMap;
import io.leeway.stats.sketch.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All detectors whose delays are compared, on one stream: each minute every one of them gives a number that is large when
 * something changed.
 *
 * <ul>
 *   <li>plain and spectral: −ln p of the product's tests on the sums of a window, without inflation; max(5, 20, 60) is the
 *       largest over the three windows;
 *   <li>centroid: 1 − cosine of the mean vectors;
 *   <li>full kernel: {@link FullKernel} with a sample of {@value #SAMPLE} reference events, every {@value #FULL_TICK}th
 *       minute only.
 * </ul>
 */
final class DelayDetectors {

    static final List<Integer> WINDOWS = List.of(5, 20, 60);
    static final int LONGEST = 60;

    private static final int SAMPLE = 500;
    private static final int SPARE = 200;
    private static final int FULL_TICK = 5;
    private static final int MINUTES_PER_ENTRY = 8;

    private final KernelFeatureMap map;
    private final BlockNull blockNull;
    private final SpectralNull spectral;
    private final double[] referenceMean;
    private final double[] centroid;
    private final FullKernel full;

    /** Learns from the first {@code minutes} of a stream. */
    DelayDetectors(TextStream stream, int minutes, Draws draws) {
        map = stream.map();
        List<double[]> sums = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        List<float[]> sample = new ArrayList<>();
        centroid = new double[World.DIMENSION];
        int seen = 0;
        for (int i = 0; i < minutes; i += MINUTES_PER_ENTRY) {
            Minute entry = Minute.empty(map);
            for (int minute = i; minute < Math.min(i + MINUTES_PER_ENTRY, minutes); minute++) {
                Minute next = Minute.of(stream.nextEvents(), map);
                entry = entry.plus(next);
                for (float[] vector : next.vectors()) {
                    seen++;
                    keep(sample, vector, seen, draws);
                }
            }
            sums.add(entry.sums());
            counts.add(entry.events());
            add(centroid, entry.centroid());
        }
        double[][] rows = sums.toArray(new double[0][]);
        double[] events = counts.stream().mapToDouble(Double::doubleValue).toArray();
        blockNull = BlockNull.of(rows, events);
        spectral = SpectralNull.of(rows, events, blockNull)
                .orElseThrow(() -> new IllegalStateException("a reference of " + minutes + " minutes is too short"));
        referenceMean = blockNull.mean();
        full = new FullKernel(sample, SAMPLE, draws);
    }

    /** A uniform sample of all vectors seen, in random order. */
    private static void keep(List<float[]> sample, float[] vector, int seen, Draws draws) {
        int place = draws.below(seen);
        if (sample.size() < SAMPLE + SPARE) {
            sample.add(vector);
            Collections.swap(sample, sample.size() - 1, place);
        } else if (place < sample.size()) {
            sample.set(place, vector);
        }
    }

    /** A fresh look at what comes after the reference. */
    Watch watch() {
        return new Watch();
    }

    /** The detectors while they watch. */
    final class Watch {

        private final Deque<Minute> recent = new ArrayDeque<>();
        private final FullKernelWindow fullWindow = new FullKernelWindow(full, LONGEST);
        private int minutes;

        /** The detectors' values after the next minute; those whose window is not full yet are left out. */
        Map<String, Double> next(List<Observation> events) {
            Minute minute = Minute.of(events, map);
            recent.addFirst(minute);
            if (recent.size() > LONGEST) {
                recent.removeLast();
            }
            fullWindow.add(minute.vectors());
            minutes++;
            Map<String, Double> values = new LinkedHashMap<>();
            double plainMost = Double.NEGATIVE_INFINITY;
            double spectralMost = Double.NEGATIVE_INFINITY;
            for (int window : WINDOWS) {
                if (minutes < window) {
                    continue;
                }
                Minute sum = last(window);
                TestResult plain = MeanShiftTest.withDefaults().test(blockNull, sum.sums(), sum.events());
                TestResult whitened = spectral.test(plain, 1, 1, referenceMean, sum.sums());
                plainMost = Math.max(plainMost, -plain.logP());
                spectralMost = Math.max(spectralMost, -whitened.logP());
                if (window > 5) {
                    values.put("spectral W" + window, -whitened.logP());
                    values.put("plain W" + window, -plain.logP());
                    values.put("centroid cosine W" + window, 1 - cosine(sum.centroid(), centroid));
                    if (minutes % FULL_TICK == 0) {
                        values.put("full kernel W" + window, fullWindow.statistic(window));
                    }
                }
            }
            if (minutes >= LONGEST) {
                values.put("spectral max(5, 20, 60)", spectralMost);
                values.put("plain max(5, 20, 60)", plainMost);
            }
            return values;
        }

        private Minute last(int window) {
            Minute sum = Minute.empty(map);
            int taken = 0;
            for (Minute minute : recent) {
                if (taken++ < window) {
                    sum = sum.plus(minute);
                }
            }
            return sum;
        }
    }

    private static double cosine(double[] x, double[] y) {
        double product = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            product += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return xx == 0 || yy == 0 ? 0 : product / StrictMath.sqrt(xx * yy);
    }

    private static void add(double[] target, double[] more) {
        for (int i = 0; i < target.length; i++) {
            target[i] += more[i];
        }
    }

    /** Sums over the events of one or more minutes. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the detectors
    private record Minute(double[] sums, double events, double[] centroid, List<float[]> vectors) {

        static Minute empty(KernelFeatureMap map) {
            return new Minute(new double[map.id().features()], 0, new double[World.DIMENSION], List.of());
        }

        static Minute of(List<Observation> events, KernelFeatureMap map) {
            long[] fixed = new long[map.id().features()];
            double[] centroid = new double[World.DIMENSION];
            List<float[]> vectors = events.stream().map(Observation::vector).toList();
            for (float[] vector : vectors) {
                map.addTo(vector, fixed);
                for (int i = 0; i < centroid.length; i++) {
                    centroid[i] += vector[i];
                }
            }
            double[] sums = Arrays.stream(fixed)
                    .mapToDouble(sum -> sum / KernelFeatureMap.FIXED_POINT_ONE)
                    .toArray();
            return new Minute(sums, vectors.size(), centroid, vectors);
        }

        /** This one's arrays take the other's in. */
        Minute plus(Minute other) {
            add(sums, other.sums);
            add(centroid, other.centroid);
            return new Minute(sums, events + other.events, centroid, List.of());
        }
    }
}
