/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

/**
 * The outcome of one test of a window against a reference, with everything that qualifies it. No component is ever NaN.
 *
 * @param statistic the value of the test statistic, as the test defines it
 * @param pValue probability of a statistic at least this large without any change; in [0, 1], 0 when it underflows
 * @param logP natural logarithm of {@code pValue}, meaningful down to about −700 and below, where {@code pValue} is 0
 * @param effect size of the change on the scale the test defines, corrected for what chance alone would show
 * @param events events in the window
 * @param effectiveEvents the number of independent events the window is worth: events over ρ times the
 *     larger of φ and, up to {@link MeanShiftTest#LARGEST_CLUMP}, deff/ρ
 * @param referenceEvents events in the reference
 * @param phi growth of the reference's long-run variance beyond the block length, at least 1
 * @param deff design effect: the factor by which dependence between events shrinks their number, as the test defines it
 * @param method how the probability was computed
 */
public record TestResult(
        double statistic,
        double pValue,
        double logP,
        double effect,
        double events,
        double effectiveEvents,
        double referenceEvents,
        double phi,
        double deff,
        Method method) {

    /** The same outcome with its size on another scale. */
    public TestResult withEffect(double other) {
        return new TestResult(
                statistic, pValue, logP, other, events, effectiveEvents, referenceEvents, phi, deff, method);
    }

    /** How a probability was computed. */
    public enum Method {
        /** Saddlepoint approximation of the tail of a weighted sum of χ² variables. */
        SADDLEPOINT,
        /** Fit of three moments to a weighted sum of χ² variables. */
        THREE_MOMENT,
        /** Beta-binomial predictive distribution. */
        BETA_BINOMIAL,
        /**
         * Reciprocal of an e-detector, which is its statistic: not the probability of one evaluation, but a bound on the rate of
         * alarms at this level.
         */
        E_DETECTOR,
        /** The data allow no test; the p-value is 1, which is never an alarm. */
        DEGENERATE
    }
}
