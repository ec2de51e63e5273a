/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.stats.decide.Decision.Status;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.detect.TestResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRuleTest {

    private static final long PANE = 60_000;
    private static final long RECOVERY = 5 * PANE;
    private static final double THRESHOLD = 1e-5;
    private static final DetectorKey LADDER = new DetectorKey("number:a", Detector.LADDER);
    private static final DetectorKey UNSEEN = new DetectorKey("number:a", Detector.UNSEEN);

    private FamilyState state = FamilyState.INITIAL;
    private long now;

    /** One letter an evaluation: S significant, w near the threshold, q quiet, u unquiet, i inconclusive. */
    @ParameterizedTest
    @CsvSource({
        "S, w, WARN",
        "SS, SS, DRIFT",
        "SqS, opens at 3, DRIFT",
        "SqqS, too far apart, WARN",
        "SqqSq, still too far apart, OK",
        "SqqSqS, opens at 6, DRIFT",
        "SiS, inconclusive ones are no evaluations, DRIFT",
        "SiiiiS, however many, DRIFT",
        "iS, once is not enough, WARN",
        "w, near, WARN",
        "ww, near is never an incident, WARN",
        "wq, back, OK",
        "i, nothing known, OK",
        "SSqqqqq, not quiet for long enough, DRIFT",
        "SSqqqqqq, quiet for the recovery, OK",
        "SSqqquqqq, an unquiet one starts the count again, DRIFT",
        "SSqqquqqqqq, again not long enough, DRIFT",
        "SSqqquqqqqqq, and then long enough, OK",
        "SSiiiiiiiiii, silence is not recovery, DRIFT",
        "SSqqqqqqS, one after the end is a warning, WARN",
        "SSqqqqqqSS, two are another incident, DRIFT"
    })
    void shouldFollowTheEvaluations(String evaluations, String why, Status expected) {
        Decision last = null;
        for (int i = 0; i < evaluations.length(); i++) {
            last = decide(of(evaluations.charAt(i)));
        }

        assertThat(last).isNotNull();
        assertThat(last.status()).as("%s: %s", evaluations, why).isEqualTo(expected);
    }

    private static List<Tested> of(char evaluation) {
        return switch (evaluation) {
            case 'S' -> List.of(test(LADDER, 0, 1e-6, 0.3, 100));
            case 'w' -> List.of(test(LADDER, 0, 5e-5, 0.3, 100));
            case 'u' -> List.of(test(LADDER, 0, 0.01, 0.1, 100));
            case 'i' -> List.of(test(LADDER, 0, 1e-9, 0.9, 19.9));
            default -> List.of(test(LADDER, 0, 0.4, 0.0, 100));
        };
    }

    @Test
    void shouldCountSignificanceByDetectorNotByWindow() {
        decide(List.of(test(LADDER, 0, 1e-6, 0.3, 100)));
        assertThat(decide(List.of(test(UNSEEN, 0, 1e-6, 0.3, 100))).transition())
                .isEqualTo(Transition.NONE);

        Decision opened = decide(List.of(test(LADDER, 2, 1e-6, 0.3, 100), test(UNSEEN, 1, 0.5, 0, 100)));

        assertThat(opened.transition()).isEqualTo(Transition.OPENED);
        assertThat(opened.incident().openedAt()).isEqualTo(3 * PANE);
        assertThat(opened.incident().suspectedFrom()).isEqualTo(windowStart(2, 3 * PANE));
    }

    @Test
    void shouldSuspectTheStartOfTheShortestWindowThatSaysSo() {
        decide(List.of(test(LADDER, 1, 1e-6, 0.3, 100)));
        Decision opened = decide(List.of(
                test(LADDER, 2, 1e-12, 0.3, 100), test(LADDER, 1, 1e-6, 0.3, 100), test(LADDER, 0, 0.1, 0.3, 100)));

        assertThat(opened.incident().suspectedFrom()).isEqualTo(windowStart(1, 2 * PANE));
        assertThat(opened.reasons()).extracting(Tested::window).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource({"1e-6, 0.07, 100", "1.1e-5, 0.5, 100", "1e-6, 0.5, 29"})
    void shouldNeedSignificanceAndEffectAndEvents(double p, double effect, double events) {
        for (int i = 0; i < 5; i++) {
            assertThat(decide(List.of(test(LADDER, 0, p, effect, events))).status())
                    .isNotEqualTo(Status.DRIFT);
        }
    }

    @Test
    void shouldAcceptAnEffectAndAProbabilityThatJustReachTheirBounds() {
        decide(List.of(test(LADDER, 0, THRESHOLD, 0.08, 30)));

        assertThat(decide(List.of(test(LADDER, 0, THRESHOLD, 0.08, 30))).status())
                .isEqualTo(Status.DRIFT);
    }

    @Test
    void shouldChangeNothingWithoutAConclusiveTest() {
        decide(of('S'));
        FamilyState before = state;

        Decision decision = decide(of('i'));

        assertThat(decision.after()).isEqualTo(before);
        assertThat(decision.transition()).isEqualTo(Transition.NONE);
        assertThat(decision.reasons()).isEmpty();
        assertThat(decide(List.of()).after()).isEqualTo(before);
    }

    @Test
    void shouldResolveByTheShortestConclusiveWindow() {
        decide(of('S'));
        decide(of('S'));
        Decision last = null;
        for (int i = 0; i <= 5; i++) {
            last = decide(List.of(
                    test(LADDER, 0, 1e-9, 0.5, 5), test(LADDER, 1, 0.4, 0.0, 100), test(LADDER, 2, 1e-9, 0.5, 100)));
        }

        assertThat(last).isNotNull();
        assertThat(last.transition()).isEqualTo(Transition.RESOLVED);
        assertThat(last.incident().openedAt()).isEqualTo(2 * PANE);
        assertThat(last.after().incident()).isNull();
        assertThat(last.after().recent()).isEmpty();
        assertThat(last.after().clip())
                .as("windows start where the quiet run began")
                .isEqualTo(3 * PANE);
    }

    @Test
    void shouldShareTheQuietLevelAmongTheTestsOfTheWindow() {
        decide(of('S'));
        decide(of('S'));
        List<Tested> four = new ArrayList<>();
        for (Detector detector : List.of(Detector.LADDER, Detector.UNSEEN, Detector.MISSING, Detector.SHARES)) {
            four.add(test(new DetectorKey("number:a", detector), 0, 0.02, 0.2, 100));
        }
        assertThat(decide(four).after().quietSince()).as("0.02 > 0.05/4").isEqualTo(3 * PANE);
        assertThat(decide(four.subList(0, 1)).after().quietSince())
                .as("0.02 < 0.05")
                .isEqualTo(FamilyState.NEVER);
    }

    @Test
    void shouldEscalateOnceWhenAChangeIsConfirmedToBeLarge() {
        decide(List.of(test(LADDER, 0, 1e-6, 0.1, 100)));
        Decision opened = decide(List.of(test(LADDER, 0, 1e-6, 0.1, 100)));
        assertThat(opened.incident().told().severity()).isEqualTo(Severity.WARN);

        // Another detector, for the first time: not confirmed.
        DetectorKey other = new DetectorKey("number:b", Detector.LADDER);
        assertThat(decide(List.of(test(other, 0, 1e-6, 0.3, 100))).transition()).isEqualTo(Transition.NONE);

        Decision escalated = decide(List.of(test(other, 0, 1e-6, 0.3, 100)));
        assertThat(escalated.transition()).isEqualTo(Transition.ESCALATED);
        assertThat(escalated.incident().openedAt()).isEqualTo(opened.incident().openedAt());
        assertThat(escalated.incident().told().severity()).isEqualTo(Severity.ALERT);

        assertThat(decide(List.of(test(other, 0, 1e-6, 0.1, 100))).transition()).isEqualTo(Transition.NONE);
        assertThat(decide(List.of(test(other, 0, 1e-6, 0.3, 100))).transition())
                .as("it has been said")
                .isEqualTo(Transition.NONE);
        assertThat(state.incident().told().features()).containsExactly("number:a", "number:b");
    }

    @Test
    void shouldTellOfGrowthAndOfOtherFeaturesAtMostOnceAnHour() {
        List<Tested> large = List.of(test(LADDER, 0, 1e-6, 0.2, 100));
        decide(large);
        assertThat(decide(large).incident().told().severity()).isEqualTo(Severity.ALERT);

        List<Tested> larger = List.of(test(LADDER, 0, 1e-6, 0.31, 100));
        for (int minute = 1; minute < 60; minute++) {
            assertThat(decide(larger).transition()).as("minute %s", minute).isEqualTo(Transition.NONE);
        }
        assertThat(decide(larger).transition()).isEqualTo(Transition.UPDATED);

        DetectorKey other = new DetectorKey("number:b", Detector.UNSEEN);
        List<Tested> wider = List.of(test(LADDER, 0, 1e-6, 0.31, 100), test(other, 0, 1e-6, 0.03, 100));
        for (int minute = 1; minute < 60; minute++) {
            assertThat(decide(wider).transition()).as("minute %s", minute).isEqualTo(Transition.NONE);
        }
        assertThat(decide(wider).transition()).isEqualTo(Transition.UPDATED);
        for (int minute = 0; minute < 120; minute++) {
            assertThat(decide(wider).transition()).as("nothing new").isEqualTo(Transition.NONE);
        }
    }

    @Test
    void shouldForgetDetectorsThatWereNotSignificantOfLate() {
        decide(of('S'));
        for (int i = 0; i < 2; i++) {
            assertThat(decide(of('q')).after().recent()).containsOnlyKeys(LADDER);
        }
        assertThat(decide(of('q')).after().recent()).isEmpty();
    }

    private Decision decide(List<Tested> tests) {
        now += PANE;
        List<Tested> placed = tests.stream()
                .map(test -> new Tested(
                        test.key(),
                        test.reference(),
                        test.window(),
                        windowStart(test.window(), now),
                        test.result(),
                        test.bounds(),
                        test.distances()))
                .toList();
        Decision decision = new DecisionRule(RECOVERY).decide(Family.NUMBERS, placed, now, state);
        state = decision.after();
        return decision;
    }

    private static long windowStart(int window, long end) {
        return end - 20 * PANE * (window + 1);
    }

    private static Tested test(DetectorKey key, int window, double p, double effect, double effectiveEvents) {
        TestResult result = new TestResult(
                1,
                p,
                Math.log(p),
                effect,
                effectiveEvents,
                effectiveEvents,
                1_000,
                1,
                1,
                TestResult.Method.SADDLEPOINT);
        return new Tested(
                key,
                "trailing",
                window,
                0,
                result,
                new Tested.Bounds(THRESHOLD, key.detector().effectGate(), 1 / p),
                new TreeMap<>());
    }
}
