/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.distance;

import static java.lang.StrictMath.abs;
import static java.lang.StrictMath.max;
import static java.lang.StrictMath.sqrt;

/**
 * A stretch of the number line on which two distribution functions are linear; constant where start equals end.
 *
 * @param width its width
 * @param referenceStart F of the reference at its start
 * @param referenceEnd F of the reference just before its end
 * @param windowStart F of the window at its start
 * @param windowEnd F of the window just before its end
 */
record Segment(double width, double referenceStart, double referenceEnd, double windowStart, double windowEnd) {

    /** ∫ |F_r − F_w|. */
    double absoluteDifference() {
        double start = referenceStart - windowStart;
        double end = referenceEnd - windowEnd;
        double both = abs(start) + abs(end);
        boolean crossing = start * end < 0;
        return width * (crossing ? (start * start + end * end) / (2 * both) : both / 2);
    }

    /** ∫ √(F(1 − F)) of the pooled F, by Simpson's rule; exact where F is constant. */
    double pooledDeviation(double referenceWeight) {
        double start = mix(referenceStart, windowStart, referenceWeight);
        double end = mix(referenceEnd, windowEnd, referenceWeight);
        return width * (deviation(start) + 4 * deviation((start + end) / 2) + deviation(end)) / 6;
    }

    /** ∫ F_r. */
    double referenceBelow() {
        return width * (referenceStart + referenceEnd) / 2;
    }

    /** ∫ (1 − F_r). */
    double referenceAbove() {
        return width * (1 - referenceStart + 1 - referenceEnd) / 2;
    }

    /** ∫∫ F_r(x)(1 − F_r(y)) over x &lt; y in the segment, a sum of positive terms. */
    double referenceSpread() {
        double rise = referenceEnd - referenceStart;
        double rest = 1 - referenceEnd;
        return width
                * width
                * (referenceStart * rest / 2 + referenceStart * rise / 6 + rise * rest / 6 + rise * rise / 24);
    }

    private static double mix(double reference, double window, double referenceWeight) {
        return referenceWeight * reference + (1 - referenceWeight) * window;
    }

    private static double deviation(double share) {
        return sqrt(max(0, share * (1 - share)));
    }
}
