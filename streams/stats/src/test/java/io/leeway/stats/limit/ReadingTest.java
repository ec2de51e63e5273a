/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static LimitSpec limit(Quantity quantity, Side side, double bound) {
        return new LimitSpec("x", quantity, side, bound);
    }

    private static NumberSummary numbers(double... values) {
        NumberSummary summary = new NumberSummary();
        for (double value : values) {
            summary.add(value);
        }
        return summary;
    }

    private static CategorySummary categories(String... values) {
        CategorySummary summary = new CategorySummary();
        for (String value : values) {
            summary.add(value);
        }
        return summary;
    }

    @Test
    void shouldCountARateOfNumbersAndCategories() {
        Reading numbers = Reading.of(limit(Quantity.rate(), Side.AT_MOST, 0.1), numbers(0, 1, 0, 0.49, 0.5, 2), null);
        Reading both = Reading.of(
                limit(Quantity.rate(), Side.AT_LEAST, 0.1), numbers(0, 1), categories("true", "True", "false", "1"));

        assertThat(numbers).isEqualTo(Reading.ofShare(6, 3));
        assertThat(both).as("beyond a lower bound are those that are not true").isEqualTo(Reading.ofShare(6, 3));
    }

    @Test
    void shouldCountWhatIsBeyondAQuantile() {
        NumberSummary values = numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        assertThat(Reading.of(limit(Quantity.quantile(50), Side.AT_MOST, 7), values, null))
                .isEqualTo(Reading.ofShare(10, 3));
        assertThat(Reading.of(limit(Quantity.quantile(50), Side.AT_LEAST, 7), values, null))
                .isEqualTo(Reading.ofShare(10, 6));
        assertThat(Reading.of(
                                limit(Quantity.quantile(50), Side.AT_MOST, 7),
                                numbers(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                                null)
                        .beyond())
                .isEqualTo(1);
    }

    @Test
    void shouldCountTheShareOfAValue() {
        CategorySummary outcomes = categories("done", "refused", "done", "refused", "done");

        assertThat(Reading.of(limit(Quantity.share("refused"), Side.AT_MOST, 0.1), null, outcomes))
                .isEqualTo(Reading.ofShare(5, 2));
        assertThat(Reading.of(limit(Quantity.share("done"), Side.AT_LEAST, 0.1), null, outcomes))
                .isEqualTo(Reading.ofShare(5, 2));
        assertThat(Reading.of(limit(Quantity.share("new"), Side.AT_MOST, 0.1), null, outcomes))
                .isEqualTo(Reading.ofShare(5, 0));
    }

    @Test
    void shouldNotCountValuesAgainstALimitThatTheSummaryDoesNotKnow() {
        CategorySummary crowded = new CategorySummary();
        for (int i = 0; i < 400; i++) {
            crowded.add("value-" + i);
        }
        String unknown = crowded.counts().keySet().stream().findFirst().orElseThrow();
        for (int i = 0; i < 400; i++) {
            unknown = crowded.isExact("value-" + i) ? unknown : "value-" + i;
        }

        assertThat(Reading.of(limit(Quantity.share(unknown), Side.AT_MOST, 0.1), null, crowded)
                        .beyond())
                .isZero();
        assertThat(Reading.of(limit(Quantity.share(unknown), Side.AT_LEAST, 0.1), null, crowded)
                        .beyond())
                .isEqualTo(400 - crowded.other());
    }

    @Test
    void shouldKnowAMeanFromBothSides() {
        Random random = new Random(3);
        double[] values = random.doubles(300, 5, 5000).toArray();
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double variance = java.util.Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / 299;
        Reading all = Reading.of(limit(Quantity.mean(), Side.AT_MOST, 1), numbers(values), null);

        assertThat(all.lowest() / 300).isBetween(mean * (1 - 0x1p-10), mean);
        assertThat(all.highest() / 300).isBetween(mean, mean * (1 + 0x1p-10));
        assertThat(all.mean()).isCloseTo(all.lowest() / 300, within(1e-9));
        assertThat(all.squares() / 299).isCloseTo(variance, within(variance * 0x1p-9));
    }

    @Test
    void shouldAddPanes() {
        LimitSpec mean = limit(Quantity.mean(), Side.AT_MOST, 1);
        Reading parts = Reading.of(mean, numbers(1e9, 1e9 + 4096), null)
                .plus(Reading.of(mean, null, null))
                .plus(Reading.of(mean, numbers(1e9 + 8192 * 1024), null));
        Reading whole = Reading.of(mean, numbers(1e9, 1e9 + 4096, 1e9 + 8192 * 1024), null);

        assertThat(parts.values()).isEqualTo(3);
        assertThat(parts.mean()).isCloseTo(whole.mean(), within(1.0));
        assertThat(parts.squares()).isCloseTo(whole.squares(), within(whole.squares() * 1e-9));
        assertThat(Reading.NONE.plus(parts)).isEqualTo(parts);
    }

    @Test
    void shouldLeaveInfiniteValuesOutOfAMean() {
        Reading reading = Reading.of(
                limit(Quantity.mean(), Side.AT_MOST, 1),
                numbers(1, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                null);

        assertThat(reading.values()).isEqualTo(2);
        assertThat(reading.mean()).isEqualTo(1.5);
    }

    @Test
    void shouldSayNothingWithoutValues() {
        for (Quantity quantity :
                new Quantity[] {Quantity.mean(), Quantity.rate(), Quantity.share("a"), Quantity.quantile(99)}) {
            assertThat(Reading.of(limit(quantity, Side.AT_MOST, 0.5), null, null))
                    .isEqualTo(Reading.NONE);
        }
    }

    @Test
    void shouldRefuseBoundsThatASingleEventWouldBreak() {
        assertThatThrownBy(() -> limit(Quantity.rate(), Side.AT_MOST, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bound of rate of x is 0.0 but must be above 0 and below 1");
        assertThatThrownBy(() -> limit(Quantity.mean(), Side.AT_MOST, Double.NaN))
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> Quantity.quantile(100)).hasMessageContaining("below p100");
    }
}
