/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.otel.CountedTurn.By;
import io.leeway.app.ingest.otel.Operation.Kind;
import io.leeway.app.ingest.otel.ServiceState.Agents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides which operations of a record are turns, so that each turn counts once: however often history repeats it, whether a
 * call is tried again, and whether the spans of a turn come in one record or in several, children before their parents.
 *
 * <ul>
 *   <li>An agent's span counts, if it says what the agent was asked. If its calls have been counted before it came, it claims
 *       them and counts no more. Of a service with such spans, calls do not count from then on, and neither do calls below one.
 *   <li>A call counts if the user spoke last and the same words, with as many messages of the user before them, have not been
 *       counted in the trace. Where neither words nor messages are recorded, it counts if nothing else of the trace has.
 *   <li>An agent's span that does not say what it was asked counts only in a trace where nothing else does: many frameworks
 *       leave that to the calls. It lends them its name.
 * </ul>
 *
 * Cost: linear in the operations, apart from sorting the agents.
 */
final class TurnCounter {

    // Where clocks are coarse spans end at the same time; they are exported in the order in which they end.
    private static final Comparator<Operation> BY_END = Comparator.comparing(Operation::end, Long::compareUnsigned)
            .thenComparing(Comparator.comparing(Operation::start, Long::compareUnsigned)
                    .reversed());

    private final TurnSource source;
    private final TurnLedger ledger;
    private final TextDigest digests;

    /** Counts what is wanted, and remembers it. */
    TurnCounter(TurnSource source, TurnLedger ledger, TextDigest digests) {
        this.source = source;
        this.ledger = ledger;
        this.digests = digests;
    }

    /** The turns among the operations of a record. */
    List<Turn> count(List<Operation> operations) {
        List<Turn> turns = new ArrayList<>();
        Ancestry agents = new Ancestry(operations, above -> above.is(Kind.AGENT));
        if (source != TurnSource.CALLS) {
            countAgents(operations, new AgentWork(operations, agents, ledger), turns);
        }
        if (source != TurnSource.AGENTS) {
            countCalls(operations, agents, turns);
        }
        return turns;
    }

    private void countAgents(List<Operation> operations, AgentWork work, List<Turn> turns) {
        if (source == TurnSource.AUTO) {
            operations.stream()
                    .filter(operation ->
                            operation.is(Kind.CALL) && operation.input().known())
                    .forEach(call -> ledger.trace(call).speak());
        }
        // An inner agent ends before the one that asked it, and takes what was done for it.
        operations.stream()
                .filter(operation -> operation.is(Kind.AGENT))
                .sorted(BY_END)
                .forEach(agent -> {
                    Turn turn = work.turn(agent);
                    if (speaks(agent) ? countsSpeaking(agent) : !agent.input().known() && countsSilent(agent)) {
                        turns.add(turn);
                    }
                });
    }

    /**
     * Whether an operation is an agent's and says what the user asked. One that ends with something else was not asked, or its
     * span has the answers among what it was given: its calls know.
     */
    private static boolean speaks(Operation operation) {
        return operation.is(Kind.AGENT)
                && operation.input().known()
                && !operation.input().continued();
    }

    private boolean countsSpeaking(Operation agent) {
        ledger.service(agent, service -> service.with(Agents.SPEAKING));
        TraceState trace = ledger.trace(agent);
        CountedTurn turn = turn(agent, By.AGENT);
        // The same span again, or one around it that wraps the same agent, be it without saying its name.
        boolean again = trace.any(known -> known.by() == By.AGENT
                && (known.agent() == turn.agent() || known.agent() == 0 || turn.agent() == 0)
                && known.says(turn.digest())
                && known.nests(turn.start(), turn.end()));
        if (again) {
            return false;
        }
        boolean claimed = trace.claim(turn.digest(), turn.start(), turn.end());
        trace.add(turn);
        return !claimed;
    }

    private boolean countsSilent(Operation agent) {
        TraceState trace = ledger.trace(agent);
        CountedTurn turn = turn(agent, By.AGENT);
        boolean claimed = trace.claim(turn.digest(), turn.start(), turn.end());
        if (claimed && agent.agent() != null) {
            ledger.service(agent, service -> service.with(agent.agent()));
        }
        if (trace.spoken()) {
            return false;
        }
        ledger.service(agent, service -> service.with(Agents.SILENT));
        boolean within = trace.any(known -> known.began(turn.start(), turn.end()));
        if (!within) {
            trace.add(turn);
        }
        return !within;
    }

    private void countCalls(List<Operation> operations, Ancestry agents, List<Turn> turns) {
        Ancestry speaking = new Ancestry(operations, TurnCounter::speaks);
        for (int i = 0; i < operations.size(); i++) {
            Operation call = operations.get(i);
            if (!call.is(Kind.CALL) || call.input().continued()) {
                continue;
            }
            if (source == TurnSource.CALLS) {
                if (isNew(call)) {
                    ledger.trace(call).add(turn(call, By.CALL));
                    turns.add(AgentWork.turn(call, call.agent()));
                }
            } else if (speaking.above(i) == null && !leftToAgents(call) && isNew(call)) {
                Operation agent = agents.above(i);
                ledger.trace(call).add(turn(call, agent == null ? By.CALL : By.CLAIMED_CALL));
                turns.add(AgentWork.turn(call, name(call, agent)));
            }
        }
    }

    /** Whether an agent counts in a call's place: one that has, or one that will. */
    private boolean leftToAgents(Operation call) {
        Agents seen = ledger.service(call).agents();
        return seen == Agents.SPEAKING
                || (seen == Agents.SILENT && !call.input().known())
                || ledger.trace(call).any(turn -> turn.by() == By.AGENT && turn.spans(call.startMillis()));
    }

    private boolean isNew(Operation call) {
        CountedTurn turn = turn(call, By.CALL);
        // Of a call that does not tell which turn it is, it can only be said whether it is the first one of its trace.
        boolean nothing = call.input().text() == null && call.input().users() == 0;
        return !ledger.trace(call)
                .any(known -> (turn.span() != 0 && known.span() == turn.span())
                        || (known.by() != By.AGENT
                                && (nothing || (known.users() == turn.users() && known.says(turn.digest())))));
    }

    /** The agent of a call: as it says, as the span above it says, or the only one that the service is known to have. */
    private String name(Operation call, Operation above) {
        if (above != null && above.agent() != null) {
            ledger.service(call, service -> service.with(above.agent()));
        }
        if (call.agent() != null) {
            return call.agent();
        }
        String known = above == null ? ledger.service(call).agent() : above.agent();
        return known == null || known.isEmpty() ? null : known;
    }

    private CountedTurn turn(Operation operation, By by) {
        String span = operation.link().span();
        return new CountedTurn(
                digests.of(operation.input().text()),
                span == null ? 0 : Long.parseUnsignedLong(span, 16),
                operation.input().users(),
                by,
                by != By.AGENT || operation.agent() == null
                        ? 0
                        : operation.agent().hashCode(),
                operation.startMillis(),
                operation.endMillis());
    }
}
