/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.decide;

import io.leeway.stats.decide.Decision.Status;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.FamilyState.Incident;
import io.leeway.stats.decide.FamilyState.Told;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns the comparisons of one evaluation into the life of an incident.
 *
 * <ul>
 *   <li><b>Opens</b> when some detector was significant, with enough effect and enough effective events, in two of the
 *       last three evaluations.
 *   <li><b>Resolves</b> when the shortest conclusive window has looked like the reference for one full length of the
 *       first configured window. Windows then start afresh where the quiet run began, so that a long window does not
 *       open the incident again over what is past.
 *   <li><b>Escalates</b>, once, when a detector that was significant in two of the last three evaluations shows a large
 *       effect; see {@link Severity}.
 *   <li><b>Is updated</b>, an hour or more after it was last spoken of, when its largest effect has grown by half or a
 *       feature has moved that had not.
 *   <li>An evaluation without any conclusive comparison changes nothing: silence is not recovery.
 * </ul>
 *
 * <p>Immutable; the memory is in {@link FamilyState}.
 */
public final class DecisionRule {

    private static final long UPDATE_EVERY = 3_600_000;
    private static final double GROWN = 1.5;

    private final long recovery;

    /**
     * The rule for one agent.
     *
     * @param recovery how long an open incident must be quiet before it is resolved, milliseconds of event time
     */
    public DecisionRule(long recovery) {
        this.recovery = recovery;
    }

    /**
     * Decides on one family.
     *
     * @param family the family
     * @param tests all comparisons of the family in this evaluation
     * @param paneEnd end of the newest pane, epoch milliseconds
     * @param before what the family remembered
     */
    public Decision decide(Family family, List<Tested> tests, long paneEnd, FamilyState before) {
        List<Tested> conclusive = tests.stream().filter(Tested::conclusive).toList();
        if (conclusive.isEmpty()) {
            Status unchanged = before.incident() == null ? Status.OK : Status.DRIFT;
            return new Decision(family, unchanged, Transition.NONE, before.incident(), List.of(), before);
        }
        List<Tested> reasons = conclusive.stream()
                .filter(Tested::significant)
                .sorted(Comparator.comparingDouble(
                                (Tested test) -> test.result().logP())
                        .thenComparing(test -> -test.result().effect())
                        .thenComparing(Tested::key)
                        .thenComparing(Tested::reference)
                        .thenComparing(Tested::window))
                .toList();
        SortedMap<DetectorKey, Integer> recent = LastThree.after(
                before.recent(), reasons.stream().map(Tested::key).toList());
        if (before.incident() == null) {
            return whileClosed(family, conclusive, reasons, paneEnd, before, recent);
        }
        return whileOpen(family, conclusive, reasons, paneEnd, before, recent);
    }

    private static Decision whileClosed(
            Family family,
            List<Tested> tests,
            List<Tested> reasons,
            long paneEnd,
            FamilyState before,
            SortedMap<DetectorKey, Integer> recent) {
        boolean opens = reasons.stream().anyMatch(test -> LastThree.confirmed(recent.get(test.key())));
        if (opens) {
            Incident incident = new Incident(paneEnd, suspectedFrom(reasons), Told.of(paneEnd, reasons));
            FamilyState after = new FamilyState(incident, recent, FamilyState.NEVER, before.clip());
            return new Decision(family, Status.DRIFT, Transition.OPENED, incident, reasons, after);
        }
        boolean warns = tests.stream().anyMatch(Tested::suspicious);
        FamilyState after = new FamilyState(null, recent, FamilyState.NEVER, before.clip());
        return new Decision(family, warns ? Status.WARN : Status.OK, Transition.NONE, null, reasons, after);
    }

    private Decision whileOpen(
            Family family,
            List<Tested> tests,
            List<Tested> reasons,
            long paneEnd,
            FamilyState before,
            SortedMap<DetectorKey, Integer> recent) {
        int shortest = tests.stream().mapToInt(Tested::window).min().orElseThrow();
        List<Tested> newest =
                tests.stream().filter(test -> test.window() == shortest).toList();
        boolean quiet = newest.stream().allMatch(test -> test.quiet(newest.size()));
        long quietSince =
                !quiet ? FamilyState.NEVER : before.quietSince() == FamilyState.NEVER ? paneEnd : before.quietSince();
        if (quiet && paneEnd - quietSince >= recovery) {
            FamilyState after = new FamilyState(null, new TreeMap<>(), FamilyState.NEVER, quietSince);
            return new Decision(family, Status.OK, Transition.RESOLVED, before.incident(), reasons, after);
        }
        List<Tested> confirmed = reasons.stream()
                .filter(test -> LastThree.confirmed(recent.get(test.key())))
                .toList();
        Told now = Told.of(paneEnd, confirmed);
        Transition transition =
                confirmed.isEmpty() ? Transition.NONE : news(before.incident().told(), now);
        Incident incident = transition == Transition.NONE
                ? before.incident()
                : before.incident().with(now);
        FamilyState after = new FamilyState(incident, recent, quietSince, before.clip());
        return new Decision(family, Status.DRIFT, transition, incident, reasons, after);
    }

    private static Transition news(Told before, Told now) {
        if (now.severity().compareTo(before.severity()) > 0) {
            return Transition.ESCALATED;
        }
        boolean more = now.strength() >= GROWN * before.strength()
                || !before.features().containsAll(now.features());
        return more && now.at() - before.at() >= UPDATE_EVERY ? Transition.UPDATED : Transition.NONE;
    }

    private static long suspectedFrom(List<Tested> reasons) {
        int shortest = reasons.stream().mapToInt(Tested::window).min().orElseThrow();
        return reasons.stream()
                .filter(test -> test.window() == shortest)
                .mapToLong(Tested::windowStart)
                .min()
                .orElseThrow();
    }
}
