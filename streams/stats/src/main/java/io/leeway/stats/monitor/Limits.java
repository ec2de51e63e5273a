/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.evidence.Witness;
import io.leeway.stats.limit.Clumping;
import io.leeway.stats.limit.LimitDecision;
import io.leeway.stats.limit.LimitMemory;
import io.leeway.stats.limit.LimitResult;
import io.leeway.stats.limit.LimitRule;
import io.leeway.stats.limit.LimitSeries;
import io.leeway.stats.limit.LimitState;
import io.leeway.stats.limit.Reading;
import io.leeway.stats.sketch.CategorySummary;
import io.leeway.stats.sketch.Exemplar;
import io.leeway.stats.sketch.NumberSummary;
import io.leeway.stats.window.LimitSpec;
import io.leeway.stats.window.LimitSpec.Side;
import io.leeway.stats.window.MonitorSettings;
import io.leeway.stats.window.PaneEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The limits of one agent: one incident for each limited feature. They need no reference, and nothing about references
 * changes them; only with another feature map of texts do their windows start afresh, as all windows do, since the kept
 * panes are forgotten.
 */
final class Limits {

    private static final int WITNESSES = 5;

    private final MonitorSettings settings;
    private final LimitRule rule;
    private final SortedMap<String, List<LimitSeries>> byFeature = new TreeMap<>();
    private final SortedMap<String, LimitMemory> memories;

    /**
     * The limits as they were left.
     *
     * @param memories what {@link #state()} said last
     * @param panes the kept panes, oldest first
     */
    Limits(MonitorSettings settings, Map<String, LimitMemory> memories, List<PaneEntry> panes) {
        this.settings = settings;
        this.rule = new LimitRule(settings.windows().get(0).atMost().toMillis());
        this.memories = new TreeMap<>(memories);
        for (LimitSpec limit : settings.limits()) {
            byFeature
                    .computeIfAbsent(limit.feature(), name -> new ArrayList<>())
                    .add(new LimitSeries(
                            limit,
                            settings.pane().toMillis(),
                            memory(limit.feature()).clumping().getOrDefault(limit.name(), Clumping.UNKNOWN)));
        }
        if (!panes.isEmpty()) {
            long oldest = oldest(panes.get(panes.size() - 1).end());
            panes.stream().filter(pane -> pane.end() > oldest).forEach(this::append);
        }
    }

    /** What must be remembered beside the panes. */
    Map<String, LimitMemory> state() {
        return memories;
    }

    /** The features of which an incident is open. */
    Set<String> broken() {
        Set<String> broken = new TreeSet<>();
        memories.forEach((feature, memory) -> {
            if (memory.state().incident() != null) {
                broken.add(feature);
            }
        });
        return broken;
    }

    private LimitMemory memory(String feature) {
        return memories.getOrDefault(feature, LimitMemory.INITIAL);
    }

    /** The kept panes are gone. */
    void forgetPanes() {
        byFeature.values().forEach(own -> own.forEach(LimitSeries::clear));
    }

    /**
     * Judges every limit after a pane.
     *
     * @param pane the newest pane
     * @param panes the kept panes, the newest included
     */
    LimitFindings observe(PaneEntry pane, List<PaneEntry> panes) {
        if (byFeature.isEmpty() && memories.isEmpty()) {
            return LimitFindings.NONE;
        }
        append(pane);
        List<LimitResult> results = new ArrayList<>();
        List<LimitDecision> decisions = new ArrayList<>(abandoned());
        Map<String, List<Witness>> witnesses = new TreeMap<>();
        byFeature.forEach((feature, own) -> {
            LimitState before = memory(feature).state();
            List<LimitSeries.Window> windows = windows(panes, before.clip());
            List<LimitResult> judged = own.stream()
                    .flatMap(series -> series.judge(windows).stream())
                    .toList();
            results.addAll(judged);
            if (!judged.isEmpty() || before.incident() != null) {
                LimitDecision decision = rule.decide(feature, judged, pane.end(), before);
                decisions.add(decision);
                memories.put(feature, new LimitMemory(decision.after(), learnt(own, decision, pane.end())));
                if (decision.transition() == Transition.OPENED) {
                    witnesses.put(feature, witnesses(decision.reasons().get(0), panes));
                }
            }
        });
        memories.keySet().retainAll(byFeature.keySet());
        byFeature.values().forEach(own -> own.forEach(series -> series.dropBefore(oldest(pane.end()))));
        return new LimitFindings(results, decisions, witnesses);
    }

    /** What happens while a limit is broken says nothing about how events usually hang together. */
    private SortedMap<String, Clumping> learnt(List<LimitSeries> own, LimitDecision decision, long now) {
        SortedMap<String, Clumping> learnt = new TreeMap<>();
        boolean quiet = decision.incident() == null && decision.reasons().isEmpty();
        for (LimitSeries series : own) {
            if (quiet) {
                series.learn(oldest(now));
            }
            learnt.put(series.limit().name(), series.clumping());
        }
        return learnt;
    }

    private List<LimitDecision> abandoned() {
        return memories.entrySet().stream()
                .filter(entry -> !byFeature.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue().state().incident() != null)
                .map(entry ->
                        LimitRule.abandoned(entry.getKey(), entry.getValue().state()))
                .toList();
    }

    private void append(PaneEntry pane) {
        if (byFeature.isEmpty()) {
            return;
        }
        SortedMap<String, NumberSummary> numbers = pane.summary().numbers();
        SortedMap<String, CategorySummary> categories = pane.summary().categories();
        byFeature.forEach((feature, own) -> own.forEach(
                series -> series.append(pane.start(), pane.end(), numbers.get(feature), categories.get(feature))));
    }

    /** The windows as they are now, the one that reaches back least first. */
    private List<LimitSeries.Window> windows(List<PaneEntry> panes, long clip) {
        return WindowRange.of(settings.windows(), panes, clip).stream()
                .sorted(Comparator.comparingLong(WindowRange::start).reversed())
                .map(range -> new LimitSeries.Window(range.index(), range.start()))
                .toList();
    }

    private long oldest(long now) {
        return now - settings.longestWindow().toMillis();
    }

    private static List<Witness> witnesses(LimitResult strongest, List<PaneEntry> panes) {
        return panes.stream()
                .filter(pane -> pane.start() >= strongest.windowStart())
                .flatMap(pane -> pane.summary().exemplars().stream())
                .map(exemplar -> new Witness(exemplar, beyond(strongest.limit(), exemplar), Witness.Role.NEW))
                .filter(witness -> witness.score() > 0)
                .sorted(Comparator.comparingDouble(Witness::score)
                        .reversed()
                        .thenComparing(witness -> witness.exemplar().eventId()))
                .limit(WITNESSES)
                .toList();
    }

    /** How far an event is beyond the bound, 1 for values that are so or not; not positive if it is not. */
    private static double beyond(LimitSpec limit, Exemplar exemplar) {
        Double number = exemplar.numbers().get(limit.feature());
        String category = exemplar.categories().get(limit.feature());
        boolean atMost = limit.side() == Side.AT_MOST;
        return switch (limit.quantity().kind()) {
            case MEAN, QUANTILE -> number == null ? 0 : (number - limit.bound()) * (atMost ? 1 : -1);
            case SHARE -> category != null && category.equals(limit.quantity().value()) == atMost ? 1 : 0;
            case RATE -> {
                boolean counted = number != null || category != null;
                boolean truth = number != null ? Reading.isTrue(number) : counted && Reading.isTrue(category);
                yield counted && truth == atMost ? 1 : 0;
            }
        };
    }
}
