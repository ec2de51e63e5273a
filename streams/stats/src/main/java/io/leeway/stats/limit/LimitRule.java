/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.limit;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.LastThree;
import io.leeway.stats.limit.LimitState.Incident;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The life of an incident of a feature's limits.
 *
 * <ul>
 *   <li>Every window with enough effective events is judged, the shortest and all longer ones.
 *   <li><b>Opens</b> when some limit was breached, in any window, in two of the last three evaluations.
 *   <li><b>Resolves</b> when the limits that were breached have been kept for one full length of the first configured
 *       window, as observed in the shortest window that had seen the breach: what only two hours could tell from noise is
 *       not over because five minutes are quiet. Windows then start afresh where the quiet run began, so that a long window
 *       does not open the incident again over what is past.
 *   <li>An evaluation without any conclusive window changes nothing: silence is not recovery.
 * </ul>
 *
 * <p>Immutable; the memory is in {@link LimitState}.
 */
public final class LimitRule {

    private final long recovery;

    /**
     * The rule for one agent.
     *
     * @param recovery how long the bounds must be kept before an incident is resolved, milliseconds of event time
     */
    public LimitRule(long recovery) {
        this.recovery = recovery;
    }

    /**
     * Decides on the limits of one feature.
     *
     * @param feature the feature
     * @param results what every window says about every limit of the feature
     * @param paneEnd end of the newest pane, epoch milliseconds
     * @param before what was remembered
     */
    public LimitDecision decide(String feature, List<LimitResult> results, long paneEnd, LimitState before) {
        List<LimitResult> conclusive =
                results.stream().filter(LimitResult::conclusive).toList();
        if (conclusive.isEmpty()) {
            return new LimitDecision(feature, Transition.NONE, before.incident(), List.of(), before);
        }
        List<LimitResult> reasons = conclusive.stream()
                .filter(LimitResult::breached)
                .sorted(Comparator.comparingDouble(LimitResult::pValue)
                        .thenComparing(LimitResult::window)
                        .thenComparing(result -> result.limit().name()))
                .toList();
        SortedSet<String> names =
                reasons.stream().map(result -> result.limit().name()).collect(Collectors.toCollection(TreeSet::new));
        SortedMap<String, Integer> recent = LastThree.after(before.recent(), names);
        if (before.incident() != null) {
            return whileOpen(feature, results, reasons, names, paneEnd, before, recent);
        }
        boolean opens = names.stream().anyMatch(name -> LastThree.confirmed(recent.get(name)));
        if (!opens) {
            LimitState after = new LimitState(null, recent, new TreeSet<>(), LimitState.NEVER, before.clip());
            return new LimitDecision(feature, Transition.NONE, null, reasons, after);
        }
        LimitResult shortest = reasons.stream()
                .min(Comparator.comparingInt(LimitResult::window))
                .orElseThrow();
        Incident incident = new Incident(paneEnd, shortest.windowStart(), shortest.window());
        LimitState after = new LimitState(incident, recent, names, LimitState.NEVER, before.clip());
        return new LimitDecision(feature, Transition.OPENED, incident, reasons, after);
    }

    /** The end of an incident whose limits are no longer there. */
    public static LimitDecision abandoned(String feature, LimitState before) {
        return new LimitDecision(feature, Transition.RESOLVED, before.incident(), List.of(), LimitState.INITIAL);
    }

    private LimitDecision whileOpen(
            String feature,
            List<LimitResult> results,
            List<LimitResult> reasons,
            SortedSet<String> names,
            long paneEnd,
            LimitState before,
            SortedMap<String, Integer> recent) {
        SortedSet<String> broken = new TreeSet<>(before.broken());
        broken.addAll(names);
        boolean quiet = kept(results, broken, before.incident().window());
        long quietSince =
                !quiet ? LimitState.NEVER : before.quietSince() == LimitState.NEVER ? paneEnd : before.quietSince();
        if (quiet && paneEnd - quietSince >= recovery) {
            LimitState after = new LimitState(null, new TreeMap<>(), new TreeSet<>(), LimitState.NEVER, quietSince);
            return new LimitDecision(feature, Transition.RESOLVED, before.incident(), reasons, after);
        }
        LimitState after = new LimitState(before.incident(), recent, broken, quietSince, before.clip());
        return new LimitDecision(feature, Transition.NONE, before.incident(), reasons, after);
    }

    /**
     * Whether every broken limit is kept in the shortest conclusive window from {@code window} on, or in the longest
     * conclusive one. A limit that was taken out of the configuration is kept, one without enough events is not.
     */
    private static boolean kept(List<LimitResult> results, SortedSet<String> broken, int window) {
        Map<String, List<LimitResult>> byLimit = results.stream()
                .filter(result -> broken.contains(result.limit().name()))
                .collect(Collectors.groupingBy(result -> result.limit().name()));
        return byLimit.values().stream()
                .allMatch(own -> deciding(own, window).filter(LimitResult::kept).isPresent());
    }

    private static Optional<LimitResult> deciding(List<LimitResult> results, int window) {
        Comparator<LimitResult> shortest = Comparator.comparingInt(LimitResult::window);
        List<LimitResult> conclusive =
                results.stream().filter(LimitResult::conclusive).toList();
        return conclusive.stream()
                .filter(result -> result.window() >= window)
                .min(shortest)
                .or(() -> conclusive.stream().max(shortest));
    }
}
