/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Quantity;
import io.leeway.stats.window.LimitSpec.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitRuleTest {

    private static final long MINUTE = 60_000;
    private static final LimitSpec P99 = new LimitSpec("latencyMs", Quantity.quantile(99), Side.AT_MOST, 3000);
    private static final LimitSpec P50 = new LimitSpec("latencyMs", Quantity.quantile(50), Side.AT_MOST, 500);

    private final LimitRule rule = new LimitRule(5 * MINUTE);
    private final List<Transition> transitions = new ArrayList<>();
    private LimitState state = LimitState.INITIAL;
    private LimitDecision last;
    private long minute;

    private enum How {
        BREACHED,
        NOT_KEPT,
        KEPT,
        TOO_FEW
    }

    private static LimitResult result(LimitSpec limit, int window, How how) {
        return new LimitResult(
                limit,
                window,
                -window * MINUTE,
                1,
                50,
                how == How.TOO_FEW ? 29 : 50,
                0,
                how == How.BREACHED ? 1e-9 : 0.3,
                how == How.BREACHED,
                how == How.KEPT);
    }

    private void step(LimitResult... results) {
        last = rule.decide("latencyMs", List.of(results), ++minute * MINUTE, state);
        state = last.after();
        if (last.transition() != Transition.NONE) {
            transitions.add(last.transition());
        }
    }

    private void step(int times, How... byWindow) {
        for (int i = 0; i < times; i++) {
            LimitResult[] results = new LimitResult[byWindow.length];
            for (int w = 0; w < byWindow.length; w++) {
                results[w] = result(P99, w, byWindow[w]);
            }
            step(results);
        }
    }

    @Test
    void shouldOpenOnTwoOfThreeEvaluations() {
        step(1, How.BREACHED);
        step(2, How.KEPT);
        step(1, How.BREACHED);
        assertThat(transitions).isEmpty();
        step(1, How.KEPT);
        step(1, How.BREACHED);

        assertThat(transitions).containsExactly(Transition.OPENED);
        assertThat(last.incident()).isEqualTo(new LimitState.Incident(6 * MINUTE, 0, 0));
    }

    @Test
    void shouldResolveWhenKeptForAFullShortestWindow() {
        step(2, How.BREACHED);
        step(5, How.KEPT);
        step(1, How.NOT_KEPT);
        step(5, How.KEPT);
        assertThat(transitions).containsExactly(Transition.OPENED);
        step(1, How.KEPT);

        assertThat(transitions).containsExactly(Transition.OPENED, Transition.RESOLVED);
        assertThat(state.incident()).isNull();
        assertThat(state.clip()).as("end of the first quiet pane").isEqualTo(9 * MINUTE);
        step(2, How.BREACHED);
        assertThat(transitions).hasSize(3).endsWith(Transition.OPENED);
    }

    @Test
    void shouldLetTheWindowThatSawTheBreachSeeItEnd() {
        step(2, How.KEPT, How.NOT_KEPT, How.BREACHED);
        step(20, How.KEPT, How.KEPT, How.NOT_KEPT);
        assertThat(transitions).containsExactly(Transition.OPENED);
        assertThat(state.incident().window()).isEqualTo(2);
        step(6, How.NOT_KEPT, How.KEPT, How.KEPT);

        assertThat(transitions).containsExactly(Transition.OPENED, Transition.RESOLVED);
    }

    @Test
    void shouldTakeTheLongestWindowWhereTheOneThatSawTheBreachIsNotThere() {
        step(2, How.KEPT, How.NOT_KEPT, How.BREACHED);
        step(6, How.NOT_KEPT, How.KEPT);

        assertThat(transitions).containsExactly(Transition.OPENED, Transition.RESOLVED);
    }

    @Test
    void shouldNotTakeSilenceForRecovery() {
        step(2, How.BREACHED);
        step(60, How.TOO_FEW);
        assertThat(transitions).containsExactly(Transition.OPENED);
        step(result(P50, 0, How.KEPT), result(P99, 0, How.TOO_FEW));
        assertThat(state.quietSince()).isEqualTo(LimitState.NEVER);
    }

    @Test
    void shouldKeepOneIncidentForAllLimitsOfAFeature() {
        step(result(P99, 0, How.BREACHED), result(P50, 0, How.NOT_KEPT));
        step(result(P99, 0, How.BREACHED), result(P50, 0, How.NOT_KEPT));
        assertThat(state.broken()).containsExactly("p99 at most");
        step(result(P99, 0, How.KEPT), result(P50, 0, How.BREACHED));
        assertThat(state.broken()).containsExactly("p50 at most", "p99 at most");
        for (int i = 0; i < 10; i++) {
            step(result(P99, 0, How.KEPT), result(P50, 0, How.NOT_KEPT));
        }
        assertThat(transitions).containsExactly(Transition.OPENED);
        for (int i = 0; i < 6; i++) {
            step(result(P99, 0, How.KEPT), result(P50, 0, How.KEPT));
        }
        assertThat(transitions).containsExactly(Transition.OPENED, Transition.RESOLVED);
    }

    @Test
    void shouldNotMakeALimitThatNeverBrokeHoldUpTheEnd() {
        for (int i = 0; i < 2; i++) {
            step(result(P99, 0, How.BREACHED), result(P50, 0, How.NOT_KEPT));
        }
        for (int i = 0; i < 6; i++) {
            step(result(P99, 0, How.KEPT), result(P50, 0, How.NOT_KEPT));
        }
        assertThat(transitions).containsExactly(Transition.OPENED, Transition.RESOLVED);
    }

    @Test
    void shouldListTheStrongestBreachFirst() {
        LimitResult weak = new LimitResult(P50, 0, 0, 1, 50, 50, 9, 1e-5, true, false);
        LimitResult strong = new LimitResult(P99, 1, 0, 1, 50, 50, 9, 1e-7, true, false);
        step(weak, strong);

        assertThat(last.reasons()).containsExactly(strong, weak);
    }
}
