/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.detect.ExponentialTail;
import io.leeway.stats.detect.Gumbel;

/**
 * Turns a detector's evidence y = −ln p into how rarely the detector shows it when nothing has changed, and a share of the
 * false-alarm budget into the evidence an alarm needs.
 *
 * <p>A p-value says how rare a statistic is at one evaluation. Evaluations follow each other every pane and overlap, the
 * largest of several windows is taken, and traffic may cluster in ways the null does not know. All of that is in the
 * maxima that the detector itself has shown over hours without a change, so these decide when there are enough:
 *
 * <ul>
 *   <li>{@value #RELIABLE} hours or more: the Gumbel distribution of the hourly maxima or what the highest of them say, see
 *       {@link ExponentialTail}, whichever asks for less. The highest are few at first, and the lesser of two uncertain
 *       levels is too low; so their discount counts by half at {@value #RELIABLE} hours and in full from
 *       {@value #FULLY_HEARD}.
 *   <li>From {@value #USABLE} hours: the Gumbel distribution and the p-value must both be rare enough.
 *   <li>Fewer: the p-value alone, with the expected run length counted in panes as if panes were independent, which errs
 *       on the quiet side while the null holds. {@link #calibrated()} is false.
 * </ul>
 *
 * <p><b>Clumps.</b> Where events come in conversations, the far tail is heavier than the maxima of three days show: a window
 * holds few conversations, and what is fitted to the reference knows the reference's own largest ones. Unless it is small,
 * the scale is therefore multiplied by up to 1 + {@value #CLUMPED_TAIL}(1 − 1/deff), and for what discounts the reference's
 * own directions by {@value #FITTED_TAIL}(1 − 1/deff) more; the more hours there are the less. The constants were measured
 * on simulated traffic (docs/statistics.md), not derived.
 *
 * <p>The scale of the maxima of −ln p is 1 if the p-value is exact, whatever the agent and the detector. Young agents borrow
 * from that: the fitted scale is drawn towards 1 with the weight of {@value #PRIOR_HOURS} hours. How far the
 * maxima may lower the evidence an alarm needs depends on the {@link Evidence}.
 *
 * <p>Immutable. Reference: the return periods of extreme-value statistics, E. J. Gumbel (1958), Statistics of Extremes;
 * fit and sources in {@link Gumbel}.
 */
public final class RunLength {

    /** Hours of maxima from which they decide alone: three days less what windows need to fill. */
    public static final int RELIABLE = ExponentialTail.LEAST_MAXIMA;

    /** Hours of maxima from which they are asked at all. */
    public static final int USABLE = 24;

    private static final int FULLY_HEARD = 96;
    private static final int BISECTIONS = 60;
    private static final int PRIOR_HOURS = 24;
    private static final double EXACT_SCALE = 1;
    private static final double LEAST_SCALE = 0.3;
    private static final double CLUMPED_TAIL = 0.25;
    private static final double FITTED_TAIL = 0.25;
    private static final double QUIET_SCALE = 0.6;

    private final double panesPerHour;
    private final Gumbel maxima;
    private final ExponentialTail tail;
    private final double tailWeight;
    private final double overlap;

    private RunLength(double panesPerHour, Gumbel maxima, ExponentialTail tail, Evidence evidence) {
        this.panesPerHour = panesPerHour;
        this.maxima = maxima;
        this.tail = tail;
        this.tailWeight = maxima == null
                ? 0
                : 1 - StrictMath.max(0, 0.5 * (FULLY_HEARD - maxima.maxima()) / (FULLY_HEARD - RELIABLE));
        this.overlap = evidence.overlap;
    }

    /** What a detector compares, which says how far its own maxima are believed. */
    public enum Evidence {
        /** Means; their p-value may err far to the quiet side. */
        MEANS(1e5),
        /** Means under a map that was fitted to the reference. */
        FITTED_MEANS(1e5),
        /** Shares beyond topics that were found in the reference. */
        NOVELTY(1e3),
        /** Shares; a rare one may be 0 for days and then show a p-value that is exact. */
        SHARES(10);

        private final double overlap;

