/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Status;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.MonitorSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of an incident between two cohorts.
 *
 * <ul>
 *   <li><b>Opens</b> when a detector reaches its bound, with enough effect and enough effective events. The bound is a run
 *       length already, so no second evaluation is waited for. The family's detectors then start again from nothing.
 *   <li><b>Stays open</b> as long as one of them reaches a low bound, {@value #CONFIRMED} times the longest window's steps,
 *       again and again; after each time they start again.
 *   <li><b>Resolves</b> when none has for the steps of the longest window, and no feature that the incident was about still
 *       differs by its gate: right after a large change, what varies by chance is overestimated and bets are low. Steps count,
 *       not time: silence is no recovery.
 * </ul>
 */
final class CohortRule {

    private static final double CONFIRMED = 4;

    private final int longest;

    /** @param longest steps of the longest window */
    CohortRule(int longest) {
        this.longest = longest;
    }

    /**
     * Decides on every family that was compared or has an open incident.
     *
     * @param tests all comparisons of the step
     * @param families what was remembered
     * @param end end of the step
     * @param step its number
     */
    List<Decision> decide(List<Tested> tests, Map<Family, FamilyState> families, long end, long step) {
        List<Decision> decisions = new ArrayList<>();
        for (Family family : Family.values()) {
            List<Tested> own =
                    tests.stream().filter(test -> test.key().family() == family).toList();
            FamilyState before = families.getOrDefault(family, FamilyState.INITIAL);
            if (before.incident() != null) {
                decisions.add(whileOpen(family, own, before, step));
            } else if (!own.isEmpty()) {
                decisions.add(whileClosed(family, own, end, step));
            }
        }
        return decisions;
    }

    private static Decision whileClosed(Family family, List<Tested> tests, long end, long step) {
        List<Tested> reasons = tests.stream()
                .filter(Tested::significant)
                .sorted(Comparator.comparingDouble(
                                (Tested test) -> test.result().logP()
                                        - StrictMath.log(test.bounds().threshold()))
                        .thenComparing(Tested::key))
                .toList();
        if (reasons.isEmpty()) {
            boolean warns = tests.stream().anyMatch(Tested::suspicious);
            return new Decision(
                    family, warns ? Status.WARN : Status.OK, Transition.NONE, null, List.of(), FamilyState.INITIAL);
        }
        FamilyState.Incident incident =
                new FamilyState.Incident(end, reasons.get(0).windowStart(), FamilyState.Told.of(end, reasons));
        return new Decision(family, Status.DRIFT, Transition.OPENED, incident, reasons, open(incident, step));
    }

    private Decision whileOpen(Family family, List<Tested> tests, FamilyState before, long step) {
        double bound = CONFIRMED * longest * Math.max(1, tests.size());
        if (tests.stream().anyMatch(test -> test.result().statistic() >= bound)) {
            return new Decision(
                    family, Status.DRIFT, Transition.NONE, before.incident(), List.of(), open(before.incident(), step));
        }
        boolean large = tests.stream()
                .anyMatch(test -> test.conclusive()
                        && test.result().effect() >= test.bounds().gate()
                        && before.incident()
                                .told()
                                .features()
                                .contains(test.key().feature()));
        if (!large && step - before.quietSince() >= longest) {
            return new Decision(family, Status.OK, Transition.RESOLVED, before.incident(), List.of(), recovered(step));
        }
        return new Decision(family, Status.DRIFT, Transition.NONE, before.incident(), List.of(), before);
    }

    private static FamilyState recovered(long step) {
        return new FamilyState(null, Collections.emptySortedMap(), step, FamilyState.NEVER);
    }

    private static FamilyState open(FamilyState.Incident incident, long step) {
        return new FamilyState(incident, Collections.emptySortedMap(), step, FamilyState.NEVER);
    }

    /** The ends of incidents none of whose features is monitored any more; their families are taken out. */
    static List<Decision> unmonitored(Map<Family, FamilyState> families, MonitorSettings.Features monitored) {
        List<Decision> ended = new ArrayList<>();
        families.forEach((family, state) -> abandoned(family, state)
                .filter(decision ->
                        decision.incident().told().features().stream().noneMatch(monitored::includes))
                .ifPresent(ended::add));
        ended.forEach(decision -> families.remove(decision.family()));
        return ended;
    }

    /** What is remembered of a family when steps are counted from 0 again. */
    static FamilyState countedAnew(FamilyState before) {
        return before.incident() == null ? FamilyState.INITIAL : open(before.incident(), 0);
    }

    /** Whether a family's detectors start again from nothing after a step. */
    boolean startsAgain(Decision decision, long step) {
        return decision.transition() != Transition.NONE
                || (decision.after().incident() != null && decision.after().quietSince() == step);
    }

    /** The end of an incident of a feature map that is no more. */
    static Optional<Decision> abandoned(Family family, FamilyState before) {
        return Optional.ofNullable(before.incident())
                .map(incident ->
                        new Decision(family, Status.OK, Transition.RESOLVED, incident, List.of(), FamilyState.INITIAL));
    }
}
