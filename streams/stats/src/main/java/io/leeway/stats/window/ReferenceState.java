/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be remembered, beside the kept panes, to find the same references again after a restart.
 *
 * @param firstStart start of the agent's first pane, or {@link #UNKNOWN}
 * @param spans the span each reference was last taken from, by the reference's name; none while it is not taken
 * @param excluded spans of incidents, which no rolling reference may learn, in the order of their resolution
 * @param screened stretches of the pinned reference that were left out because they are unlike the rest, in order of time
 * @param versions the versions of the pinned reference
 */
public record ReferenceState(
        long firstStart,
        Map<String, Span> spans,
        List<Span> excluded,
        List<Span> screened,
        ReferenceVersions versions) {

    /** No pane has been seen yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** The state before the first pane. */
    public static final ReferenceState INITIAL =
            new ReferenceState(UNKNOWN, Map.of(), List.of(), List.of(), ReferenceVersions.NONE);

    private static final int MOST_EXCLUDED = 64;

    /** Copies the collections. */
    public ReferenceState {
        spans = Collections.unmodifiableMap(new TreeMap<>(spans));
        excluded = List.copyOf(excluded);
        screened = List.copyOf(screened);
    }

    /** The span a reference was last taken from, or null while it is not taken. */
    public Span span(String reference) {
        return spans.get(reference);
    }

    /** Without the references that nobody asks for any more. */
    ReferenceState keeping(Set<String> references) {
        Map<String, Span> kept = new TreeMap<>(spans);
        kept.keySet().retainAll(references);
        return new ReferenceState(
                firstStart, kept, excluded, kept.containsKey(References.PINNED) ? screened : List.of(), versions);
    }

    ReferenceState withFirstStart(long start) {
        return new ReferenceState(start, spans, excluded, screened, versions);
    }

    ReferenceState with(String reference, Span span) {
        Map<String, Span> more = new TreeMap<>(spans);
        more.put(reference, span);
        return new ReferenceState(firstStart, more, excluded, screened, versions);
    }

    ReferenceState without(String reference) {
        Map<String, Span> fewer = new TreeMap<>(spans);
        fewer.remove(reference);
        return new ReferenceState(firstStart, fewer, excluded, screened, versions);
    }

    /** Exclusions that end by {@code settled} have done their work: their panes are gone. */
    ReferenceState withoutExcludedUntil(long settled) {
        return new ReferenceState(
                firstStart,
                spans,
                excluded.stream().filter(other -> other.end() > settled).toList(),
                screened,
                versions);
    }

    /** Beyond the bound the newest two become one that covers both: the oldest lie where something has been learnt. */
    ReferenceState withExcluded(Span span) {
        List<Span> all = new ArrayList<>(excluded);
        Span newest = all.size() < MOST_EXCLUDED ? span : span.hull(all.remove(all.size() - 1));
        all.add(newest);
        return new ReferenceState(firstStart, spans, all, screened, versions);
    }

    ReferenceState withScreened(List<Span> stretches) {
        return new ReferenceState(firstStart, spans, excluded, stretches, versions);
    }

    /** The same with other versions of the pinned reference. */
    public ReferenceState withVersions(ReferenceVersions other) {
        return new ReferenceState(firstStart, spans, excluded, screened, other);
    }

    /** No version of the pinned reference is taken. */
    ReferenceState withoutPinned() {
        return without(References.PINNED).withScreened(List.of());
    }

    /** What was excluded may be learnt after all where it shares time with {@code span}. */
    ReferenceState withoutExcluded(Span span) {
        return new ReferenceState(
                firstStart,
                spans,
                excluded.stream().filter(other -> !other.overlaps(span)).toList(),
                screened,
                versions);
    }
}
