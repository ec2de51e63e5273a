/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.pane.ClosedPane;
import io.leeway.app.pane.SourcePartition;
import io.leeway.app.topic.StreamKey;
import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.DetectorKey;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Severity;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.detect.TestResult;
import io.leeway.stats.evidence.Blame;
import io.leeway.stats.evidence.Cause;
import io.leeway.stats.evidence.Diagnosis;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.evidence.Kind;
import io.leeway.stats.evidence.Moved;
import io.leeway.stats.evidence.Topic;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.monitor.Evaluation;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.Observation;
import io.leeway.stats.sketch.PaneSummary;
import io.leeway.stats.sketch.TextState;
import io.leeway.stats.window.PaneEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An evaluation made by hand, and what belongs to it. */
final class AlertFixtures {

    static final StreamKey STREAM = new StreamKey("support", "v2");
    static final RunIdentity RUN = new RunIdentity("leeway", "c0ffee", "map-1");
    static final long MINUTE = 60_000;
    static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private AlertFixtures() {}

    static TestResult result(double pValue, double effect) {
        return new TestResult(
                12.5, pValue, Math.log(pValue), effect, 120, 80.5, 5000, 1.25, 1.5, TestResult.Method.SADDLEPOINT);
    }

    static Tested tested(String feature, Detector detector, double pValue) {
        return new Tested(
                new DetectorKey(feature, detector),
                "trailing",
                0,
                START - 19 * MINUTE,
                result(pValue, 0.2),
                new Tested.Bounds(1e-6, detector.effectGate(), 1 / pValue),
                new TreeMap<>());
    }

    static Evidence evidence(Tested strongest, String... traces) {
        List<Moved> moved = List.of(
                new Moved(strongest.key(), 1e-8, 0.2, 3.0, 4.5, "median 3 to 4.5"),
                new Moved(new DetectorKey("text", Detector.EMBEDDING), 1e-7, 0.1, Double.NaN, Double.NaN, "new kinds"));
        return new Evidence(
                strongest,
                START + MINUTE,
                new Evidence.ReferenceSize("trailing", START - 1000 * MINUTE, START - 120 * MINUTE, 5000, 880),
                true,
                moved,
                Arrays.stream(traces).map(AlertFixtures::witness).toList(),
                new Diagnosis(
                        Kind.DATA_QUALITY,
                        Optional.of(new Cause(Kind.DATA_QUALITY, "truncation", "97 % of texts have 24 characters")),
                        new Blame(0.25, 0.75, 0),
                        List.of(new Topic(
                                Topic.Change.NEW,
                                Topic.NONE,
                                0.05,
                                0.25,
                                1e-9,
                                List.of(exemplar("e-1", TRACE, "s-1")),
                                List.of("lost card"))),
                        START + MINUTE,
                        Optional.of(exemplar("e-1", TRACE, "s-1"))));
    }

    private static Witness witness(String trace) {
        return new Witness(exemplar("e-1", trace, "s-1"), 0.75, Witness.Role.NEW);
    }

    static Exemplar exemplar(String event, String trace, String session) {
        return new Exemplar(
                event,
                trace,
                session,
                START + 5,
                null,
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                "I lost my card");
    }

    static Decision opened(Family family, long openedAt, Tested reason) {
        FamilyState.Incident incident = incident(openedAt);
        return new Decision(
                family,
                Decision.Status.DRIFT,
                Decision.Transition.OPENED,
                incident,
                List.of(reason),
                new FamilyState(incident, Collections.emptySortedMap(), FamilyState.NEVER, FamilyState.NEVER));
    }

    private static FamilyState.Incident incident(long openedAt) {
        return new FamilyState.Incident(
                openedAt,
                START - 19 * MINUTE,
                new FamilyState.Told(openedAt, Severity.ALERT, 3, new TreeSet<>(List.of("text"))));
    }

    static Decision resolved(Family family, long openedAt) {
        return new Decision(
                family,
                Decision.Status.OK,
                Decision.Transition.RESOLVED,
                incident(openedAt),
                List.of(),
                new FamilyState(null, Collections.emptySortedMap(), FamilyState.NEVER, openedAt + MINUTE));
    }

    /** The evaluation of a pane of one minute that begins so many minutes after {@link #START}. */
    static Evaluation evaluation(
            int minute, List<Tested> tests, List<Decision> decisions, Map<Family, Evidence> evidence) {
        return new Evaluation(
                START + minute * MINUTE,
                START + (minute + 1) * MINUTE,
                Evaluation.State.DRIFT,
                Set.of(Evaluation.Flag.REFERENCE_FROZEN, Evaluation.Flag.PROVISIONAL),
                tests,
                decisions,
                evidence,
                List.of());
    }

    static ClosedPane pane(int minute) {
        PaneSummary summary = new PaneSummary();
        summary.add(
                new Observation(
                        "e",
                        null,
                        null,
                        START + minute * MINUTE,
                        TextState.MISSING,
                        null,
                        new TreeMap<>(Map.of("x", 1.0)),
                        Collections.emptySortedMap()),
                null);
        return new ClosedPane(
                new PaneEntry(START + minute * MINUTE, START + (minute + 1) * MINUTE, summary),
                ClosedPane.ClosedBy.IDLE,
                List.of(
                        new SourcePartition("chats", 0),
                        new SourcePartition("chats", 1),
                        new SourcePartition("calls", 0)));
    }
}
