/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.ReferenceSpec.Rolling;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rolling references of one agent: trailing, seasonal and none, which share one shelf of kept panes; the longest one says
 * how far back those reach.
 *
 * <p>One is taken again whenever it could advance by a twentieth of its span (at least {@value #LEAST_STEP} panes), not at
 * every pane: taking one costs an eigenvalue decomposition, and a reference that moves by less than 5 % is the same
 * reference. It ends a gap before the newest pane, leaves out the spans of incidents and what was before a change that was
 * accepted, and does not move while it is frozen.
 *
 * <p>Everything that must be remembered is in the {@link ReferenceState} that goes in and comes out.
 */
final class RollingReferences {

    private static final int LEAST_STEP = 16;
    private static final int STEP_SHARE = 20;

    /** The order in which references are listed. */
    private static final List<Class<? extends Rolling>> ORDER =
            List.of(ReferenceSpec.Trailing.class, ReferenceSpec.Seasonal.class, ReferenceSpec.None.class);

    private final long pane;
    private final long longestWindow;
    private final List<Rolling> specs;
    private final Optional<Rolling> seasonal;
    private final PaneHistory history;
    private final Map<String, Reference> rolling = new HashMap<>();

    /**
     * No reference yet.
     *
     * @throws IllegalArgumentException if a seasonal reference is asked for and panes do not divide an hour
     */
    RollingReferences(MonitorSettings settings, List<PaneEntry> kept) {
        this.pane = settings.pane().toMillis();
        this.longestWindow = settings.longestWindow().toMillis();
        this.specs = settings.references().stream()
                .filter(Rolling.class::isInstance)
                .map(Rolling.class::cast)
                .sorted(Comparator.comparingInt(spec -> ORDER.indexOf(spec.getClass())))
                .toList();
        this.seasonal =
                specs.stream().filter(ReferenceSpec.Seasonal.class::isInstance).findFirst();
        this.history = new PaneHistory(PaneJournal.Shelf.HISTORY, new CellGrid(pane, seasonal.isPresent()), kept);
    }

    /** The shared panes. */
    PaneHistory history() {
        return history;
    }

    /** Which references are asked for, in their order. */
    List<String> names() {
        return specs.stream().map(ReferenceSpec::name).toList();
    }

    /** Those there are, in the order of {@link #names()}. */
    List<Reference> taken() {
        return specs.stream()
                .map(spec -> rolling.get(spec.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    void forget(PaneJournal journal) {
        history.clear(journal);
        rolling.clear();
    }

    /**
     * Never learn from this span. What a trailing or seasonal reference has learnt already stays; what there is to compare
     * with when there is none of them (none) reaches up to the incident and is taken again without it.
     */
    ReferenceState exclude(Span span, ReferenceState state) {
        long learnt = specs.stream()
                .filter(spec -> !(spec instanceof ReferenceSpec.None))
                .map(spec -> state.span(spec.name()))
                .filter(Objects::nonNull)
                .mapToLong(Span::end)
                .max()
                .orElse(span.start());
        return span.end() > learnt
                ? retake(state.withExcluded(new Span(Math.max(span.start(), learnt), span.end())))
                : state;
    }

    /** Lets the references move on after the newest pane has been compared; {@code frozen} keeps the rolling ones. */
    ReferenceState advance(boolean frozen, ReferenceState before, PaneJournal journal) {
        ReferenceState state = before;
        if (history.entries().isEmpty()) {
            return state;
        }
        long now = history.entries().get(history.entries().size() - 1).end();
        if (specs.isEmpty()) {
            history.dropBefore(now - longestWindow, journal);
            return state;
        }
        // What is settled is older than any window and any gap.
        long settled = specs.stream()
                .mapToLong(this::gap)
                .map(gap -> now - Math.max(longestWindow, gap))
                .min()
                .orElseThrow();
        if (!frozen) {
            history.dropBefore(needed(now, state), journal);
            for (Rolling spec : specs) {
                state = advance(spec, now, state);
            }
            if (!state.equals(before)) {
                state = settle(now, settled, state, journal);
            }
        }
        long learnt = learnt(state, Long.MIN_VALUE / 2);
        long season = seasonal.map(spec -> now - length(spec) - gap(spec)).orElse(settled);
        compact(Math.max(learnt, history.entries().get(0).start()), season, settled, journal);
        return state;
    }

    private long learnt(ReferenceState state, long otherwise) {
        return specs.stream()
                .map(spec -> state.span(spec.name()))
                .filter(Objects::nonNull)
                .mapToLong(Span::end)
                .max()
                .orElse(otherwise);
    }

    /** The same state if the reference did not move. */
    private ReferenceState advance(Rolling spec, long now, ReferenceState state) {
        long until = now - gap(spec);
        long oldest = until - length(spec);
        Span before = state.span(spec.name());
        if (before != null
                && until - before.end() < Math.max(LEAST_STEP * pane, (before.end() - before.start()) / STEP_SHARE)) {
            return state;
        }
        long learnFrom =
                Math.max(state.versions().learnFrom(), history.entries().get(0).start());
        Span span = new Span(Math.max(oldest, learnFrom), until);
        return enough(spec, learnable(span, state)) ? state.with(spec.name(), span) : state;
    }

    /** After some reference has moved: forgets and merges what no longer needs to be told apart. */
    private ReferenceState settle(long now, long settled, ReferenceState state, PaneJournal journal) {
        long needed = needed(now, state);
        history.dropBefore(needed, journal);
        // What is excluded cannot be learnt later either, and no window reaches back to it.
        history.drop(state.excluded(), settled, journal);
        long season = seasonal.map(spec -> start(spec, now, state)).orElse(settled);
        compact(needed, season, settled, journal);
        return retake(state.withoutExcludedUntil(settled));
    }

    /** Merges what is older than {@code season} as far as the limit asks, and what is newer to hours at most. */
    private void compact(long from, long season, long settled, PaneJournal journal) {
        history.compact(from, Math.min(season, settled), References.ENTRY_LIMIT, Long.MAX_VALUE, journal);
        if (seasonal.isPresent()) {
            history.compact(Math.max(from, season), settled, References.HOURLY_LIMIT, HourOfWeek.HOUR, journal);
        }
    }

    /** The oldest time that a window reaches back to, or that a reference has learnt or still may learn. */
    private long needed(long now, ReferenceState state) {
        return specs.stream()
                .mapToLong(spec -> Math.min(now - longestWindow, start(spec, now, state)))
                .min()
                .orElseThrow();
    }

    private long start(Rolling spec, long now, ReferenceState state) {
        Span taken = state.span(spec.name());
        return taken == null ? now - length(spec) - gap(spec) : taken.start();
    }

    private long length(Rolling spec) {
        long least = spec instanceof ReferenceSpec.None
                ? ReferenceSpec.None.leastLength(Duration.ofMillis(pane)).toMillis()
                : 0;
        return Math.max(least, spec.length().toMillis());
    }

    /** A seasonal reference lies behind every window, so that none reaches into it. */
    private long gap(Rolling spec) {
        long least = spec instanceof ReferenceSpec.Seasonal ? longestWindow : 0;
        return Math.max(least, spec.gap().toMillis());
    }

    /** Takes the rolling references from the panes as they are kept now. */
    ReferenceState retake(ReferenceState before) {
        ReferenceState state = before;
        for (Rolling spec : specs) {
            Span span = state.span(spec.name());
            List<PaneEntry> entries = span == null ? List.of() : learnable(span, state);
            Reference taken = rolling.get(spec.name());
            if (!enough(spec, entries)) {
                rolling.remove(spec.name());
                state = state.without(spec.name());
            } else if (taken == null || !taken.entries().equals(entries)) {
                rolling.put(spec.name(), reference(spec, entries));
            }
        }
        return state;
    }

    private static Reference reference(Rolling spec, List<PaneEntry> entries) {
        Notes notes = new Notes(spec.name(), entries);
        int hours = 1;
        if (!(spec instanceof ReferenceSpec.None)) {
            notes.spanning(spec.length().toMillis());
        }
        if (spec instanceof ReferenceSpec.Seasonal) {
            hours = Reference.hours(entries);
            notes.hours(hours);
        }
        return new Reference(spec.name(), entries, hours, notes.all());
    }

    private List<PaneEntry> learnable(Span span, ReferenceState state) {
        return history.between(Math.max(span.start(), state.versions().learnFrom()), span.end()).stream()
                .filter(entry -> state.excluded().stream().noneMatch(other -> other.overlaps(entry.span())))
                .toList();
    }

    /** Rolling references are taken anew from the panes since then. */
    ReferenceState learnFrom(long time, ReferenceState before) {
        ReferenceState state = before;
        for (Rolling spec : specs) {
            state = state.without(spec.name());
        }
        rolling.clear();
        return state.withVersions(state.versions().learningFrom(time));
    }

    /** A part of a day is not the day: what a seasonal reference has not seen, it would take for drift. */
    private static boolean enough(Rolling spec, List<PaneEntry> entries) {
        return References.enough(entries)
                && (!(spec instanceof ReferenceSpec.Seasonal)
                        || Reference.span(entries) >= Reference.LEAST_CYCLE.toMillis());
    }
}
