/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.window;

/**
 * Something a person should know about a reference before relying on it.
 *
 * @param reference name of the reference, or {@code corpus}
 * @param kind what it is about
 * @param text the same with numbers, for people
 */
public record ReferenceNote(String reference, Kind kind, String text) {

    /** What a note is about. */
    public enum Kind {
        /** The panes span less than was asked for. */
        SHORT,
        /** A seasonal reference spans too little to tell hours apart: it is pooled. */
        SEASON_TOO_SHORT,
        /** A seasonal reference tells the hours of the day apart, but spans too little for those of the week. */
        HOURS_OF_DAY,
        /** A pinned reference that begins with the agent had too few panes or events at its end: it was taken later. */
        EXTENDED,
        /** A pinned reference's span has passed with too few panes or events: there is no reference. */
        INSUFFICIENT,
        /** How the agent's corpus stands, and how much of what the references hold it covers. */
        CORPUS,
        /** Stretches of a pinned reference were left out because they are unlike the rest: an incident, it seems. */
        SCREENED
    }
}
