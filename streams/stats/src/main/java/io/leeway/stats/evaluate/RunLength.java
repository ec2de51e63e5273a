/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.evaluate;

/**
 * A requested expected run length beside what came of it on stationary streams.
 *
 * @param requestedHours the false-alarm budget: mean event time between false alarms
 * @param hours event time monitored
 * @param alarms episodes of false alarms in it
 */
public record RunLength(double requestedHours, double hours, int alarms) {

    /** Hours per alarm; infinite without alarms. */
    public double realisedHours() {
        return alarms == 0 ? Double.POSITIVE_INFINITY : hours / alarms;
    }

    /** Interval of the realised run length, from that of the number of alarms; its upper end may be infinite. */
    public Interval interval() {
        Interval count = Interval.ofCount(alarms);
        return new Interval(hours / count.high(), count.low() > 0 ? hours / count.low() : Double.POSITIVE_INFINITY);
    }
}
