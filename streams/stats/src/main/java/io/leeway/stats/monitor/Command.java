/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import io.leeway.stats.window.Span;

/**
 * An operator's instruction to the monitor of one agent.
 *
 * @param id identity; a repeated one has no further effect
 * @param by who gave it
 * @param issuedAt when, epoch milliseconds
 * @param reason why, or null
 * @param action what is to be done
 */
public record Command(String id, String by, long issuedAt, String reason, Action action) {

    /** What is to be done. */
    public sealed interface Action {

        /** The action as a verb, as the audit has it. */
        String verb();
    }

    /**
     * Make a span that has passed the pinned reference.
     *
     * @param span what becomes the reference
     */
    public record Pin(Span span) implements Action {
        @Override
        public String verb() {
            return "pin";
        }
    }

    /**
     * What is open is the new normal. A reference is the agent's, so that accepting one incident accepts all that are open.
     *
     * @param family the family that must have an open incident, or null for any
     */
    public record Accept(Family family) implements Action {
        @Override
        public String verb() {
            return "accept";
        }
    }

    /**
     * Go back to an earlier version of the pinned reference.
     *
     * @param version its number
     */
    public record RollBack(int version) implements Action {
        @Override
        public String verb() {
            return "roll-back";
        }
    }

    /** Go back to what the settings ask for. */
    public record Unpin() implements Action {
        @Override
        public String verb() {
            return "unpin";
        }
    }

    /**
     * Somebody looks after it.
     *
     * @param family the family whose incident is meant, or null
     * @param limit the feature whose limit is meant, or null; if both are null all that are open are meant
     */
    public record Acknowledge(Family family, String limit) implements Action {

        /** Of one family, or, if it is null, of all that are open. */
        public Acknowledge(Family family) {
            this(family, null);
        }

        @Override
        public String verb() {
            return "acknowledge";
        }
    }

    /**
     * Tell nobody of incidents that open.
     *
     * @param until until this event time, exclusive, epoch milliseconds
     */
    public record Mute(long until) implements Action {
        @Override
        public String verb() {
            return "mute";
        }
    }

    /** Tell of them again. */
    public record Unmute() implements Action {
        @Override
        public String verb() {
            return "unmute";
        }
    }

    /**
     * What was wanted is known to be impossible by whoever passes the command on; it is refused.
     *
     * @param verb the action that was wanted
     * @param subject what should have been changed
     * @param why why it cannot be done
     */
    public record Impossible(String verb, String subject, String why) implements Action {}
}
