/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.BlockNull;
import io.leeway.stats.detect.MeanShiftTest;
import io.leeway.stats.detect.SpectralNull;
import io.leeway.stats.detect.TestResult;
import java.util.function.Function;

/** A second way to compare the means of a feature, with a null distribution of its own. */
interface Contrast {

    /** What it is called. */
    Detector detector();

    /** Position of the reference's first entry that the contrast was not fitted to: only those tell how it behaves. */
    int firstCalibrationEntry();

    /** Whether it may be used where the reference's mean depends on the hour. */
    boolean followsSeason();

    /**
     * Compares a window with the reference.
     *
     * @param window the window's counters
     * @param before the reference's counters
     * @param main the feature's main comparison
     */
    TestResult test(long[] window, long[] before, Main main, Inflation inflation);

    /**
     * What a feature's main comparison was made of, and what it gave.
     *
     * @param mean the reference's mean of the feature's own map
     * @param sums sums of that map over the window's events
     * @param result the result
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never changed
    record Main(double[] mean, double[] sums, TestResult result) {}

    /** The distance of means in which the directions of the reference's own movements count less. */
    final class Spectral implements Contrast {

        private final SpectralNull spectral;

        Spectral(SpectralNull spectral) {
            this.spectral = spectral;
        }

        @Override
        public Detector detector() {
            return Detector.SPECTRAL;
        }

        @Override
        public int firstCalibrationEntry() {
            return spectral.map().firstCalibrationEntry();
        }

        @Override
        public boolean followsSeason() {
            return true;
        }

        @Override
        public TestResult test(long[] window, long[] before, Main main, Inflation inflation) {
            return spectral.test(main.result(), inflation.rho(), inflation.kappa(), main.mean(), main.sums());
        }
    }

    /** The χ² distance of a number's shares between deciles. */
    final class Deciles implements Contrast {

        private final BlockNull blockNull;
        private final Function<long[], double[]> sums;
        private final Function<double[], MeanShiftTest> test;

        Deciles(BlockNull blockNull, Function<long[], double[]> sums, Function<double[], MeanShiftTest> test) {
            this.blockNull = blockNull;
            this.sums = sums;
            this.test = test;
        }

        @Override
        public Detector detector() {
            return Detector.DECILES;
        }

        @Override
        public int firstCalibrationEntry() {
            return 0;
        }

        @Override
        public boolean followsSeason() {
            return false;
        }

        @Override
        public TestResult test(long[] window, long[] before, Main main, Inflation inflation) {
            double events = window[Feature.PRESENT];
            double eventsBefore = before[Feature.PRESENT];
            double[] shares = sums.apply(before);
            for (int i = 0; i < shares.length && eventsBefore > 0; i++) {
                shares[i] /= eventsBefore;
            }
            return test.apply(shares)
                    .withInflation(inflation.rho(), inflation.kappa())
                    .test(blockNull, shares, eventsBefore, sums.apply(window), events);
        }
    }
}
