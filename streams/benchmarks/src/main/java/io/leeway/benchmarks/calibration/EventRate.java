/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.benchmarks.calibration;

import org.apache.commons.math3.distribution.GammaDistribution;

/**
 * The mean time between alarms, estimated from how many there were.
 *
 * <p>If alarms come as a Poisson process, k of them in a time T estimate the mean time as T/k. The interval is the exact
 * one, which covers at least 95 %: T/q<sub>.975</sub>(k + 1) to T/q<sub>.025</sub>(k), where q(a) are quantiles of the
 * gamma distribution of shape a and scale 1; without alarms it has no upper end.
 *
 * <p>Alarms of one stream share its reference, so they come in clusters more often than the interval allows for.
 *
 * <p>Reference: F. Garwood (1936), Fiducial limits for the Poisson distribution, doi:10.1093/biomet/28.3-4.437.
 *
 * @param alarms how many alarms there were, k
 * @param days how long one could have been raised, T
 */
record EventRate(long alarms, double days) {

    private static final double TAIL = 0.025;

    EventRate {
        if (alarms < 0 || !(days > 0) || Double.isInfinite(days)) {
            throw new IllegalArgumentException(
                    "alarms must not be negative and days positive and finite: " + alarms + " in " + days + " days");
        }
    }

    /** T/k, infinite without alarms. */
    double meanDays() {
        return days / alarms;
    }

    /** Lower end of the 95 % interval of the mean time. */
    double atLeastDays() {
        return days / quantile(alarms + 1.0, 1 - TAIL);
    }

    /** Upper end of the 95 % interval of the mean time; infinite without alarms. */
    double atMostDays() {
        return alarms == 0 ? Double.POSITIVE_INFINITY : days / quantile((double) alarms, TAIL);
    }

    private static double quantile(double shape, double probability) {
        return new GammaDistribution(shape, 1).inverseCumulativeProbability(probability);
    }
}
