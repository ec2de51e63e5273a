/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a limit opens an incident although the truth is at the bound, or just inside it. */
class FalseOpeningsTest {

    private static final long MINUTE = 60_000;
    private static final long[] WINDOWS = {5, 20, 50, 100, 200};
    private static final int EVENTS = 10;

    private static int openings(LimitSpec limit, int days, ToLongFunction<LimitSeries> pane) {
        LimitSeries series = new LimitSeries(limit, MINUTE, Clumping.UNKNOWN);
        LimitRule rule = new LimitRule(WINDOWS[0] * MINUTE);
        LimitState state = LimitState.INITIAL;
        int openings = 0;
        for (int i = 0; i < days * 24 * 60; i++) {
            long end = pane.applyAsLong(series);
            List<LimitSeries.Window> windows = new ArrayList<>();
            for (int w = 0; w < WINDOWS.length; w++) {
                windows.add(new LimitSeries.Window(w, Math.max(state.clip(), end - WINDOWS[w] * MINUTE)));
            }
            LimitDecision decision = rule.decide(limit.feature(), series.judge(windows), end, state);
            state = decision.after();
            openings += decision.transition() == Transition.OPENED ? 1 : 0;
            if (decision.incident() == null && decision.reasons().isEmpty()) {
                series.learn(end - WINDOWS[WINDOWS.length - 1] * MINUTE);
            }
            series.dropBefore(end - WINDOWS[WINDOWS.length - 1] * MINUTE);
        }
        return openings;
    }

    /** Events of conversations: each goes on with probability {@code stay} and is as good or bad as before. */
    private static ToLongFunction<LimitSeries> conversations(double rate, double stay, long seed) {
        Random random = new Random(seed);
        boolean[] bad = new boolean[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            bad[i] = random.nextDouble() < rate;
        }
        long[] minute = {0};
        return series -> {
            long beyond = 0;
            for (int i = 0; i < EVENTS; i++) {
                bad[i] = random.nextDouble() < stay ? bad[i] : random.nextDouble() < rate;
                beyond += bad[i] ? 1 : 0;
            }
            long start = minute[0]++ * MINUTE;
            series.append(start, start + MINUTE, Reading.ofShare(EVENTS, beyond), null);
            return start + MINUTE;
        };
    }

    @ParameterizedTest
    @CsvSource({
        // share of the bound, probability that a conversation goes on, most openings in 30 days
        "0.8, 0,   0",
        "1.0, 0,   3",
        "0.8, 0.5, 3",
        "0.8, 0.8, 4",
    })
    void shouldRarelyOpenOnARateWithinItsBound(double share, double stay, int most) {
        LimitSpec limit = new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.05);

        assertThat(openings(limit, 30, conversations(share * 0.05, stay, 11)))
                .as("seed 11")
                .isLessThanOrEqualTo(most);
    }

    @Test
    void shouldRarelyOpenOnAMeanOfCostsJustWithinItsBound() {
        Random random = new Random(12);
        LimitSpec limit = new LimitSpec("costUsd", Quantity.mean(), Side.AT_MOST, Math.exp(0.5) / 0.9);
        long[] minute = {0};

        int openings = openings(limit, 10, series -> {
            NumberSummary costs = new NumberSummary();
            for (int i = 0; i < EVENTS; i++) {
                costs.add(Math.exp(random.nextGaussian()));
            }
            long start = minute[0]++ * MINUTE;
            series.append(start, start + MINUTE, costs, null);
            return start + MINUTE;
        });

        assertThat(openings).as("seed 12").isZero();
    }

    @Test
    void shouldFindARateOfTwiceItsBoundWithinTwoHours() {
        LimitSpec limit = new LimitSpec("toolError", Quantity.rate(), Side.AT_MOST, 0.05);
        LimitSeries series = new LimitSeries(limit, MINUTE, Clumping.UNKNOWN);
        ToLongFunction<LimitSeries> pane = conversations(0.1, 0, 13);
        long end = 0;
        for (int i = 0; i < 120; i++) {
            end = pane.applyAsLong(series);
        }

        assertThat(series.judge(List.of(new LimitSeries.Window(0, end - 100 * MINUTE)))
                        .get(0)
                        .breached())
                .as("seed 13")
                .isTrue();
    }
}
