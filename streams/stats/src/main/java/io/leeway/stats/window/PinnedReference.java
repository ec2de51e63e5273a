/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pinned reference of one agent: its panes are collected while its span passes, it is taken once, and never changes.
 *
 * <p>When a span is first asked for that lies (partly) in the past, what is kept of it on the other shelf is used. A
 * baseline that begins with the agent and has too few panes or events at its end goes on to the first pane at which it
 * has enough; a fixed span does not, because it was approved as it is.
 */
final class PinnedReference {

    /** Panes kept one by one until the reference is taken; of a longer span neighbours are merged before. */
    private static final int MOST_PANES = 11_520;

    /** So many panes keep their samples of events, after them one of every few: there are enough to learn from. */
    private static final int ALL_SAMPLED = 2 * References.ENTRY_LIMIT;

    private static final int SAMPLED_EVERY = 8;

    private final Optional<Span> fixed;
    private final Duration first;
    private final boolean goesOn;
    private final PaneHistory panes;
    private boolean filled;
    private boolean unsettled;
    private List<Span> screened = List.of();
    private Optional<Reference> taken = Optional.empty();

    /** The reference that the settings ask for. */
    PinnedReference(ReferenceSpec spec, PaneHistory panes) {
        if (spec instanceof ReferenceSpec.Pinned pinned) {
            this.fixed = Optional.of(
                    new Span(pinned.from().toEpochMilli(), pinned.to().toEpochMilli()));
            this.first = Duration.ZERO;
        } else if (spec instanceof ReferenceSpec.PinnedFirst pinned) {
            this.fixed = Optional.empty();
            this.first = pinned.length();
        } else {
            throw new IllegalArgumentException("not a pinned reference: " + spec);
        }
        this.goesOn = spec instanceof ReferenceSpec.PinnedFirst;
        this.panes = panes;
    }

    /** A version that somebody asked for. What was accepted goes on until there is enough of it, a pinned span does not. */
    PinnedReference(ReferenceVersion version, PaneHistory panes) {
        this.fixed = Optional.of(version.asked());
        this.first = Duration.ZERO;
        this.goesOn = version.origin() == ReferenceVersion.Origin.ACCEPTED;
        this.panes = panes;
    }

    Optional<Reference> taken() {
        return taken;
    }

    /** Finds the reference again that was taken before a restart, unless the settings ask for another span since. */
    boolean restore(ReferenceState state) {
        Span before = state.span(References.PINNED);
        if (before == null) {
            return false;
        }
        Span asked = asked(state.firstStart());
        boolean extended = goesOn
                && before.start() == asked.start()
                && before.end() > asked.end()
                && !References.enough(between(asked));
        if (before.equals(asked) || extended) {
            screened = state.screened();
            taken = Optional.of(reference(asked, before));
        }
        return taken.isPresent();
    }

    /**
     * Takes in the newest pane.
     *
     * @param history what is kept on the other shelf, with the newest pane
     * @return the span of the reference, if this pane completed it
     */
    Optional<Span> collect(PaneEntry newest, List<PaneEntry> history, long firstStart, PaneJournal journal) {
        if (taken.isPresent()) {
            return Optional.empty();
        }
        Span asked = asked(firstStart);
        Span reach = goesOn ? new Span(asked.start(), Math.max(asked.end(), newest.end())) : asked;
        if (!filled) {
            panes.keepBetween(reach.start(), reach.end(), journal);
            panes.fill(inside(history, reach), journal);
            filled = true;
        } else if (newest.start() >= reach.start() && newest.end() <= reach.end()) {
            int collected = panes.entries().size();
            boolean sampled = collected < ALL_SAMPLED || collected % SAMPLED_EVERY == 0;
            panes.append(sampled ? newest : newest.withoutExemplars(), journal);
        }
        if (panes.entries().size() > MOST_PANES) {
            compact(reach, journal);
        }
        Optional<Span> complete = newest.end() < asked.end() ? Optional.empty() : complete(asked, reach);
        complete.ifPresent(span -> {
            panes.keepBetween(span.start(), span.end(), journal);
            taken = Optional.of(reference(asked, span));
            unsettled = true;
        });
        return complete;
    }

