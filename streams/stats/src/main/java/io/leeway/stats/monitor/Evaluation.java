/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.stats.monitor;

import io.leeway.stats.decide.Decision;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.evidence.Evidence;
import io.leeway.stats.window.ReferenceNote;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that one closed pane of one agent led to.
 *
 * @param paneStart start of the pane, epoch milliseconds
 * @param paneEnd its end
 * @param state how the agent stands
 * @param flags what qualifies the state
 * @param tests all comparisons
 * @param decisions one for each family that was compared or has an open incident
 * @param evidence for the families with something new to say about their incident
 * @param notes what a person should know about the references, those that are missing included
 * @param limits what came of the limits
 * @param governance what operators' commands led to
 * @param detectability how soon a change of a standard size would be seen, if it is known
 */
public record Evaluation(
        long paneStart,
        long paneEnd,
        State state,
        Set<Flag> flags,
        List<Tested> tests,
        List<Decision> decisions,
        Map<Family, Evidence> evidence,
        List<ReferenceNote> notes,
        LimitFindings limits,
        Governance governance,
        Optional<Detectability> detectability) {

    /** Copies the collections. */
    public Evaluation {
        flags = Collections.unmodifiableSet(new TreeSet<>(flags));
        tests = List.copyOf(tests);
        decisions = List.copyOf(decisions);
        evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
        notes = List.copyOf(notes);
    }

    /** An evaluation without limits and commands. */
    public Evaluation(
            long paneStart,
            long paneEnd,
            State state,
            Set<Flag> flags,
            List<Tested> tests,
            List<Decision> decisions,
            Map<Family, Evidence> evidence,
            List<ReferenceNote> notes) {
        this(
                paneStart,
                paneEnd,
                state,
                flags,
                tests,
                decisions,
                evidence,
                notes,
                LimitFindings.NONE,
                Governance.NONE,
                Optional.empty());
    }

    /** The same evaluation beside what commands led to. */
    Evaluation with(Governance other) {
        Set<Flag> more = new TreeSet<>(flags);
        if (other.muted()) {
            more.add(Flag.MUTED);
        }
        return new Evaluation(
                paneStart, paneEnd, state, more, tests, decisions, evidence, notes, limits, other, detectability);
    }

    /** The same evaluation beside how soon a change would be seen. */
    Evaluation with(Optional<Detectability> known) {
        return new Evaluation(
                paneStart, paneEnd, state, flags, tests, decisions, evidence, notes, limits, governance, known);
    }

    /** The same evaluation with what came of the limits. They do not change the state, only its flags. */
    public Evaluation withLimits(LimitFindings findings) {
        Set<Flag> all = new TreeSet<>(flags);
        if (findings.open()) {
            all.add(Flag.LIMIT_BREACHED);
        }
        return new Evaluation(
                paneStart, paneEnd, state, all, tests, decisions, evidence, notes, findings, governance, detectability);
    }

    /** How an agent stands. */
    public enum State {
        /** There is no reference yet. */
        WARMING_UP,
        /** No window holds enough effective events for silence to mean that nothing changed. */
        TOO_FEW_EVENTS,
        /** Compared, and nothing to see. */
        OK,
        /** Some family is near its threshold. */
        WARN,
        /** Some incident is open. */
        DRIFT
    }

    /** What qualifies a state. */
    public enum Flag {
        /** The reference is too small for the false-alarm budget to be relied on. */
        PROVISIONAL,
        /** The trailing reference stands still while an incident is open. */
        REFERENCE_FROZEN,
        /** The incident of some limit is open. */
        LIMIT_BREACHED,
        /** Nobody is told of incidents that open. */
        MUTED
    }
}
