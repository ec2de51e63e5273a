/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.cli;

import io.leeway.schemas.DriftReport;
import io.leeway.schemas.FeatureEvaluation;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.PeriodPValue;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the reports of one agent, or one cohort of it, amount to over a period.
 *
 * <p>A comparison is a feature, detector, window and reference. Its p-value for the period comes from its longest return
 * period, or, where a report has none, from its smallest p-value ({@link PeriodPValue}). The agent's is the smallest of
 * them times their number (Bonferroni). As for alerts, evaluations with too few effective events do not count, and those
 * with an effect below its gate speak for no change.
 */
final class AgentPeriod {

    private final Map<Comparison, Series> comparisons = new LinkedHashMap<>();

    /** What is compared with what. */
    record Comparison(String feature, String detector, String window, String reference) {

        static Comparison of(FeatureEvaluation test) {
            return new Comparison(test.getFeature(), test.getDetector(), test.getWindow(), test.getReference());
        }
    }

    /**
     * The strongest comparison.
     *
     * @param comparison what was compared
     * @param pValue its p-value for the period
     * @param effect the effect at its strongest evaluation
     */
    record Strongest(Comparison comparison, double pValue, double effect) {}

    /** Takes in one report of the period. */
    void add(DriftReport report) {
        Duration pane = Duration.between(report.getPaneStart(), report.getPaneEnd());
        for (FeatureEvaluation test : report.getTests()) {
            if (test.getEffectiveEvents() >= Tested.LEAST_EFFECTIVE_EVENTS) {
                comparisons
                        .computeIfAbsent(Comparison.of(test), unused -> new Series())
                        .add(test, pane);
            }
        }
    }

    /** How many comparisons were made; 0 if nothing could be judged. */
    int comparisons() {
        return comparisons.size();
    }

    /** The comparison with the smallest p-value for the period; of equal ones, the first. */
    Optional<Strongest> strongest(Duration period) {
        return comparisons.entrySet().stream()
                .map(entry -> new Strongest(
                        entry.getKey(), entry.getValue().pValue(entry.getKey(), period), entry.getValue().effect))
                .min(Comparator.comparingDouble(Strongest::pValue));
    }

    /** The agent's p-value for the period; 1 if nothing could be judged. */
    double pValue(Duration period) {
        return strongest(period)
                .map(strongest -> PeriodPValue.ofComparisons(strongest.pValue(), comparisons()))
                .orElse(1.0);
    }

    /** The evaluations of one comparison. */
    private static final class Series {
        private long evaluations;
        private double smallest = 1;
        private double effect;
        private double longest;
        private boolean calibrated = true;
        private Duration pane = Duration.ZERO;

        void add(FeatureEvaluation test, Duration length) {
            evaluations++;
            pane = length;
            boolean matters = test.getEffect() >= test.getEffectGate();
            Double returnPeriod = test.getReturnPeriodPanes();
            if (returnPeriod == null || !(returnPeriod > 0)) {
                calibrated = false;
            } else if (matters) {
                longest = Math.max(longest, returnPeriod);
            }
            if (evaluations == 1 || (matters && test.getPValue() < smallest)) {
                effect = test.getEffect();
            }
            if (matters) {
                smallest = Math.min(smallest, test.getPValue());
            }
        }

        double pValue(Comparison comparison, Duration period) {
            if (!calibrated) {
                return PeriodPValue.ofTests(smallest, evaluations, windows(comparison.window(), period));
            }
            return longest == 0 ? 1 : PeriodPValue.ofReturnPeriod(longest, ratio(period, pane));
        }

        /** Infinite for windows of a number of events, whose length differs. */
        private static double windows(String window, Duration period) {
            return window.startsWith("P") ? ratio(period, Duration.parse(window)) : Double.POSITIVE_INFINITY;
        }

        private static double ratio(Duration period, Duration part) {
            return (double) period.toMillis() / part.toMillis();
        }
    }
}