    /** Whether the reference was just taken and is still kept pane by pane. */
    boolean unsettled() {
        return unsettled;
    }

    /**
     * Leaves out what is unlike the rest, unless too little would be left.
     *
     * @return what was left out
     */
    List<Span> screen(List<Span> stretches, PaneJournal journal) {
        Reference whole = taken.orElseThrow();
        List<PaneEntry> kept = whole.entries().stream()
                .filter(entry -> stretches.stream().noneMatch(other -> other.overlaps(entry.span())))
                .toList();
        if (!stretches.isEmpty() && References.enough(kept)) {
            screened = List.copyOf(stretches);
            panes.drop(screened, whole.end(), journal);
            List<ReferenceNote> notes = new ArrayList<>(whole.notes());
            notes.add(Notes.screened(References.PINNED, screened));
            taken = Optional.of(new Reference(whole.name(), kept, whole.hours(), notes));
        }
        return screened;
    }

    /** Makes the entries as coarse as they may become; what they were before. */
    List<PaneEntry> settle(PaneJournal journal) {
        Reference fine = taken.orElseThrow();
        Span span = new Span(fine.start(), fine.end());
        compact(span, journal);
        taken = Optional.of(new Reference(fine.name(), between(span), fine.hours(), fine.notes()));
        unsettled = false;
        return fine.entries();
    }

    /** What is to be said while there is no reference although its span has passed. */
    Optional<ReferenceNote> missing(long firstStart, long now) {
        Span asked = asked(firstStart);
        if (taken.isPresent() || now < asked.end()) {
            return Optional.empty();
        }
        List<PaneEntry> collected = panes.entries();
        String text = "its span has passed with " + collected.size() + " panes and " + References.events(collected)
                + " events, of " + References.LEAST_ENTRIES + " and " + References.LEAST_EVENTS + " needed";
        return Optional.of(new ReferenceNote(
                References.PINNED, ReferenceNote.Kind.INSUFFICIENT, goesOn ? text + "; collecting goes on" : text));
    }

    private void compact(Span span, PaneJournal journal) {
        panes.compact(span.start(), span.end(), References.ENTRY_LIMIT, Long.MAX_VALUE, journal);
    }

    /** The span to take, or none while there is not enough in it. */
    private Optional<Span> complete(Span asked, Span reach) {
        if (References.enough(between(asked))) {
            return Optional.of(asked);
        }
        List<PaneEntry> all = between(reach);
        long events = 0;
        for (int i = 0; i < all.size(); i++) {
            long end = all.get(i).end();
            events += all.get(i).summary().events();
            if (end > asked.end() && i + 1 >= References.LEAST_ENTRIES && events >= References.LEAST_EVENTS) {
                return Optional.of(new Span(asked.start(), end));
            }
        }
        return Optional.empty();
    }

    private Reference reference(Span asked, Span span) {
        List<PaneEntry> entries = between(span);
        Notes notes = new Notes(References.PINNED, entries);
        if (span.equals(asked)) {
            notes.spanning(asked.end() - asked.start());
        } else {
            notes.extended(asked.end() - asked.start());
        }
        List<ReferenceNote> all = new ArrayList<>(notes.all());
        if (!screened.isEmpty()) {
            all.add(Notes.screened(References.PINNED, screened));
        }
        return new Reference(References.PINNED, entries, 1, all);
    }

    private List<PaneEntry> between(Span span) {
        return panes.between(span.start(), span.end());
    }

    private static List<PaneEntry> inside(List<PaneEntry> entries, Span span) {
        return entries.stream()
                .filter(entry -> entry.start() >= span.start() && entry.end() <= span.end())
                .toList();
    }

    private Span asked(long firstStart) {
        return fixed.orElseGet(() -> new Span(firstStart, firstStart + first.toMillis()));
    }
}
