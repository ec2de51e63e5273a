/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The scores of many streams together.
 *
 * @param driftStreams streams on which an alert is expected
 * @param detectedInTime those with an alert by the deadline
 * @param detectedCleanly those of these without a false alarm on the same stream before
 * @param medianDelay median delay of those, in events; empty without any
 * @param stationaryEvents monitored events in which every alarm is a false one
 * @param falseAlarms episodes of false alarms
 * @param byChance how many of the drifting streams would have an alert between change and deadline if alerts came at the
 *     rate of the false ones and knew nothing of changes: Σ 1 − exp(−falseAlarms/stationaryEvents · (deadline − change))
 */
public record Tally(
        int driftStreams,
        int detectedInTime,
        int detectedCleanly,
        OptionalDouble medianDelay,
        long stationaryEvents,
        int falseAlarms,
        double byChance) {

    private static final double PER = 10_000;

    /** One stream and its score. */
    public record Scored(Truth truth, Score score) {}

    /** Adds up streams. */
    public static Tally of(List<Scored> streams) {
        int[] delays = streams.stream()
                .filter(stream -> stream.score().detected())
                .mapToInt(stream -> stream.score().delay().getAsInt())
                .toArray();
        long stationary = streams.stream()
                .mapToLong(stream -> stream.truth().stationaryEvents())
                .sum();
        int falseAlarms = streams.stream()
                .mapToInt(stream -> stream.score().falseAlarms())
                .sum();
        List<Truth> drifting =
                streams.stream().map(Scored::truth).filter(Truth::drift).toList();
        long clean = streams.stream()
                .map(Scored::score)
                .filter(score -> score.detected() && score.falseAlarms() == 0)
                .count();
        return new Tally(
                drifting.size(),
                delays.length,
                (int) clean,
                median(delays),
                stationary,
                falseAlarms,
                byChance(drifting, stationary == 0 ? 0 : (double) falseAlarms / stationary));
    }

    private static double byChance(List<Truth> drifting, double rate) {
        double expected = 0;
        for (Truth truth : drifting) {
            int events = truth.deadline().getAsInt() - truth.changeAt().getAsInt();
            expected -= StrictMath.expm1(-rate * events);
        }
        return expected;
    }

    private static OptionalDouble median(int[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        return OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0);
    }

    /** Episodes of false alarms in ten thousand stationary events; 0 without events. */
    public double falseAlarmsPer10k() {
        return stationaryEvents == 0 ? 0 : falseAlarms * PER / stationaryEvents;
    }

    /** Interval of the share of drifting streams that are detected in time. */
    public Interval detectionInterval() {
        return Interval.ofShare(detectedInTime, driftStreams);
    }

    /** Interval of {@link #falseAlarmsPer10k()}; nothing is known without events. */
    public Interval falseAlarmInterval() {
        if (stationaryEvents == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY);
        }
        Interval count = Interval.ofCount(falseAlarms);
        return new Interval(count.low() * PER / stationaryEvents, count.high() * PER / stationaryEvents);
    }
}
