/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Decision.Transition;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.FamilyState;
import io.leeway.stats.monitor.Governance.Change;
import io.leeway.stats.window.PaneEntry;
import io.leeway.stats.window.PaneJournal;
import io.leeway.stats.window.ReferenceChange;
import io.leeway.stats.window.References;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Carries out operators' commands on one agent, at the boundary before a pane, and keeps quiet about incidents while the
 * agent is muted.
 */
final class Governor {

    /** So many commands are remembered, lest one that comes again has its effect twice. */
    static final int REMEMBERED = 64;

    private static final String REFERENCE = "reference";
    private static final String ALERTS = "alerts";
    private static final String INCIDENTS = "incidents";

    private final Deque<String> handled;
    private final Set<Family> withheld = EnumSet.noneOf(Family.class);
    private final List<Change> changes = new ArrayList<>();
    private final List<Decision> accepted = new ArrayList<>();
    private long mutedUntil;
    private boolean referencesChanged;

    Governor(GovernedState state) {
        this.handled = new ArrayDeque<>(state.handled());
        this.withheld.addAll(state.withheld());
        this.mutedUntil = state.mutedUntil();
    }

    GovernedState state() {
        return new GovernedState(mutedUntil, withheld, List.copyOf(handled));
    }

    /**
     * Carries out commands, in order. Those handled before are skipped.
     *
     * @param next the pane after the boundary
     * @param families what each family remembers; incidents that are accepted end here
     * @param limits features whose limits are broken
     */
    void carryOut(
            List<Command> commands,
            PaneEntry next,
            References references,
            Map<Family, FamilyState> families,
            Set<String> limits,
            PaneJournal journal) {
        changes.clear();
        accepted.clear();
        referencesChanged = false;
        for (Command command : commands) {
            if (!handled.contains(command.id())) {
                carryOut(command, next, references, families, limits, journal);
                handled.add(command.id());
                if (handled.size() > REMEMBERED) {
                    handled.remove();
                }
            }
        }
    }

    private void carryOut(
            Command command,
            PaneEntry next,
            References references,
            Map<Family, FamilyState> families,
            Set<String> limits,
            PaneJournal journal) {
        Command.Action action = command.action();
        if (action instanceof Command.Pin pin) {
            changed(command, references.pin(pin.span(), journal), Set.of());
        } else if (action instanceof Command.RollBack back) {
            changed(command, references.rollBack(back.version(), journal), Set.of());
        } else if (action instanceof Command.Unpin) {
            changed(command, references.unpin(journal), Set.of());
        } else if (action instanceof Command.Accept accept) {
            Set<Family> open = open(families, null);
            // Another feature map is no drift that could be accepted: a reference of it is being learnt already.
            open.remove(Family.EMBEDDING);
            if (accept.family() == null ? open.isEmpty() : !open.contains(accept.family())) {
                refused(command, INCIDENTS, nothingOpen(accept.family()));
            } else {
                accept(command, open, references, families, journal);
            }
        } else if (action instanceof Command.Acknowledge acknowledge) {
            acknowledge(command, acknowledge, families, limits);
        } else if (action instanceof Command.Mute mute) {
            if (mute.until() <= next.start()) {
                refused(command, ALERTS, Instant.ofEpochMilli(mute.until()) + " has passed");
            } else {
                done(command, ALERTS, muted(), "muted until " + Instant.ofEpochMilli(mute.until()));
                mutedUntil = mute.until();
            }
        } else if (action instanceof Command.Impossible impossible) {
            refused(command, impossible.subject(), impossible.why());
        } else if (mutedUntil == GovernedState.NEVER) {
            refused(command, ALERTS, "not muted");
        } else {
            done(command, ALERTS, muted(), null);
            mutedUntil = GovernedState.NEVER;
        }
    }

    private void acknowledge(
            Command command, Command.Acknowledge wanted, Map<Family, FamilyState> families, Set<String> limits) {
        Set<Family> open = wanted.limit() == null ? open(families, wanted.family()) : Set.of();
        Set<String> broken = new TreeSet<>(wanted.family() == null ? limits : Set.of());
        broken.removeIf(feature -> wanted.limit() != null && !feature.equals(wanted.limit()));
        if (open.isEmpty() && broken.isEmpty()) {
            refused(
                    command,
                    INCIDENTS,
                    wanted.limit() == null
                            ? nothingOpen(wanted.family())
                            : "no limit of " + wanted.limit() + " is broken");
        } else {
            changes.add(
                    new Change(command, command.action().verb(), INCIDENTS, null, "acknowledged", null, open, broken));
        }
    }

