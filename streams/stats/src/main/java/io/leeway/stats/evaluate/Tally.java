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
 * @param medianDelay median delay of those, in events; empty without any
 * @param stationaryEvents monitored events in which every alarm is a false one
 * @param falseAlarms episodes of false alarms
 */
public record Tally(
        int driftStreams, int detectedInTime, OptionalDouble medianDelay, long stationaryEvents, int falseAlarms) {

    private static final double PER = 10_000;

    /** One stream and its score. */
    public record Scored(Truth truth, Score score) {}

    /** Adds up streams. */
    public static Tally of(List<Scored> streams) {
        int[] delays = streams.stream()
                .filter(stream -> stream.score().detected())
                .mapToInt(stream -> stream.score().delay().getAsInt())
                .toArray();
        return new Tally(
                Math.toIntExact(streams.stream()
                        .filter(stream -> stream.truth().drift())
                        .count()),
                delays.length,
                median(delays),
                streams.stream()
                        .mapToLong(stream -> stream.truth().stationaryEvents())
                        .sum(),
                streams.stream()
                        .mapToInt(stream -> stream.score().falseAlarms())
                        .sum());
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
