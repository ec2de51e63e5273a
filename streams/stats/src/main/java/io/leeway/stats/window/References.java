/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kept panes of one agent and the references taken from them.
 *
 * <p><b>Trailing.</b> Taken again whenever it could advance by a twentieth of its span (at least {@value #LEAST_STEP}
 * panes), not at every pane: taking one costs an eigenvalue decomposition, and a reference that moves by less than 5 %
 * is the same reference. It ends a gap before the newest pane, leaves out the spans of incidents, and does not move
 * while it is frozen.
 *
 * <p><b>Pinned.</b> Collected while its span passes, taken once, and never changed.
 *
 * <p><b>Bound.</b> At most {@value #ENTRY_LIMIT} grid cells for each reference and for the stretch between the trailing
 * reference and the windows, plus the panes of the longest window and of the gap.
 *
 * <p>Everything here is a function of the panes in the order of their event time, so a restart and a replay find the
 * same references.
 */
public final class References {

    /** Grid cells a reference is kept in: enough blocks for the tail of the null, and a bound on state. */
    static final int ENTRY_LIMIT = 576;

    /** Fewer panes than this are no reference. */
    static final int LEAST_ENTRIES = 50;

    /** Fewer events than this are no reference. */
    static final int LEAST_EVENTS = 500;

    private static final int LEAST_STEP = 16;
    private static final int STEP_SHARE = 20;

    private final long pane;
    private final long longestWindow;
    private final Optional<ReferenceSpec.Trailing> trailingSpec;
    private final Optional<ReferenceSpec> pinnedSpec;
    private final PaneHistory history;
    private final PaneHistory pinnedPanes;
    private ReferenceState state;
    private Optional<Reference> trailing = Optional.empty();
    private Optional<Reference> pinned = Optional.empty();

    /**
     * The references of one agent.
     *
     * @param settings the operator's settings
     * @param state {@link ReferenceState#INITIAL}, or what {@link #state()} said before a restart
     * @param history the kept panes on the shelf {@link PaneJournal.Shelf#HISTORY}, oldest first
     * @param pinnedPanes the same for {@link PaneJournal.Shelf#PINNED}
     */
    public References(
            MonitorSettings settings, ReferenceState state, List<PaneEntry> history, List<PaneEntry> pinnedPanes) {
        this.pane = settings.pane().toMillis();
        this.longestWindow = settings.windows().stream()
                .mapToLong(window -> window.atMost().toMillis())
                .max()
                .orElse(pane);
        this.trailingSpec = settings.references().stream()
                .filter(ReferenceSpec.Trailing.class::isInstance)
                .map(ReferenceSpec.Trailing.class::cast)
                .findFirst();
        this.pinnedSpec = settings.references().stream()
                .filter(spec -> !(spec instanceof ReferenceSpec.Trailing))
                .findFirst();
        this.history = new PaneHistory(PaneJournal.Shelf.HISTORY, pane, history);
        this.pinnedPanes = new PaneHistory(PaneJournal.Shelf.PINNED, pane, pinnedPanes);
        // Settings may have changed since: a reference that is no longer asked for, or of another span, is not one.
        this.state = state.keeping(
                trailingSpec.isPresent(),
                pinnedSpec
                        .filter(spec -> pinnedSpan(spec, state).equals(state.pinned()))
                        .isPresent());
        if (this.state.trailing() != null) {
            trailing = Optional.of(new Reference("trailing", learnable(this.state.trailing())));
        }
        if (this.state.pinned() != null) {
            pinned = Optional.of(pinnedReference(this.state.pinned()));
        }
    }

    /** What must be remembered beside the panes. */
    public ReferenceState state() {
        return state;
    }

    /** The kept panes, oldest first; the newest ones are those of the windows. */
    public List<PaneEntry> panes() {
        return history.entries();
    }

    /** The references there are now. */
    public List<Reference> taken() {
        List<Reference> taken = new ArrayList<>(2);
        trailing.ifPresent(taken::add);
        pinned.ifPresent(taken::add);
        return taken;
    }

    /** How many references the operator asked for. */
    public int wanted() {
        return (trailingSpec.isPresent() ? 1 : 0) + (pinnedSpec.isPresent() ? 1 : 0);
    }

    /** Keeps the newest pane. References do not move yet: the pane is first compared with those there are. */
    public void append(PaneEntry newest, PaneJournal journal) {
        if (state.firstStart() == ReferenceState.UNKNOWN) {
            state = state.withFirstStart(newest.start());
        }
        history.append(newest, journal);
        pinnedSpec.ifPresent(spec -> collectPinned(spec, newest, journal));
    }

    /** Never learn from this span. What has been learnt already stays: a reference, once taken, does not change. */
    public void exclude(Span span) {
        long learnt = state.trailing() == null ? span.start() : state.trailing().end();
        if (span.end() > learnt) {
            state = state.withExcluded(new Span(Math.max(span.start(), learnt), span.end()));
        }
    }

    /** Forgets every pane, and with them the references. */
    public void forget(PaneJournal journal) {
        history.clear(journal);
        pinnedPanes.clear(journal);
        trailing = Optional.empty();
        pinned = Optional.empty();
        state = ReferenceState.INITIAL;
    }

    /** Lets the references move on after the newest pane has been compared; {@code frozen} keeps the trailing one. */
    public void advance(boolean frozen, PaneJournal journal) {
        if (history.entries().isEmpty()) {
            return;
        }
        long now = history.entries().get(history.entries().size() - 1).end();
        if (trailingSpec.isEmpty()) {
            history.dropBefore(now - longestWindow, journal);
            return;
        }
        if (!frozen) {
            advanceTrailing(trailingSpec.get(), now, journal);
        }
        long windows = now - Math.max(longestWindow, trailingSpec.get().gap().toMillis());
        long learnt =
                state.trailing() == null ? Long.MIN_VALUE / 2 : state.trailing().end();
        history.compact(Math.max(learnt, history.entries().get(0).start()), windows, ENTRY_LIMIT, journal);
    }

    private void advanceTrailing(ReferenceSpec.Trailing spec, long now, PaneJournal journal) {
        long until = now - spec.gap().toMillis();
        long oldest = now - spec.length().toMillis() - spec.gap().toMillis();
        Span before = state.trailing();
        if (before == null) {
            history.dropBefore(oldest, journal);
        } else if (until - before.end() < Math.max(LEAST_STEP * pane, (before.end() - before.start()) / STEP_SHARE)) {
            return;
        }
        Span span = new Span(Math.max(oldest, history.entries().get(0).start()), until);
        if (!enough(learnable(span))) {
            return;
        }
        long settled = Math.min(until, now - longestWindow);
        history.dropBefore(span.start(), journal);
        // What is excluded cannot be learnt later either, and no window reaches back to it.
        history.drop(state.excluded(), settled, journal);
        history.compact(span.start(), settled, ENTRY_LIMIT, journal);
        state = state.withTrailing(span, settled);
        trailing = Optional.of(new Reference("trailing", learnable(span)));
    }

    private List<PaneEntry> learnable(Span span) {
        return history.between(span.start(), span.end()).stream()
                .filter(entry -> state.excluded().stream().noneMatch(other -> other.overlaps(entry.span())))
                .toList();
    }

    private void collectPinned(ReferenceSpec spec, PaneEntry newest, PaneJournal journal) {
        if (pinned.isPresent()) {
            return;
        }
        Span span = pinnedSpan(spec, state);
        if (newest.start() >= span.start() && newest.end() <= span.end()) {
            pinnedPanes.append(newest, journal);
        }
        if (newest.end() >= span.end() && enough(pinnedPanes.between(span.start(), span.end()))) {
            pinnedPanes.compact(span.start(), span.end(), ENTRY_LIMIT, journal);
            state = state.withPinned(span);
            pinned = Optional.of(pinnedReference(span));
        }
    }

    private Reference pinnedReference(Span span) {
        return new Reference("pinned", pinnedPanes.between(span.start(), span.end()));
    }

    private static Span pinnedSpan(ReferenceSpec spec, ReferenceState state) {
        if (spec instanceof ReferenceSpec.Pinned fixed) {
            return new Span(fixed.from().toEpochMilli(), fixed.to().toEpochMilli());
        }
        if (spec instanceof ReferenceSpec.PinnedFirst first) {
            return new Span(
                    state.firstStart(), state.firstStart() + first.length().toMillis());
        }
        throw new IllegalArgumentException("not a pinned reference: " + spec);
    }

    private static boolean enough(List<PaneEntry> entries) {
        return entries.size() >= LEAST_ENTRIES
                && entries.stream().mapToLong(entry -> entry.summary().events()).sum() >= LEAST_EVENTS;
    }
}
