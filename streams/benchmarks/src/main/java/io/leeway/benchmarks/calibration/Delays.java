/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import io.leeway.benchmarks.calibration.Change.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long after a change detectors notice it, when all of them raise equally many false alarms.
 *
 * <p>Each detector's threshold is the value that its largest of a day exceeds on a tenth of clean days, taken from clean
 * days of other streams; in practice nobody knows it. Traffic is mild, the reference three days, the change comes an hour
 * into monitoring and must be noticed within {@value #HORIZON} minutes; a miss counts as {@value #HORIZON}. Streams that
 * alarm before their change are left out.
 */
final class Delays {

    static final int HORIZON = 300;

    private static final int REFERENCE_MINUTES = 3 * TextStream.MINUTES_PER_DAY;
    private static final int BEFORE = 60;
    private static final int CLEAN_DAYS_PER_STREAM = 5;
    private static final double QUIET_DAYS = 0.9;

    /** The changes, by name. */
    private static final Map<String, Effect> EFFECTS = effects();

    private final int streams;
    private final int cleanDays;
    private final Workers workers;

    Delays(int streams, int cleanDays, Workers workers) {
        this.streams = streams;
        this.cleanDays = cleanDays;
        this.workers = workers;
    }

    private static Map<String, Effect> effects() {
        Map<String, Effect> effects = new LinkedHashMap<>();
        effects.put("mean .10", Effect.shift(0.10));
        effects.put("mean .15", Effect.shift(0.15));
        effects.put("new 10 %", Effect.newTopic(0.10));
        effects.put("new 20 %", Effect.newTopic(0.20));
        effects.put("scale 1.25", Effect.scale(1.25));
        return effects;
    }

    /** One row for each detector and change. */
    List<Row> run(long firstSeed) {
        int cleanStreams = (cleanDays + CLEAN_DAYS_PER_STREAM - 1) / CLEAN_DAYS_PER_STREAM;
        Map<String, List<Double>> maxima = new LinkedHashMap<>();
        workers.map(firstSeed, cleanStreams, Delays::cleanDays)
                .forEach(days -> days.forEach(
                        day -> day.forEach((name, value) -> maxima.computeIfAbsent(name, unused -> new ArrayList<>())
                                .add(value))));
        Map<String, Double> thresholds = new LinkedHashMap<>();
        maxima.forEach((name, values) -> thresholds.put(name, quantile(values)));

        List<Map<String, Map<String, Integer>>> delays =
                workers.map(firstSeed + cleanStreams, streams, seed -> delays(seed, thresholds));
        List<Row> rows = new ArrayList<>();
        for (String detector : thresholds.keySet()) {
            for (String effect : EFFECTS.keySet()) {
                List<Integer> each = delays.stream()
                        .map(stream -> stream.get(effect).get(detector))
                        .filter(delay -> delay >= 0)
                        .toList();
                rows.add(Row.of(
                        detector,
                        effect,
                        thresholds.get(detector),
                        each,
                        maxima.get(detector).size()));
            }
        }
        return rows;
    }

    /** The largest value of each detector on each clean day of a stream. */
    private static List<Map<String, Double>> cleanDays(long seed) {
        TextStream stream = new TextStream(seed, Traffic.MILD, Change.NONE);
        DelayDetectors.Watch watch = new DelayDetectors(stream, REFERENCE_MINUTES, new Draws(-seed)).watch();
        for (int i = 0; i < BEFORE; i++) {
            watch.next(stream.nextEvents());
        }
        List<Map<String, Double>> days = new ArrayList<>();
        for (int day = 0; day < CLEAN_DAYS_PER_STREAM; day++) {
            Map<String, Double> largest = new LinkedHashMap<>();
            for (int i = 0; i < TextStream.MINUTES_PER_DAY; i++) {
                watch.next(stream.nextEvents()).forEach((name, value) -> largest.merge(name, value, Math::max));
            }
            days.add(largest);
        }
        return days;
    }

    /** Minutes from change to alarm by effect and detector; the horizon for a miss, −1 for an alarm before. */
    private static Map<String, Map<String, Integer>> delays(long seed, Map<String, Double> thresholds) {
        DelayDetectors detectors = new DelayDetectors(
                new TextStream(seed, Traffic.MILD, Change.NONE), REFERENCE_MINUTES, new Draws(-seed));
        Map<String, Map<String, Integer>> byEffect = new LinkedHashMap<>();
        EFFECTS.forEach((name, effect) -> {
            TextStream stream = new TextStream(seed, Traffic.MILD, Change.at(REFERENCE_MINUTES + BEFORE, effect));
            while (stream.minute() < REFERENCE_MINUTES) {
                stream.nextEvents();
            }
            DelayDetectors.Watch watch = detectors.watch();
            Map<String, Integer> delays = new LinkedHashMap<>();
            for (int i = 1; i <= BEFORE + HORIZON; i++) {
                int delay = i <= BEFORE ? -1 : i - BEFORE;
                watch.next(stream.nextEvents()).forEach((detector, value) -> {
                    if (value > thresholds.get(detector)) {
                        delays.putIfAbsent(detector, delay);
                    }
                });
            }
            thresholds.keySet().forEach(detector -> delays.putIfAbsent(detector, Row.MISSED));
            byEffect.put(name, delays);
        });
        return byEffect;
    }

    private static double quantile(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(QUIET_DAYS * sorted.size())));
    }

    /**
     * One line of the result.
     *
     * @param detector what watched
     * @param effect what changed
     * @param threshold above which it alarmed
     * @param cleanDays days the threshold was taken from
     * @param streams streams without an alarm before the change
     * @param detected share of them that alarmed within the horizon
     * @param meanMinutes mean delay, misses counted as the horizon
     */
    record Row(
            String detector,
            String effect,
            double threshold,
            int cleanDays,
            int streams,
            double detected,
            double meanMinutes) {

        private static final int MISSED = HORIZON + 1;

        static Row of(String detector, String effect, double threshold, List<Integer> delays, int cleanDays) {
            return new Row(
                    detector,
                    effect,
                    threshold,
                    cleanDays,
                    delays.size(),
                    delays.stream()
                            .mapToInt(delay -> delay < MISSED ? 1 : 0)
                            .average()
                            .orElse(Double.NaN),
                    delays.stream()
                            .mapToInt(delay -> Math.min(delay, HORIZON))
                            .average()
                            .orElse(Double.NaN));
        }
    }
}
