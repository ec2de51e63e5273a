/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import io.leeway.stats.window.PaneJournal.Shelf;
import io.leeway.stats.window.ReferenceVersion.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pinned reference of one agent and its versions: the one the settings ask for, and those somebody asked for since.
 *
 * <p>The version in force is on the shelf {@link Shelf#PINNED}. When another takes its place it is put on one of the shelves
 * for earlier versions, at the resolution of a settled reference, and can be gone back to. Beyond the shelves' number the
 * version that has not been in force for longest is forgotten, but never the one the settings ask for. A version that was
 * replaced before it was complete is forgotten at once.
 *
 * <p>Everything that must be remembered is in the {@link ReferenceState} that goes in and comes out.
 */
final class PinnedVersions {

    private final Optional<ReferenceSpec> configured;
    private final CellGrid grid;
    private final PaneHistory panes;
    private Optional<PinnedReference> reference = Optional.empty();

    PinnedVersions(Optional<ReferenceSpec> configured, CellGrid grid, List<PaneEntry> kept) {
        this.configured = configured;
        this.grid = grid;
        this.panes = new PaneHistory(Shelf.PINNED, grid, kept);
    }

    /** The reference in force or being collected. */
    Optional<PinnedReference> reference() {
        return reference;
    }

    Optional<Reference> taken() {
        return reference.flatMap(PinnedReference::taken);
    }

    /** Finds the version again that was in force before a restart; the settings may have changed since. */
    ReferenceState restore(ReferenceState state) {
        ReferenceVersion current = state.versions().current();
        boolean governed = current != null && current.origin() != Origin.CONFIGURED;
        reference = governed
                ? Optional.of(new PinnedReference(current, panes))
                : configured.map(spec -> new PinnedReference(spec, panes));
        boolean found = reference.filter(pinned -> pinned.restore(state)).isPresent();
        if (current != null && (found || governed)) {
            return found ? state : state.withoutPinned();
        }
        boolean collecting = current != null && state.span(References.PINNED) == null;
        ReferenceState without = found ? state : state.withoutPinned();
        if (configured.isEmpty()) {
            return without.withVersions(state.versions().withCurrent(null));
        }
        return collecting ? without : without.withVersions(state.versions().next(Origin.CONFIGURED, null));
    }

    /** What is in force, in words: the version, or the rolling references alone. */
    static String describe(ReferenceState state, String rolling) {
        ReferenceVersion current = state.versions().current();
        if (current == null) {
            return rolling;
        }
        return state.span(References.PINNED) == null ? current.label() + ", being collected" : current.label();
    }

    /**
     * Another version is asked for and takes the place of the one in force.
     *
     * @param learnt what is kept as a version of its own if none is in force
     */
    ReferenceState next(ReferenceState state, Origin origin, Span asked, List<PaneEntry> learnt, PaneJournal journal) {
        ReferenceState aside = taken().isPresent() || learnt.isEmpty()
                ? putAside(state, journal)
                : putAside(
                        state.withoutPinned(),
                        ReferenceVersion.inForce(state.versions().last() + 1, Origin.LEARNT, null),
                        learnt,
                        journal);
        ReferenceVersions versions = aside.versions().next(origin, asked);
        reference = Optional.of(new PinnedReference(versions.current(), panes));
        return aside.withVersions(versions);
    }

    /** An earlier version comes into force again, as it was. */
    ReferenceState goBack(ReferenceState state, ReferenceVersion version, PaneJournal journal) {
        List<PaneEntry> entries = journal.load(Shelf.earlier(version.place()));
        entries.forEach(entry -> journal.remove(Shelf.earlier(version.place()), entry.start()));
        ReferenceState aside = putAside(state.withVersions(state.versions().withoutEarlier(version)), journal);
        panes.clear(journal);
        panes.fill(entries, journal);
        ReferenceState restored = aside.with(References.PINNED, version.taken()).withScreened(version.screened());
        ReferenceState asConfigured =
                restored.withVersions(restored.versions().withCurrent(inForce(version, Origin.CONFIGURED)));
        reference = configured
                .filter(spec -> version.origin() == Origin.CONFIGURED)
                .map(spec -> new PinnedReference(spec, panes))
                .filter(pinned -> pinned.restore(asConfigured));
        if (reference.isPresent()) {
            return asConfigured;
        }
        // The settings ask for another span since: now it is a version that somebody asks for.
        Origin origin = version.origin() == Origin.CONFIGURED ? Origin.PINNED : version.origin();
        ReferenceVersion current = inForce(version, origin);
        PinnedReference pinned = new PinnedReference(current, panes);
        ReferenceState governed = restored.withVersions(restored.versions().withCurrent(current));
        pinned.restore(governed);
        reference = Optional.of(pinned);
        return governed;
    }

    private static ReferenceVersion inForce(ReferenceVersion version, Origin origin) {
        Span asked = origin == Origin.CONFIGURED ? null : version.taken();
        return ReferenceVersion.inForce(version.number(), origin, asked);
    }

    /** What the settings ask for, which may be no pinned reference, is in force again. */
    ReferenceState unpin(ReferenceState state, PaneJournal journal) {
        Optional<ReferenceVersion> before = state.versions().earlier().stream()
                .filter(version -> version.origin() == Origin.CONFIGURED)
                .findFirst();
        if (configured.isPresent() && before.isPresent()) {
            ReferenceState back = goBack(state, before.get(), journal);
            if (back.versions().current().origin() == Origin.CONFIGURED) {
                return back;
            }
            return configured(back, journal);
        }
        return configured(state, journal);
    }

    private ReferenceState configured(ReferenceState state, PaneJournal journal) {
        ReferenceState aside = putAside(state, journal);
        panes.clear(journal);
        ReferenceVersions versions = aside.versions().withCurrent(null);
        reference = configured.map(spec -> new PinnedReference(spec, panes));
        return aside.withVersions(configured.isPresent() ? versions.next(Origin.CONFIGURED, null) : versions);
    }

    /** The panes there are of a span, here or among others. */
    List<PaneEntry> kept(Span span, List<PaneEntry> others) {
        return panes.filled(others).stream()
                .filter(entry -> entry.start() >= span.start() && entry.end() <= span.end())
                .toList();
    }

    /** Forgets every version but not their numbers. */
    ReferenceState forget(ReferenceState state, PaneJournal journal) {
        state.versions().earlier().forEach(version -> clear(version.place(), journal));
        panes.clear(journal);
        return restore(ReferenceState.INITIAL.withVersions(
                new ReferenceVersions(state.versions().last(), null, List.of(), ReferenceState.UNKNOWN)));
    }

    /** Puts the version in force on a shelf for earlier ones; one that is not complete is dropped. */
    private ReferenceState putAside(ReferenceState state, PaneJournal journal) {
        ReferenceVersion current = state.versions().current();
        Optional<Reference> taken = taken();
        if (current == null || taken.isEmpty()) {
            return state.withoutPinned();
        }
        return putAside(state, current, taken.get().entries(), journal).withoutPinned();
    }

    private ReferenceState putAside(
            ReferenceState state, ReferenceVersion version, List<PaneEntry> entries, PaneJournal journal) {
        ReferenceVersions versions = withRoom(state.versions(), journal);
        int place = 0;
        while (used(versions, place)) {
            place++;
        }
        Span whole =
                new Span(entries.get(0).start(), entries.get(entries.size() - 1).end());
        Span span = state.span(References.PINNED) == null ? whole : state.span(References.PINNED);
        PaneHistory shelf = new PaneHistory(Shelf.earlier(place), grid, List.of());
        shelf.fill(entries, journal);
        shelf.compact(span.start(), span.end(), References.ENTRY_LIMIT, Long.MAX_VALUE, journal);
        return state.withVersions(versions.withEarlier(new ReferenceVersion(
                version.number(), version.origin(), version.asked(), span, state.screened(), place)));
    }

    private static ReferenceVersions withRoom(ReferenceVersions versions, PaneJournal journal) {
        if (versions.earlier().size() < Shelf.earlierVersions()) {
            return versions;
        }
        ReferenceVersion oldest = versions.earlier().stream()
                .filter(version -> version.origin() != Origin.CONFIGURED)
                .findFirst()
                .orElseThrow();
        clear(oldest.place(), journal);
        return versions.withoutEarlier(oldest);
    }

    private static boolean used(ReferenceVersions versions, int place) {
        return versions.earlier().stream().anyMatch(version -> version.place() == place);
    }

    private static void clear(int place, PaneJournal journal) {
        Shelf shelf = Shelf.earlier(place);
        journal.load(shelf).forEach(entry -> journal.remove(shelf, entry.start()));
    }

    /** Whether the settings ask for a pinned reference. */
    boolean configured() {
        return configured.isPresent();
    }

    /** A version with its span, its size and what was left out of it, in words. */
    static String describe(ReferenceVersion version, Span span, Reference taken) {
        return describe(version, span) + ", " + taken.events() + " events"
                + taken.notes().stream().map(note -> "; " + note.text()).collect(Collectors.joining());
    }

    /** A version with its span, in words. */
    static String describe(ReferenceVersion version, Span span) {
        return version.label() + ", " + Instant.ofEpochMilli(span.start()) + " to " + Instant.ofEpochMilli(span.end());
    }
}
