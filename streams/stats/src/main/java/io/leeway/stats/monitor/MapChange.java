/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

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
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.Reference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The incident of a changed feature map: another embedding model, canary, or map. It opens with the first pane of the new
 * map if there was a reference to compare with, and is resolved when a reference of the new map is taken; in between
 * nothing is compared. It is no drift: nothing is frozen by it, and no time is excluded from references.
 */
final class MapChange {

    private final PaneEntry pane;
    private final Reference reference;
    private final Tested identity;
    private final String detail;

    /**
     * A change of the map.
     *
     * @param pane the first pane of the new map
     * @param reference what can no longer be compared with
     * @param before identity of its map
     * @param now identity of the pane's map
     */
    MapChange(PaneEntry pane, Reference reference, String before, String now) {
        this.pane = pane;
        this.reference = reference;
        this.detail = "the reference by " + before + ", inputs now by " + now;
        double events = pane.summary().events();
        this.identity = new Tested(
                new DetectorKey(DetectorKey.TEXT, Detector.IDENTITY),
                reference.name(),
                0,
                pane.start(),
                new TestResult(
                        1,
                        0,
                        Double.NEGATIVE_INFINITY,
                        1,
                        events,
                        events,
                        reference.events(),
                        1,
                        1,
                        TestResult.Method.DEGENERATE),
                new Tested.Bounds(0, Detector.IDENTITY.effectGate(), Double.POSITIVE_INFINITY),
                Collections.emptySortedMap());
    }

    Decision opened() {
        SortedSet<String> text = new TreeSet<>(List.of(DetectorKey.TEXT));
        FamilyState.Incident incident = new FamilyState.Incident(
                pane.end(), pane.start(), new FamilyState.Told(pane.end(), Severity.ALERT, 1, text));
        return new Decision(
                Family.EMBEDDING,
                Decision.Status.OK,
                Decision.Transition.OPENED,
                incident,
                List.of(identity),
                new FamilyState(incident, new TreeMap<>(), FamilyState.NEVER, FamilyState.NEVER));
    }

    /** Whether such an incident is open. */
    static boolean incident(Map<Family, FamilyState> families) {
        FamilyState state = families.getOrDefault(Family.EMBEDDING, FamilyState.INITIAL);
        return state.incident() != null && state.incident().told().features().contains(DetectorKey.TEXT);
    }

    /** The end of such an incident. */
    static Decision resolved(FamilyState.Incident incident) {
        return new Decision(
                Family.EMBEDDING,
                Decision.Status.OK,
                Decision.Transition.RESOLVED,
                incident,
                List.of(),
                FamilyState.INITIAL);
    }

    Evidence evidence() {
        return new Evidence(
                identity,
                pane.end(),
                new Evidence.ReferenceSize(
                        reference.name(),
                        reference.start(),
                        reference.end(),
                        reference.events(),
                        reference.entries().size()),
                reference.events() < AgentMonitor.PROVISIONAL_EVENTS,
                List.of(new Moved(
                        identity.key(), 0, 1, Double.NaN, Double.NaN, "texts are embedded by another feature map")),
                List.of(),
                new Diagnosis(
                        Kind.EMBEDDING_MISMATCH,
                        Optional.of(
                                new Cause(Kind.EMBEDDING_MISMATCH, "embedding model or feature map changed", detail)),
                        Blame.NONE,
                        List.of(),
                        pane.end(),
                        Optional.empty()));
    }
}