        Evidence(double overlap) {
            this.overlap = overlap;
        }
    }

    /**
     * A detector's run lengths.
     *
     * @param hourlyMaxima the largest y of each hour without a change, where y counts only when reached in two of three
     *     evaluations
     * @param panesPerHour evaluations in an hour
     * @param deff design effect of the reference, at least 1
     * @param evidence what the detector compares
     */
    public static RunLength of(double[] hourlyMaxima, double panesPerHour, double deff, Evidence evidence) {
        if (hourlyMaxima.length < USABLE) {
            return new RunLength(panesPerHour, null, null, evidence);
        }
        Gumbel fit = Gumbel.fit(hourlyMaxima);
        if (hourlyMaxima.length < RELIABLE) {
            fit = fit.withScaleTowards(EXACT_SCALE, PRIOR_HOURS, LEAST_SCALE);
        }
        double scale = StrictMath.max(LEAST_SCALE, fit.scale());
        return new RunLength(
                panesPerHour,
                fit.withScale(scale * tail(scale, hourlyMaxima.length, deff, evidence)),
                hourlyMaxima.length < RELIABLE ? null : ExponentialTail.fit(hourlyMaxima),
                evidence);
    }

    /** How much heavier the far tail is than the maxima of a few days show. */
    private static double tail(double scale, int hours, double deff, Evidence evidence) {
        double clumped = 1 - 1 / deff;
        // A small scale says that p-values err on the quiet side already, the more so the rarer they are.
        double noisy = evidence == Evidence.NOVELTY
                ? 1
                : StrictMath.min(1, StrictMath.max(0, (scale - QUIET_SCALE) / (EXACT_SCALE - QUIET_SCALE)));
        double young = StrictMath.min(1, (double) RELIABLE / hours);
        double fitted = evidence == Evidence.FITTED_MEANS || evidence == Evidence.NOVELTY ? FITTED_TAIL : 0;
        return 1 + (CLUMPED_TAIL + fitted) * clumped * noisy * young;
    }

    /** Whether enough hours were seen for the maxima to be asked at all. */
    public boolean measured() {
        return maxima != null;
    }

    /** Whether enough hours were seen for the maxima to decide alone. */
    public boolean calibrated() {
        return maxima != null && maxima.maxima() >= RELIABLE;
    }

    /**
     * The evidence y that an alarm needs.
     *
     * @param panes how many panes may pass on average until a false alarm, above 1
     */
    public double threshold(double panes) {
        double nominal = StrictMath.log(panes);
        if (maxima == null) {
            return nominal;
        }
        double level = StrictMath.max(measuredLevel(panes / panesPerHour), nominal - StrictMath.log(overlap));
        return calibrated() ? level : StrictMath.max(level, nominal);
    }

    /** The level that the maxima show once in so many hours. */
    private double measuredLevel(double hours) {
        double level = maxima.level(hours);
        return tail == null ? level : level - tailWeight * StrictMath.max(0, level - tail.level(hours));
    }

    /** The hours at which {@link #measuredLevel} is y. */
    private double measuredHours(double y) {
        double low = maxima.returnPeriod(y);
        if (tail == null || tail.returnPeriod(y) <= low) {
            return low;
        }
        // Between the two, since the level lies between theirs.
        double from = StrictMath.log(StrictMath.max(Double.MIN_VALUE, low));
        double to = StrictMath.log(StrictMath.min(Double.MAX_VALUE, tail.returnPeriod(y)));
        for (int i = 0; i < BISECTIONS && tailWeight < 1; i++) {
            double middle = (from + to) / 2;
            if (measuredLevel(StrictMath.exp(middle)) < y) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return StrictMath.exp(to);
    }

    /** How many panes pass on average until the evidence {@code y} is reached, when nothing has changed. */
    public double returnPeriod(double y) {
        double nominal = StrictMath.exp(y);
        if (maxima == null) {
            return nominal;
        }
        double measured = StrictMath.min(measuredHours(y) * panesPerHour, overlap * nominal);
        return calibrated() ? measured : StrictMath.min(measured, nominal);
    }
}