    /** The newest of the incidents began when all that is accepted had begun. */
    private void accept(
            Command command,
            Set<Family> open,
            References references,
            Map<Family, FamilyState> families,
            PaneJournal journal) {
        long from = open.stream()
                .mapToLong(family -> families.get(family).incident().suspectedFrom())
                .max()
                .orElseThrow();
        changed(command, references.accept(from, journal), open);
        for (Map.Entry<Family, FamilyState> entry : families.entrySet()) {
            FamilyState before = entry.getValue();
            FamilyState after = new FamilyState(
                    null, Collections.emptySortedMap(), FamilyState.NEVER, Math.max(before.clip(), from));
            if (entry.getKey() == Family.EMBEDDING) {
                continue;
            }
            if (before.incident() != null) {
                accepted.add(new Decision(
                        entry.getKey(), Decision.Status.OK, Transition.RESOLVED, before.incident(), List.of(), after));
            }
            entry.setValue(after);
        }
    }

    private static Set<Family> open(Map<Family, FamilyState> families, Family wanted) {
        Set<Family> open = EnumSet.noneOf(Family.class);
        new TreeMap<>(families).forEach((family, state) -> {
            if (state.incident() != null && (wanted == null || wanted == family)) {
                open.add(family);
            }
        });
        return open;
    }

    private static String nothingOpen(Family family) {
        return "no incident" + (family == null ? "" : " of " + family.label()) + " is open";
    }

    private String muted() {
        return mutedUntil == GovernedState.NEVER ? null : "muted until " + Instant.ofEpochMilli(mutedUntil);
    }

    private void changed(Command command, ReferenceChange change, Set<Family> families) {
        referencesChanged |= change.done();
        changes.add(new Change(
                command,
                command.action().verb(),
                REFERENCE,
                change.before(),
                change.after(),
                change.refusal(),
                families,
                Set.of()));
    }

    private void done(Command command, String subject, String before, String after) {
        changes.add(new Change(command, command.action().verb(), subject, before, after, null, Set.of(), Set.of()));
    }

    private void refused(Command command, String subject, String why) {
        changes.add(new Change(command, command.action().verb(), subject, null, null, why, Set.of(), Set.of()));
    }

    /** The settings ended an incident. */
    void reconfigured(Family family, String why) {
        changes.add(new Change(null, "reconfigure", INCIDENTS, "open", why, null, Set.of(family), Set.of()));
    }

    /** The references did this on their own. */
    void note(String action, String before, String after) {
        note(REFERENCE, action, before, after);
    }

    /** Whether a command changed what windows are compared with. */
    boolean referencesChanged() {
        return referencesChanged;
    }

    /** The incidents that were accepted. */
    List<Decision> accepted() {
        return accepted;
    }

    /**
     * Who is to be told of what.
     *
     * @param decisions all of this pane
     * @param version number of the version the pane was compared with
     */
    Governance tell(List<Decision> decisions, PaneEntry pane, int version) {
        if (mutedUntil != GovernedState.NEVER && pane.end() >= mutedUntil) {
            note(ALERTS, "unmute", muted(), null);
            mutedUntil = GovernedState.NEVER;
        }
        Set<Family> silenced = EnumSet.noneOf(Family.class);
        for (Decision decision : decisions) {
            boolean opensUnheard = decision.transition() == Transition.OPENED && mutedUntil != GovernedState.NEVER;
            if (opensUnheard) {
                withheld.add(decision.family());
            }
            boolean goesOnUnheard = decision.tells() && withheld.contains(decision.family());
            if (goesOnUnheard || (decision.transition() == Transition.RESOLVED && withheld.remove(decision.family()))) {
                silenced.add(decision.family());
            }
        }
        Set<Family> released = EnumSet.noneOf(Family.class);
        if (mutedUntil == GovernedState.NEVER) {
            released.addAll(withheld);
            withheld.clear();
        }
        return new Governance(version, mutedUntil, silenced, withheld, released, changes);
    }

    private void note(String subject, String action, String before, String after) {
        changes.add(new Change(null, action, subject, before, after, null, Set.of(), Set.of()));
    }
}
