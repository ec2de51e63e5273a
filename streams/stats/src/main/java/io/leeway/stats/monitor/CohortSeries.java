/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.cohort.FairBet;
import io.leeway.stats.cohort.PayoffSpread;
import io.leeway.stats.cohort.Whitening;
import io.leeway.stats.cohort.Witness;
import io.leeway.stats.cohort.Witness.Bet;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.sketch.PaneSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One detector's view of two cohorts, step by step: Z = √s·(μ_canary − μ_control) of a feature's map, s = n_1·n_2/(n_1 + n_2).
 *
 * <p>For shares (a missing value, one unlike any before) the map is an indicator, and of its payoff more is known than what
 * the past shows: given how many events of a step have it, whoever sent them, the difference has the variance p(1 − p), as
 * in the test of Mantel and Haenszel (1959), doi:10.1093/jnci/22.4.719. V is never taken to be less.
 */
final class CohortSeries {

    /** Steps left out between what a direction was learned from and what is bet on. */
    static final int GAP = 2;

    private static final double[] STAKES = {0.3, 0.8};

    private final DetectorKey key;
    private final Feature feature;
    private final List<Row> rows = new ArrayList<>();
    private Whitening whitening;
    private int half;

    CohortSeries(DetectorKey key, Feature feature) {
        this.key = key;
        this.feature = feature;
    }

    /** What is compared of one feature, each by its detector. */
    static List<CohortSeries> of(Feature feature) {
        List<CohortSeries> all = new ArrayList<>(3);
        if (feature.dimension() > 0) {
            all.add(new CohortSeries(new DetectorKey(feature.name(), feature.main()), feature));
        }
        if (feature.odd() != null) {
            all.add(new CohortSeries(new DetectorKey(feature.name(), feature.odd()), feature));
        }
        if (feature.watchesMissing()) {
            all.add(new CohortSeries(new DetectorKey(feature.name(), Detector.MISSING), feature));
        }
        return all;
    }

    /** How many bets a step has. */
    static int bets(int stretches) {
        return stretches * STAKES.length;
    }

    DetectorKey key() {
        return key;
    }

    Feature feature() {
        return feature;
    }

    /** One step: sums over the events of each side, and how many they are. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves the series
    private record Row(double[] control, double controlEvents, double[] canary, double canaryEvents, double[] z) {
        double size() {
            return CohortSeries.size(controlEvents, canaryEvents);
        }
    }

    private static double size(double one, double other) {
        return one == 0 || other == 0 ? 0 : one * other / (one + other);
    }

    void append(CohortPane pane) {
        long[] control = feature.count(pane.control().summary());
        long[] canary = feature.count(pane.canary().summary());
        rows.add(row(sums(control), events(control), sums(canary), events(canary)));
    }

    /** Learns from the first {@code steps} steps what the difference does by chance. */
    void fit(int steps) {
        List<Row> known =
                rows.subList(0, steps).stream().filter(row -> row.size() > 0).toList();
        half = known.size() / 2;
        whitening = Whitening.of(differences(known.subList(0, half)));
    }

    private static Row row(double[] control, double controlEvents, double[] canary, double canaryEvents) {
        double root = StrictMath.sqrt(size(controlEvents, canaryEvents));
        double[] z = new double[control.length];
        for (int d = 0; d < z.length && root > 0; d++) {
            z[d] = root * (canary[d] / canaryEvents - control[d] / controlEvents);
        }
        return new Row(control, controlEvents, canary, canaryEvents, z);
    }

    private boolean share() {
        return key.detector() != feature.main();
    }

    private double[] sums(long[] counters) {
        if (!share()) {
            return feature.sums(counters);
        }
        return new double[] {
            key.detector() == Detector.MISSING
                    ? counters[Feature.EVENTS] - counters[Feature.PRESENT]
                    : counters[Feature.ODD]
        };
    }

    private double events(long[] counters) {
        return key.detector() == Detector.MISSING ? counters[Feature.EVENTS] : counters[Feature.PRESENT];
    }

    /** The mean of the feature's map over a pane. */
    double[] mean(PaneSummary pane) {
        long[] counters = feature.count(pane);
        return mean(sums(counters), events(counters));
    }

    private static double[] mean(double[] sums, double events) {
        double[] mean = new double[sums.length];
        for (int d = 0; d < mean.length && events > 0; d++) {
            mean[d] = sums[d] / events;
        }
        return mean;
    }

