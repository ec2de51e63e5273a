/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.map.FeatureMapId;
import io.leeway.stats.map.KernelFeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectralNullTest {
    private static final int REFERENCE = 400;
    private static final int WINDOW = 20;
    private static final int GAP = 5;

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0.3", "8, 0.3"})
    void shouldHoldTheRate(double sessionLength, double share) {
        int dimension = 32;
        int streams = 60;
        List<Double> pValues = new ArrayList<>();
        for (long seed = 0; seed < streams; seed++) {
            double[][] sums = new double[REFERENCE + 125][];
            double[] counts = new double[sums.length];
            List<List<double[]>> entries = new Stream(seed, sessionLength, share, dimension).entries(sums.length);
            for (int i = 0; i < sums.length; i++) {
                counts[i] = entries.get(i).size();
                sums[i] = new double[dimension];
                for (double[] event : entries.get(i)) {
                    Vectors.add(sums[i], event);
                }
                for (int k = 0; k < dimension; k++) {
                    sums[i][k] *= StrictMath.pow(0.93, k);
                }
            }
            Fitted fitted = new Fitted(Arrays.copyOf(sums, REFERENCE), Arrays.copyOf(counts, REFERENCE));
            for (int start = REFERENCE + GAP; start + WINDOW <= sums.length; start += WINDOW + GAP) {
                pValues.add(fitted.mapped(total(sums, start), Vectors.total(range(counts, start))));
            }
        }
        Rates.assertNominal(pValues, "seeds 0 to " + (streams - 1));
    }

    /** Topics on the unit sphere; a tenth of the window's events are about a new one. */
    @Test
    void shouldFindANewTopicMoreOftenThanTheUnmappedTest() {
        int mapped = 0;
        int plain = 0;
        int windows = 0;
        List<Double> unchanged = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            Topics topics = new Topics(seed);
            double[][] sums = new double[REFERENCE][];
            Arrays.setAll(sums, i -> topics.sum(10, 0));
            double[] counts = new double[REFERENCE];
            Arrays.fill(counts, 10);
            Fitted fitted = new Fitted(sums, counts);
            for (int i = 0; i < 10; i++) {
                double[] window = topics.sum(200, 0.1);
                mapped += fitted.mapped(window, 200) < 1e-3 ? 1 : 0;
                plain += fitted.plain(window, 200) < 1e-3 ? 1 : 0;
                windows++;
                unchanged.add(fitted.mapped(topics.sum(200, 0), 200));
            }
        }
        assertThat(mapped)
                .as("of %s, unmapped %s, seeds 0 to 4", windows, plain)
                .isGreaterThan(plain + windows / 4);
        Rates.assertNominal(unchanged, "seeds 0 to 4");
    }

    @Test
    void shouldReplaceOnlyWhatTheMapChanges() {
        Topics topics = new Topics(1);
        double[][] sums = new double[80][];
        Arrays.setAll(sums, i -> topics.sum(10, 0));
        double[] counts = new double[80];
        Arrays.fill(counts, 10);
        BlockNull plain = BlockNull.of(sums, counts);
        SpectralNull spectral = SpectralNull.of(sums, counts, plain).orElseThrow();
        double[] window = topics.sum(50, 0.3);
        TestResult unmapped = MeanShiftTest.withDefaults()
                .withInflation(1.5, 1.2)
                .withUnitNorm()
                .test(plain, window, 50);

        TestResult result = spectral.test(unmapped, 1.5, 1.2, plain.mean(), window);

        double squared = Vectors.squaredNorm(spectral.map().apply(MeanShiftTest.difference(plain.mean(), window, 50)));
        double phi = StrictMath.max(plain.phi(), spectral.calibration().phi());
        double statistic = squared / (phi * 1.2 * (1.5 / 50 + 1 / plain.events()));
        assertThat(result.statistic()).isCloseTo(statistic, within(1e-12 * statistic));
        assertThat(result.pValue())
                .isEqualTo(spectral.calibration().distribution().survival(result.statistic()));
        assertThat(result.effect()).isEqualTo(unmapped.effect()).isPositive();
        assertThat(result.events()).isEqualTo(50);
        assertThat(result.effectiveEvents()).isEqualTo(unmapped.effectiveEvents());
        assertThat(result.deff()).isEqualTo(unmapped.deff());
        assertThat(spectral.calibration().events()).isEqualTo(400);
    }

    @Test
    void shouldHaveNoNullWithoutAMap() {
        double[][] sums = new double[15][];
        Random random = new Random(3);
        Arrays.setAll(sums, i -> new double[] {random.nextGaussian(), random.nextGaussian()});
        double[] counts = new double[15];
        Arrays.fill(counts, 4);
        double[][] none = new double[0][];
        double[][] constant = new double[40][1];
        double[] fours = new double[40];
        Arrays.fill(fours, 4);

        assertThat(SpectralNull.of(sums, counts, BlockNull.of(sums, counts))).isEmpty();
        assertThat(SpectralNull.of(none, new double[0], BlockNull.of(none, new double[0])))
                .isEmpty();
        assertThat(SpectralNull.of(constant, fours, BlockNull.of(constant, fours)))
                .isEmpty();
    }

    @Test
    void shouldSayNothingWhenOnlyTheFirstHalfVaried() {
        double[][] sums = new double[40][1];
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            sums[i][0] = random.nextGaussian();
        }
        double[] counts = new double[40];
        Arrays.fill(counts, 4);
        BlockNull plain = BlockNull.of(sums, counts);
        SpectralNull spectral = SpectralNull.of(sums, counts, plain).orElseThrow();
        double[] window = {100};
        TestResult unmapped = MeanShiftTest.withDefaults().test(plain, window, 20);

        TestResult result = spectral.test(unmapped, 1, 1, plain.mean(), window);

        assertThat(result.method()).isEqualTo(TestResult.Method.DEGENERATE);
        assertThat(result.pValue()).isEqualTo(1);
        assertThat(unmapped.pValue()).isLessThan(1e-6);
    }

    private static double[] range(double[] counts, int start) {
        return Arrays.copyOfRange(counts, start, start + WINDOW);
    }

    private static double[] total(double[][] sums, int start) {
        double[] total = new double[sums[0].length];
        for (int i = start; i < start + WINDOW; i++) {
            Vectors.add(total, sums[i]);
        }
        return total;
    }

    /** A reference with its null, as it is and mapped. */
    private static final class Fitted {
        final BlockNull plain;
        final SpectralNull spectral;

        Fitted(double[][] sums, double[] counts) {
            plain = BlockNull.of(sums, counts);
            spectral = SpectralNull.of(sums, counts, plain).orElseThrow();
        }

        double mapped(double[] window, double events) {
            TestResult unmapped = MeanShiftTest.withDefaults().test(plain, window, events);
            return spectral.test(unmapped, 1, 1, plain.mean(), window).pValue();
        }

        double plain(double[] window, double events) {
            return MeanShiftTest.withDefaults().test(plain, window, events).pValue();
        }
    }

    /** Events around ten topics of unequal share, as random features of the kernel. */
    private static final class Topics {
        private static final int INPUTS = 32;
        private static final int KNOWN = 10;

        private final Random random;
        private final KernelFeatureMap features =
                new KernelFeatureMap(new FeatureMapId("topics", "", INPUTS, 256, 1.5, 1, FeatureMapId.CURRENT_VERSION));
        private final double[][] centres = new double[KNOWN + 1][];

        Topics(long seed) {
            random = new Random(seed);
            Arrays.setAll(centres, i -> gaussian());
        }

        double[] sum(int events, double novel) {
            double[] sum = new double[256];
            for (int i = 0; i < events; i++) {
                int known = StrictMath.min(random.nextInt(KNOWN), random.nextInt(KNOWN));
                double[] centre = centres[random.nextDouble() < novel ? KNOWN : known];
                double[] noise = gaussian();
                float[] x = new float[INPUTS];
                double norm = 0;
                for (int k = 0; k < INPUTS; k++) {
                    noise[k] += 1.5 * centre[k];
                    norm += noise[k] * noise[k];
                }
                for (int k = 0; k < INPUTS; k++) {
                    x[k] = (float) (noise[k] / StrictMath.sqrt(norm));
                }
                Vectors.add(sum, features.apply(x));
            }
            return sum;
        }

        private double[] gaussian() {
            double[] vector = new double[INPUTS];
            Arrays.setAll(vector, k -> random.nextGaussian());
            return vector;
        }
    }
}
