/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.ReferenceSpec.Rolling;
import io.leeway.stats.window.ReferenceVersion.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kept panes of one agent and the references taken from them: any of trailing, seasonal, none and pinned.
 *
 * <p><b>Rolling</b> (all but pinned). See {@link RollingReferences}.
 *
 * <p><b>Pinned.</b> See {@link PinnedReference}, and {@link PinnedVersions} for its versions, of which the one in force is
 * taken.
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

    private final long pane;
    private final RollingReferences rolling;
    private final PinnedVersions pinned;
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
        this.rolling = new RollingReferences(settings, history);
        this.pinned = new PinnedVersions(
                settings.references().stream()
                        .filter(spec -> !(spec instanceof Rolling))
                        .findFirst(),
                new CellGrid(pane, false),
                pinnedPanes);
        // Settings may have changed since: a reference that is no longer asked for, or of another span, is not one.
        Set<String> kept = new HashSet<>(rolling.names());
        ReferenceState restored = pinned.restore(state);
        pinned.taken().ifPresent(reference -> kept.add(PINNED));
        this.state = rolling.retake(restored.keeping(kept));
    }

    /** What must be remembered beside the panes. */
    public ReferenceState state() {
        return state;
    }

    /** The kept panes, oldest first; the newest ones are those of the windows. */
    public List<PaneEntry> panes() {
        return rolling.history().entries();
    }

    /** Whether what is kept was summed with other limits than this pane, so that they cannot be merged. */
    public boolean haveOtherLimits(PaneEntry pane) {
        return Stream.concat(panes().stream(), taken().stream().flatMap(reference -> reference.entries().stream()))
                .findFirst()
                .filter(kept -> !kept.summary().limits().equals(pane.summary().limits()))
                .isPresent();
    }

    /** The references there are now: trailing, seasonal, none, pinned. */
    public List<Reference> taken() {
        List<Reference> taken = new ArrayList<>(rolling.taken());
        pinned.taken().ifPresent(taken::add);
        return taken;
    }

    /** What a person should know about the references, those that are missing included. */
    public List<ReferenceNote> notes() {
        List<ReferenceNote> notes = new ArrayList<>();
        taken().forEach(reference -> notes.addAll(reference.notes()));
        if (!panes().isEmpty()) {
            pinned.reference()
                    .flatMap(reference -> reference.missing(state.firstStart(), now()))
                    .ifPresent(notes::add);
        }
        return notes;
    }

    /** How many references the settings and the operators ask for. */
    public int wanted() {
        return rolling.names().size() + (pinned.reference().isPresent() ? 1 : 0);
    }

    /** Keeps the newest pane. References do not move yet: the pane is first compared with those there are. */
    public void append(PaneEntry newest, PaneJournal journal) {
        if (state.firstStart() == ReferenceState.UNKNOWN) {
            state = state.withFirstStart(newest.start());
        }
        rolling.history().append(newest, journal);
        pinned.reference()
                .flatMap(reference -> reference.collect(newest, panes(), state.firstStart(), journal))
                .ifPresent(span -> state = state.with(PINNED, span));
    }

    /**
     * Never learn from this span. What a trailing or seasonal reference has learnt already stays; what there is to compare
     * with when there is none of them (none) reaches up to the incident and is taken again without it.
     */
    public void exclude(Span span) {
        state = rolling.exclude(span, state);
    }

    /** Lets the references move on after the newest pane has been compared; {@code frozen} keeps the rolling ones. */
    public void advance(boolean frozen, PaneJournal journal) {
        state = rolling.advance(frozen, state, journal);
    }

    /** Forgets every pane, and with them the references. */
    public void forget(PaneJournal journal) {
        rolling.forget(journal);
        state = pinned.forget(state, journal);
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
                : PinnedVersions.describe(
                        state.versions().current(),
                        state.span(PINNED),
                        pinned.taken().get());
    }

    /** What is in force, in words. */
    private String inForce() {
        return PinnedVersions.describe(state, String.join(", ", rolling.names()));
    }

    /**
     * A change is the new normal: what the agent has been like since {@code from} becomes a version of the pinned reference as
     * soon as there is enough of it, and rolling references begin anew there. Where no version was in force, what the
     * first rolling reference had learnt is kept as one. Where the settings ask for no pinned reference, the accepted
     * version is in force until a rolling one is taken again.
     */
    public ReferenceChange accept(long from, PaneJournal journal) {
        String before = inForce();
        int last = state.versions().last();
        List<PaneEntry> learnt =
                rolling.taken().isEmpty() ? List.of() : rolling.taken().get(0).entries();
        state = pinned.next(state, Origin.ACCEPTED, new Span(from, Math.max(now(), from + pane)), learnt, journal);
        state = rolling.learnFrom(from, state);
        List<ReferenceVersion> earlier = state.versions().earlier();
        boolean keptNow = !earlier.isEmpty() && earlier.get(earlier.size() - 1).number() > last;
        return ReferenceChange.done(
                keptNow
                        ? before + ", kept as "
                                + earlier.get(earlier.size() - 1).label()
                        : before,
                state.versions().current().label() + " from " + Instant.ofEpochMilli(from) + " on");
    }

    /** A span that has passed becomes a version of the pinned reference, if enough of it is kept. */
    public ReferenceChange pin(Span span, PaneJournal journal) {
        List<PaneEntry> kept = pinned.kept(span, panes());
        if (panes().isEmpty() || span.end() > now()) {
            return ReferenceChange.refused(inForce(), "the span has not passed yet");
        }
        if (!enough(kept)) {
            return ReferenceChange.refused(
                    inForce(),
                    "of the span " + kept.size() + " panes with " + events(kept) + " events are kept, of "
                            + LEAST_ENTRIES + " and " + LEAST_EVENTS + " needed");
        }
        String before = inForce();
        state = pinned.next(state, Origin.PINNED, span, List.of(), journal);
        return ReferenceChange.done(
                before, PinnedVersions.describe(state.versions().current(), span));
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
            state = rolling.learnFrom(version.taken().start(), state);
        } else if (accepted != ReferenceState.UNKNOWN) {
            state = rolling.learnFrom(ReferenceState.UNKNOWN, state);
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
                || rolling.taken().isEmpty()) {
            return Optional.empty();
        }
        String before = inForce();
        state = pinned.unpin(state, journal);
        return Optional.of(ReferenceChange.done(before, inForce()));
    }

    private long now() {
        return panes().get(panes().size() - 1).end();
    }

    /** Whether there are enough panes and events for a reference. */
    public static boolean enough(List<PaneEntry> entries) {
        return entries.size() >= LEAST_ENTRIES && events(entries) >= LEAST_EVENTS;
    }

    static long events(List<PaneEntry> entries) {
        return entries.stream().mapToLong(entry -> entry.summary().events()).sum();
    }
}
