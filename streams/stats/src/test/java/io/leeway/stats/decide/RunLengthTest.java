/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.decide.RunLength.Evidence;
import io.leeway.stats.detect.ExponentialTail;
import io.leeway.stats.detect.Gumbel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunLengthTest {

    private static final double PANES_PER_HOUR = 60;

    @Test
    void shouldGoByThePValueAloneWhileHoursAreFew() {
        RunLength none = RunLength.of(new double[23], PANES_PER_HOUR, 1, Evidence.MEANS);

        assertThat(none.measured()).isFalse();
        assertThat(none.threshold(6000)).isEqualTo(Math.log(6000));
        assertThat(none.returnPeriod(Math.log(6000))).isCloseTo(6000, within(1e-9));
    }

    @Test
    void shouldAskForBothWhileHoursAreNotMany() {
        RunLength quiet = RunLength.of(maxima(2, 1, 30, 1), PANES_PER_HOUR, 1, Evidence.MEANS);
        RunLength noisy = RunLength.of(maxima(9, 1, 30, 1), PANES_PER_HOUR, 1, Evidence.MEANS);

        assertThat(quiet.measured()).isTrue();
        assertThat(quiet.calibrated()).isFalse();
        assertThat(quiet.threshold(6000)).isEqualTo(Math.log(6000));
        assertThat(noisy.threshold(6000)).isGreaterThan(Math.log(6000) + 3);
    }

    @Test
    void shouldGoByItsOwnMaximaOnceThereAreMany() {
        RunLength length = RunLength.of(maxima(2, 1, 100, 1), PANES_PER_HOUR, 1, Evidence.MEANS);

        assertThat(length.calibrated()).isTrue();
        assertThat(length.threshold(6000))
                .isCloseTo(2 + Math.log(100), within(0.5))
                .isLessThan(Math.log(6000));
        assertThat(length.returnPeriod(length.threshold(6000))).isCloseTo(6000, within(1e-6));
    }

    @Test
    void shouldAskForMoreWhereEventsClump() {
        double independent = RunLength.of(maxima(6, 1, 60, 1), PANES_PER_HOUR, 1, Evidence.MEANS)
                .threshold(6000);
        double clumped = RunLength.of(maxima(6, 1, 60, 1), PANES_PER_HOUR, 4, Evidence.MEANS)
                .threshold(6000);
        double fitted = RunLength.of(maxima(6, 1, 60, 1), PANES_PER_HOUR, 4, Evidence.FITTED_MEANS)
                .threshold(6000);

        assertThat(clumped).isGreaterThan(independent + 0.3);
        assertThat(fitted).isGreaterThan(clumped + 0.3);
    }

    @Test
    void shouldHearTheHighestWhereTheyAreLighter() {
        double[] rhythmic = rhythmic(120);

        double all = Gumbel.fit(rhythmic).level(1_000);
        double needed =
                RunLength.of(rhythmic, PANES_PER_HOUR, 1, Evidence.MEANS).threshold(1_000 * PANES_PER_HOUR);

        assertThat(needed).isLessThan(all - 2).isGreaterThan(4);
    }

    @Test
    void shouldHearTheHighestByHalfWhileTheyAreFew() {
        double[] rhythmic = rhythmic(RunLength.RELIABLE);
        RunLength length = RunLength.of(rhythmic, PANES_PER_HOUR, 1, Evidence.MEANS);

        double all = Gumbel.fit(rhythmic).level(1_000);
        double highest = ExponentialTail.fit(rhythmic).level(1_000);
        double needed = length.threshold(1_000 * PANES_PER_HOUR);

        assertThat(highest).isLessThan(all - 2);
        assertThat(needed).isCloseTo((all + highest) / 2, within(1e-9));
        assertThat(length.returnPeriod(needed) / PANES_PER_HOUR).isCloseTo(1_000, within(1e-6));
    }

    /** Quiet and busy hours: the bulk is wide, the tail of the busy hours is not. */
    private static double[] rhythmic(int hours) {
        double[] rhythmic = new double[hours];
        Random random = new Random(8);
        for (int i = 0; i < rhythmic.length; i++) {
            rhythmic[i] = (i % 24 < 12 ? 0 : 4) - 0.3 * Math.log(random.nextDouble());
        }
        return rhythmic;
    }

    @Test
    void shouldNotBeFooledByADetectorThatNeverMoved() {
        RunLength constant = RunLength.of(new double[100], PANES_PER_HOUR, 1, Evidence.SHARES);

        assertThat(constant.threshold(6000)).isGreaterThan(Math.log(6000) - Math.log(10) - 1e-9);
        assertThat(constant.returnPeriod(0)).isLessThan(1e-9 + 10);
    }

    /** The budget is kept on data that obey the Gumbel law, whatever its place and scale, up to the noise of the fit. */
    @Test
    void shouldKeepTheExpectedRunLengthOnGumbelMaxima() {
        double wanted = 24;
        int alarms = 0;
        int hours = 0;
        for (int seed = 0; seed < 200; seed++) {
            RunLength length = RunLength.of(maxima(4, 1.3, 120, seed), PANES_PER_HOUR, 1, Evidence.MEANS);
            double threshold = length.threshold(wanted * PANES_PER_HOUR);
            double[] later = maxima(4, 1.3, 500, 1000 + seed);
            alarms += (int) Arrays.stream(later).filter(y -> y >= threshold).count();
            hours += later.length;
        }

        assertThat((double) hours / alarms).as("hours to an alarm").isBetween(wanted / 1.5, wanted * 1.5);
    }

    private static double[] maxima(double location, double scale, int hours, long seed) {
        Random random = new Random(seed);
        return random.doubles(hours)
                .map(u -> location - scale * Math.log(-Math.log(u)))
                .toArray();
    }
}