    /** ln e of every bet on the newest step, NaN where none is made. */
    double[] bets(int[] stretches) {
        double[] logE = new double[bets(stretches.length)];
        Arrays.fill(logE, Double.NaN);
        Row now = rows.get(rows.size() - 1);
        if (now.size() == 0) {
            return logE;
        }
        List<Row> earlier = earlier();
        if (earlier.size() < PayoffSpread.FEWEST) {
            return logE;
        }
        Witness witness = new Witness(
                differences(earlier), earlier.stream().mapToDouble(Row::size).toArray(), whitening, half);
        for (int i = 0; i < stretches.length; i++) {
            if (witness.knows(stretches[i])) {
                Bet bet = witness.bet(stretches[i], now.z());
                PayoffSpread spread =
                        share() ? bet.spread().atLeast(bet.squaredLength() * shareVariance(now)) : bet.spread();
                for (int j = 0; j < STAKES.length; j++) {
                    logE[i * STAKES.length + j] = FairBet.logE(bet.payoff(), spread, STAKES[j]);
                }
            }
        }
        return logE;
    }

    private List<Row> earlier() {
        return rows.subList(0, Math.max(0, rows.size() - 1 - GAP)).stream()
                .filter(row -> row.size() > 0)
                .toList();
    }

    private static double[][] differences(List<Row> rows) {
        return rows.stream().map(Row::z).toArray(double[][]::new);
    }

    private static double shareVariance(Row row) {
        double share = (row.control()[0] + row.canary()[0]) / (row.controlEvents() + row.canaryEvents());
        return share * (1 - share);
    }

    /**
     * How large the difference is over the newest steps.
     *
     * <pre>
     * Δ = Σ √s_i·Z_i / Σ s_i,   δ² = max(0, ‖Δ‖² − V·φ/Σ s_i) / normaliser
     * </pre>
     *
     * <p>with V and φ of all earlier steps, and the normaliser of {@link MeanShiftTest}: δ² is unbiased before the bound at 0.
     */
    Size size(int steps) {
        List<Row> window = rows.subList(Math.max(0, rows.size() - steps), rows.size());
        double[] difference = new double[rows.get(0).z().length];
        double[] control = new double[difference.length];
        double[] both = new double[difference.length];
        double size = 0;
        double controlEvents = 0;
        double canaryEvents = 0;
        for (Row row : window) {
            double root = StrictMath.sqrt(row.size());
            for (int d = 0; d < difference.length; d++) {
                difference[d] += root * row.z()[d];
                control[d] += row.control()[d];
                both[d] += row.control()[d] + row.canary()[d];
            }
            size += row.size();
            controlEvents += row.controlEvents();
            canaryEvents += row.canaryEvents();
        }
        PayoffSpread spread = PayoffSpread.of(differences(earlier()));
        double deff = deff(spread, mean(both, controlEvents + canaryEvents));
        double squared = size == 0 ? 0 : squaredNorm(difference) / (size * size) - noise(spread, both, window) / size;
        double normaliser =
                feature instanceof TextFeature && !share() ? 1 - squaredNorm(mean(control, controlEvents)) : 1;
        double effect = normaliser <= 1e-9 ? 0 : StrictMath.sqrt(Math.max(0, squared) / normaliser);
        return new Size(effect, controlEvents, canaryEvents, spread.phi(), deff);
    }

    private double noise(PayoffSpread spread, double[] both, List<Row> window) {
        if (!share()) {
            return spread.variance() * spread.phi();
        }
        double events = window.stream()
                .mapToDouble(row -> row.controlEvents() + row.canaryEvents())
                .sum();
        double share = events == 0 ? 0 : both[0] / events;
        return Math.max(spread.variance(), share * (1 - share)) * spread.phi();
    }

    private double deff(PayoffSpread spread, double[] mean) {
        double independent = share() ? mean[0] * (1 - mean[0]) : feature.independentTrace(mean);
        if (independent <= 1e-9) {
            return 1;
        }
        double deff = spread.variance() * spread.phi() / independent;
        return Math.min(MeanShiftTest.LARGEST_CLUMP, Math.max(1, deff));
    }

    private static double squaredNorm(double[] x) {
        double sum = 0;
        for (double component : x) {
            sum += component * component;
        }
        return sum;
    }

    /**
     * A difference.
     *
     * @param effect δ
     * @param controlEvents events of the control with a value
     * @param canaryEvents events of the canary with a value
     * @param phi growth of the long-run variance
     * @param deff design effect
     */
    record Size(double effect, double controlEvents, double canaryEvents, double phi, double deff) {
        /** Independent events of the smaller side. */
        double effectiveEvents() {
            return Math.min(controlEvents, canaryEvents) / deff;
        }
    }
}
