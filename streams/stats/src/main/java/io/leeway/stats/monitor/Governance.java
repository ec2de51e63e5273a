/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Family;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What operators' commands and the versions of the references led to at one pane.
 *
 * @param version number of the pinned reference's version in force when the pane was compared, 0 for none
 * @param mutedUntil until when nobody is told of incidents that open, or {@link GovernedState#NEVER}
 * @param silenced families whose transition at this pane is to be told nobody
 * @param withheld families with an open incident that nobody has been told of
 * @param released families whose incident opened while the agent was muted and is told now
 * @param changes what was changed, in order
 */
public record Governance(
        int version,
        long mutedUntil,
        Set<Family> silenced,
        Set<Family> withheld,
        Set<Family> released,
        List<Change> changes) {

    /** Nothing. */
    public static final Governance NONE =
            new Governance(0, GovernedState.NEVER, Set.of(), Set.of(), Set.of(), List.of());

    /** Copies the collections. */
    public Governance {
        silenced = Collections.unmodifiableSet(new TreeSet<>(silenced));
        withheld = Collections.unmodifiableSet(new TreeSet<>(withheld));
        released = Collections.unmodifiableSet(new TreeSet<>(released));
        changes = List.copyOf(changes);
    }

    /** Whether nobody is told of incidents that open. */
    public boolean muted() {
        return mutedUntil != GovernedState.NEVER;
    }

    /**
     * One change, or a command that was refused.
     *
     * @param command what asked for it; null for what the monitor does on its own
     * @param action what was done, as a verb
     * @param subject what was changed
     * @param before its value before, or null
     * @param after its value afterwards, or null
     * @param refusal why the command was refused; null if it was not
     * @param families the families whose open incidents it is about
     * @param limits the features whose broken limits it is about
     */
    public record Change(
            Command command,
            String action,
            String subject,
            String before,
            String after,
            String refusal,
            Set<Family> families,
            Set<String> limits) {

        /** Copies the sets. */
        public Change {
            families = Collections.unmodifiableSet(new TreeSet<>(families));
            limits = Collections.unmodifiableSet(new TreeSet<>(limits));
        }

        /** Whether the command had its effect. */
        public boolean done() {
            return refusal == null;
        }
    }
}
