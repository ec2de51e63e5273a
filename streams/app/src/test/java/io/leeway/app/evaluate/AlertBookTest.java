/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.FamilyState.Incident;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.evaluate.Alarm;
import io.leeway.stats.evaluate.Score;
import io.leeway.stats.evaluate.Truth;
import io.leeway.stats.monitor.Evaluation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AlertBookTest {

    private static final Tested STRONG = new Tested(
            new DetectorKey("number:price", Detector.LADDER),
            "pinned",
            0,
            0,
            new TestResult(9, 1e-9, -20.7, 0.5, 200, 200, 1000, 1, 1, TestResult.Method.SADDLEPOINT),
            new Tested.Bounds(1e-5, 0.08, 1e9),
            new TreeMap<>());

    private static Evaluation evaluation(Decision.Transition transition, Family family) {
        Decision decision = new Decision(
                family,
                Decision.Status.OK,
                transition,
                new Incident(0, 0, new FamilyState.Told(0, Severity.ALERT, 3, new TreeSet<>())),
                List.of(STRONG),
                FamilyState.INITIAL);
        return new Evaluation(
                0, 60_000, Evaluation.State.DRIFT, Set.of(), List.of(STRONG), List.of(decision), Map.of(), List.of());
    }

    @Test
    void shouldFollowEachFamily() {
        AlertBook book = new AlertBook();
        book.evaluated(10, evaluation(Decision.Transition.OPENED, Family.NUMBERS));
        book.evaluated(20, evaluation(Decision.Transition.OPENED, Family.MISSING));
        book.evaluated(30, evaluation(Decision.Transition.NONE, Family.NUMBERS));
        book.evaluated(40, evaluation(Decision.Transition.RESOLVED, Family.NUMBERS));
        book.evaluated(50, evaluation(Decision.Transition.OPENED, Family.NUMBERS));

        assertThat(book.alarms())
                .containsExactly(new Alarm(10, 40), new Alarm(20, Alarm.STILL_OPEN), new Alarm(50, Alarm.STILL_OPEN));
        assertThat(book.alerts().get(0))
                .isEqualTo(new RaisedAlert("numbers", new Alarm(10, 40), List.of("number:price/ladder"), 1e-9, 0.5));
    }

    @Test
    void shouldMeasureTheDistanceFromTheThreshold() {
        Trace trace = new Trace();
        trace.evaluated(10, evaluation(Decision.Transition.NONE, Family.NUMBERS));

        assertThat(trace.points()).containsOnlyKeys("number:price/ladder");
        assertThat(trace.points().get("number:price/ladder").get(0).decades())
                .isCloseTo(20.7 / StrictMath.log(10) - 5, offset(1e-9));
    }

    @Test
    void shouldSayWhetherARecurringChangeResolvedAndReopened() {
        assertThat(recurring(new Alarm(3050, 4100), new Alarm(5050, Alarm.STILL_OPEN)))
                .extracting(StreamResult::resolved, StreamResult::reopened)
                .containsExactly(true, true);
        assertThat(recurring(new Alarm(3050, Alarm.STILL_OPEN)))
                .extracting(StreamResult::resolved, StreamResult::reopened)
                .containsExactly(false, false);
        assertThat(recurring(new Alarm(3050, 5010), new Alarm(5050, Alarm.STILL_OPEN)))
                .as("resolved only after it came back")
                .extracting(StreamResult::resolved, StreamResult::reopened)
                .containsExactly(false, true);
        assertThat(recurring())
                .as("never opened")
                .extracting(StreamResult::resolved, StreamResult::reopened)
                .containsExactly(false, false);
    }

    private static StreamResult recurring(Alarm... alarms) {
        Truth truth = new Truth(2000, 6000, OptionalInt.of(3000), OptionalInt.of(3250), false);
        return new StreamResult(
                new Scenario(
                        "s14", Path.of("s14"), 0, truth, "drift at 3000, back to normal at 4000, drift again at 5000"),
                StreamResult.Verdict.DRIFT,
                Score.of(truth, List.of(alarms)),
                Arrays.stream(alarms)
                        .map(alarm -> new RaisedAlert("text", alarm, List.of("text/embedding"), 0, 1))
                        .toList(),
                List.of(),
                400,
                0,
                Map.of(),
                List.of(),
                new Trace());
    }
}
