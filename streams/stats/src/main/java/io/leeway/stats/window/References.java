/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.ReferenceSpec.Rolling;
import io.leeway.stats.window.ReferenceVersion.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kept panes of one agent and the references taken from them: any of trailing, seasonal, none and pinned.
 *
 * <p><b>Rolling</b> (all but pinned). Taken again whenever it could advance by a twentieth of its span (at least
 * {@value #LEAST_STEP} panes), not at every pane: taking one costs an eigenvalue decomposition, and a reference that moves
 * by less than 5 % is the same reference. It ends a gap before the newest pane, leaves out the spans of incidents, and
 * does not move while it is frozen. All of them share the kept panes; the longest one says how far back those reach.
 *
 * <p><b>Pinned.</b> See {@link PinnedReference}.
 *
 * <p><b>Bound.</b> At most {@value #ENTRY_LIMIT} grid cells for each reference and for the stretch between the rolling
 * references and the windows, plus the panes of the longest window and of the gap. Where a seasonal reference is asked for,
 * cells divide the hour and none within its length is longer than one: {@value #HOURLY_LIMIT} cells, or an hour each where
 * that is more (from 28 days on), and as many again between it and the windows while it is frozen.
 *
 * <p>Everything here is a function of the panes in the order of their event time, so a restart and a replay find the
 * same references.
 */
public final class References {

    /** The name of a reference that never changes. */
    public static final String PINNED = "pinned";

    /** Grid cells a reference is kept in: enough blocks for the tail of the null, and a bound on state. */
    static final int ENTRY_LIMIT = 576;

    /** The same where cells divide the hour: four for each hour of the week, and those at the borders. */
    static final int HOURLY_LIMIT = 4 * HourOfWeek.HOURS + 8;

    /** Fewer panes than this are no reference. */
    static final int LEAST_ENTRIES = 50;

    /** Fewer events than this are no reference. */
    static final int LEAST_EVENTS = 500;

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
    private final PinnedVersions pinned;
    private final Map<String, Reference> rolling = new LinkedHashMap<>();
    private ReferenceState state;

    /**
     * The references of one agent.
     *
     * @param settings the operator's settings
     * @param state {@link ReferenceState#INITIAL}, or what {@link #state()} said before a restart
     * @param history the kept panes on the shelf {@link PaneJournal.Shelf#HISTORY}, oldest first
     * @param pinnedPanes the same for {@link PaneJournal.Shelf#PINNED}
     * @throws IllegalArgumentException if a seasonal reference is asked for and panes do not divide an hour
     */
    public References(
            MonitorSettings settings, ReferenceState state, List<PaneEntry> history, List<PaneEntry> pinnedPanes) {
        this.pane = settings.pane().toMillis();
        this.longestWindow = settings.longestWindow().toMillis();
        this.specs = settings.references().stream()
                .filter(Rolling.class::isInstance)
                .map(Rolling.class::cast)
                .sorted(Comparator.comparingInt(spec -> ORDER.indexOf(spec.getClass())))
                .toList();
        this.seasonal =
                specs.stream().filter(ReferenceSpec.Seasonal.class::isInstance).findFirst();
        CellGrid grid = new CellGrid(pane, seasonal.isPresent());
        this.history = new PaneHistory(PaneJournal.Shelf.HISTORY, grid, history);
        this.pinned = new PinnedVersions(
                settings.references().stream()
                        .filter(spec -> !(spec instanceof Rolling))
                        .findFirst(),
                new CellGrid(pane, false),
                pinnedPanes);
        // Settings may have changed since: a reference that is no longer asked for, or of another span, is not one.
        Set<String> kept = new HashSet<>();
        specs.forEach(spec -> kept.add(spec.name()));
        ReferenceState restored = pinned.restore(state);
        pinned.taken().ifPresent(reference -> kept.add(PINNED));
        this.state = restored.keeping(kept);
        retake();
    }

    /** What must be remembered beside the panes. */
    public ReferenceState state() {
        return state;
    }

    /** The kept panes, oldest first; the newest ones are those of the windows. */
    public List<PaneEntry> panes() {
        return history.entries();
    }

    /** The references there are now: trailing, seasonal, none, pinned. */
    public List<Reference> taken() {
        List<Reference> taken = new ArrayList<>();
        specs.forEach(spec -> Optional.ofNullable(rolling.get(spec.name())).ifPresent(taken::add));
        pinned.taken().ifPresent(taken::add);
        return taken;
    }

    /** What a person should know about the references, those that are missing included. */
    public List<ReferenceNote> notes() {
        List<ReferenceNote> notes = new ArrayList<>();
        taken().forEach(reference -> notes.addAll(reference.notes()));
        if (!history.entries().isEmpty()) {
            pinned.reference()
                    .flatMap(reference -> reference.missing(state.firstStart(), now()))
                    .ifPresent(notes::add);
        }
        return notes;
    }

    /** How many references the settings and the operators ask for. */
    public int wanted() {
        return specs.size() + (pinned.reference().isPresent() ? 1 : 0);
    }

    /** Keeps the newest pane. References do not move yet: the pane is first compared with those there are. */
    public void append(PaneEntry newest, PaneJournal journal) {
        if (state.firstStart() == ReferenceState.UNKNOWN) {
            state = state.withFirstStart(newest.start());
        }
        history.append(newest, journal);
        pinned.reference()
                .flatMap(reference -> reference.collect(newest, history.entries(), state.firstStart(), journal))
                .ifPresent(span -> state = state.with(PINNED, span));
    }

    /**
     * Never learn from this span. What a trailing or seasonal reference has learnt already stays; what there is to compare
     * with when there is none of them (none) reaches up to the incident and is taken again without it.
     */
    public void exclude(Span span) {
        long learnt = specs.stream()
                .filter(spec -> !(spec instanceof ReferenceSpec.None))
                .map(spec -> state.span(spec.name()))
                .filter(Objects::nonNull)
                .mapToLong(Span::end)
                .max()
                .orElse(span.start());
        if (span.end() > learnt) {
            state = state.withExcluded(new Span(Math.max(span.start(), learnt), span.end()));
            retake();
        }
    }

    /** Forgets every pane, and with them the references. */
    public void forget(PaneJournal journal) {
        history.clear(journal);
        rolling.clear();
        state = pinned.forget(state, journal);
    }

    /** Lets the references move on after the newest pane has been compared; {@code frozen} keeps the rolling ones. */
    public void advance(boolean frozen, PaneJournal journal) {
        if (history.entries().isEmpty()) {
            return;
        }
        long now = now();
        if (specs.isEmpty()) {
            history.dropBefore(now - longestWindow, journal);
            return;
        }
        // What is settled is older than any window and any gap.
        long settled = specs.stream()
                .mapToLong(this::gap)
                .map(gap -> now - Math.max(longestWindow, gap))
                .min()
                .orElseThrow();
        if (!frozen) {
            history.dropBefore(needed(now), journal);
            boolean moved = false;
            for (Rolling spec : specs) {
                moved |= advance(spec, now);
            }
            if (moved) {
                settle(now, settled, journal);
            }
        }
        long learnt = specs.stream()
                .map(spec -> state.span(spec.name()))
                .filter(Objects::nonNull)
                .mapToLong(Span::end)
                .max()
                .orElse(Long.MIN_VALUE / 2);
        long season = seasonal.map(spec -> now - length(spec) - gap(spec)).orElse(settled);
        compact(Math.max(learnt, history.entries().get(0).start()), season, settled, journal);
    }

    private boolean advance(Rolling spec, long now) {
        long until = now - gap(spec);
        long oldest = until - length(spec);
        Span before = state.span(spec.name());
        if (before != null
                && until - before.end() < Math.max(LEAST_STEP * pane, (before.end() - before.start()) / STEP_SHARE)) {
            return false;
        }
        long learnFrom = Math.max(state.versions().learnFrom(), history.entries().get(0).start());
        Span span = new Span(Math.max(oldest, learnFrom), until);
        if (!enough(spec, learnable(span))) {
            return false;
        }
        state = state.with(spec.name(), span);
        return true;
    }

    /** After some reference has moved: forgets and merges what no longer needs to be told apart. */
    private void settle(long now, long settled, PaneJournal journal) {
        long needed = needed(now);
        history.dropBefore(needed, journal);
        // What is excluded cannot be learnt later either, and no window reaches back to it.
        history.drop(state.excluded(), settled, journal);
        long season = seasonal.map(spec -> start(spec, now)).orElse(settled);
        compact(needed, season, settled, journal);
        state = state.withoutExcludedUntil(settled);
        retake();
    }

    /** Merges what is older than {@code season} as far as the limit asks, and what is newer to hours at most. */
    private void compact(long from, long season, long settled, PaneJournal journal) {
        history.compact(from, Math.min(season, settled), ENTRY_LIMIT, Long.MAX_VALUE, journal);
        if (seasonal.isPresent()) {
            history.compact(Math.max(from, season), settled, HOURLY_LIMIT, HourOfWeek.HOUR, journal);
        }
    }

    /** The oldest time that a window reaches back to, or that a reference has learnt or still may learn. */
    private long needed(long now) {
        return specs.stream()
                .mapToLong(spec -> Math.min(now - longestWindow, start(spec, now)))
                .min()
                .orElseThrow();
    }

    private long start(Rolling spec, long now) {
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
    private void retake() {
        for (Rolling spec : specs) {
            Span span = state.span(spec.name());
            List<PaneEntry> entries = span == null ? List.of() : learnable(span);
            Reference before = rolling.get(spec.name());
            if (!enough(spec, entries)) {
                rolling.remove(spec.name());
                state = state.without(spec.name());
            } else if (before == null || !before.entries().equals(entries)) {
                rolling.put(spec.name(), reference(spec, entries));
            }
        }
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

    private List<PaneEntry> learnable(Span span) {
        return history.between(Math.max(span.start(), state.versions().learnFrom()), span.end()).stream()
                .filter(entry -> state.excluded().stream().noneMatch(other -> other.overlaps(entry.span())))
                .toList();
    }

    /** Whether the pinned reference was just taken and is still kept pane by pane. */
    public boolean unsettled() {
        return pinned.reference().filter(PinnedReference::unsettled).isPresent();
    }

    /** Leaves stretches out of the pinned reference that was just taken, unless too little of it would be left. */
    public void screenPinned(List<Span> stretches, PaneJournal journal) {
        state = state.withScreened(pinned.reference().orElseThrow().screen(stretches, journal));
    }

    /**
     * Makes the entries of the pinned reference as coarse as they may become.
     *
     * @return what they were before
     */
    public List<PaneEntry> settlePinned(PaneJournal journal) {
        return pinned.reference().orElseThrow().settle(journal);
    }

    /** Number of the version of the pinned reference that windows are compared with, 0 for none. */
    public int version() {
        return pinned.taken().isEmpty() ? 0 : state.versions().current().number();
    }

    /** The version of the pinned reference that is in force, with its span and what was left out; empty for none. */
    public String pinnedVersion() {
        return pinned.taken().isEmpty()
                ? ""
                : PinnedVersions.describe(state.versions().current(), state.span(PINNED), pinned.taken().get());
    }

    /** What is in force, in words. */
    private String inForce() {
        return PinnedVersions.describe(
                state, specs.stream().map(ReferenceSpec::name).collect(Collectors.joining(", ")));
    }

    /**
     * A change is the new normal: what the agent has been like since {@code from} becomes a version of the pinned reference as
     * soon as there is enough of it, and rolling references begin anew there. Where no version was in force, what the
     * first rolling reference had learnt is kept as one. Where the settings ask for no pinned reference, the accepted
     * version is in force until a rolling one is taken again.
     */
    public ReferenceChange accept(long from, PaneJournal journal) {
        String before = inForce();
        List<PaneEntry> learnt =
                rolling.isEmpty() ? List.of() : rolling.values().iterator().next().entries();
        state = pinned.next(state, Origin.ACCEPTED, new Span(from, Math.max(now(), from + pane)), learnt, journal);
        learnFrom(from);
        String kept = state.versions().earlier().stream()
                .map(ReferenceVersion::label)
                .collect(Collectors.joining(", "));
        return ReferenceChange.done(
                before + (kept.isEmpty() ? "" : " (kept: " + kept + ")"),
                state.versions().current().label() + " from " + Instant.ofEpochMilli(from) + " on");
    }

    /** A span that has passed becomes a version of the pinned reference, if enough of it is kept. */
    public ReferenceChange pin(Span span, PaneJournal journal) {
        List<PaneEntry> kept = pinned.kept(span, history.entries());
        if (history.entries().isEmpty() || span.end() > now()) {
            return ReferenceChange.refused(inForce(), "the span has not passed yet");
        }
        if (!enough(kept)) {
            return ReferenceChange.refused(
                    inForce(),
                    "of the span " + kept.size() + " panes with " + events(kept) + " events are kept, of " + LEAST_ENTRIES
                            + " and " + LEAST_EVENTS + " needed");
        }
        String before = inForce();
        state = pinned.next(state, Origin.PINNED, span, List.of(), journal);
        return ReferenceChange.done(before, PinnedVersions.describe(state.versions().current(), span));
    }

    /** An earlier version is in force again. Rolling references unlearn what had been accepted after it. */
    public ReferenceChange rollBack(int number, PaneJournal journal) {
        String before = inForce();
        Optional<ReferenceVersion> earlier = state.versions().earlier(number);
        if (earlier.isEmpty()) {
            ReferenceVersion current = state.versions().current();
            return ReferenceChange.refused(
                    before,
                    ReferenceVersion.label(number)
                            + (current != null && current.number() == number
                                    ? " is in force"
                                    : number > state.versions().last() ? " has never been" : " is no longer kept"));
        }
        ReferenceVersion version = earlier.get();
        state = pinned.goBack(state, version, journal);
        long accepted = state.versions().learnFrom();
        if (accepted != ReferenceState.UNKNOWN && accepted < now()) {
            state = state.withExcluded(new Span(accepted, now()));
        }
        if (version.origin() == Origin.ACCEPTED) {
            state = state.withoutExcluded(version.taken());
            learnFrom(version.taken().start());
        } else if (accepted != ReferenceState.UNKNOWN) {
            learnFrom(ReferenceState.UNKNOWN);
        }
        return ReferenceChange.done(before, PinnedVersions.describe(version, version.taken()));
    }

    /** What the settings ask for is in force again. */
    public ReferenceChange unpin(PaneJournal journal) {
        String before = inForce();
        ReferenceVersion current = state.versions().current();
        if (current == null || current.origin() == Origin.CONFIGURED) {
            return ReferenceChange.refused(before, "what the configuration asks for is in force");
        }
        state = pinned.unpin(state, journal);
        return ReferenceChange.done(before, inForce());
    }

    /** Rolling references are taken anew from the panes since then. */
    private void learnFrom(long time) {
        for (Rolling spec : specs) {
            state = state.without(spec.name());
        }
        state = state.withVersions(state.versions().learningFrom(time));
        rolling.clear();
    }

    /**
     * An accepted version that only stood in for the rolling references makes way once one of them is taken again.
     *
     * @return what changed, if it did
     */
    public Optional<ReferenceChange> retire(PaneJournal journal) {
        ReferenceVersion current = state.versions().current();
        if (current == null
                || current.origin() != Origin.ACCEPTED
                || current.number() != state.versions().last()
                || pinned.configured()
                || pinned.taken().isEmpty()
                || rolling.isEmpty()) {
            return Optional.empty();
        }
        String before = inForce();
        state = pinned.unpin(state, journal);
        return Optional.of(ReferenceChange.done(before, inForce()));
    }

    private long now() {
        return history.entries().get(history.entries().size() - 1).end();
    }

    /** A part of a day is not the day: what a seasonal reference has not seen, it would take for drift. */
    private static boolean enough(Rolling spec, List<PaneEntry> entries) {
        return enough(entries)
                && (!(spec instanceof ReferenceSpec.Seasonal)
                        || Reference.span(entries) >= Reference.LEAST_CYCLE.toMillis());
    }

    /** Whether there are enough panes and events for a reference. */
    public static boolean enough(List<PaneEntry> entries) {
        return entries.size() >= LEAST_ENTRIES && events(entries) >= LEAST_EVENTS;
    }

    static long events(List<PaneEntry> entries) {
        return entries.stream().mapToLong(entry -> entry.summary().events()).sum();
    }
}
