/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

import java.util.List;

/**
 * One version of the pinned reference. Numbers are never used again.
 *
 * @param number 1 for the first
 * @param origin how it came about
 * @param asked the span it was asked for; null where the settings say it
 * @param taken the span it was taken from; null for the one in force, whose span is in the {@link ReferenceState}
 * @param screened stretches that were left out; empty for the one in force, likewise
 * @param place which of the shelves for earlier versions it is kept on, or {@link #IN_FORCE}
 */
public record ReferenceVersion(int number, Origin origin, Span asked, Span taken, List<Span> screened, int place) {

    /** The place of the version in force, which is kept on the shelf {@link PaneJournal.Shelf#PINNED}. */
    public static final int IN_FORCE = -1;

    /** How a version came about. */
    public enum Origin {
        /** The settings ask for it. */
        CONFIGURED,
        /** Somebody pinned a span. */
        PINNED,
        /** Somebody accepted a change: what the agent has been like since is the new normal. */
        ACCEPTED,
        /** What a rolling reference had learnt when a change was accepted. */
        LEARNT
    }

    /** Copies the list. */
    public ReferenceVersion {
        screened = List.copyOf(screened);
    }

    /** A version that is to be collected. */
    static ReferenceVersion inForce(int number, Origin origin, Span asked) {
        return new ReferenceVersion(number, origin, asked, null, List.of(), IN_FORCE);
    }

    /** The name in reports, alerts and audit: {@code pinned@2}. */
    public String label() {
        return label(number);
    }

    static String label(int number) {
        return References.PINNED + "@" + number;
    }
}
