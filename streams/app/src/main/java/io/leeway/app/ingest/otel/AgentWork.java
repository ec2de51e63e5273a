/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import io.leeway.app.ingest.otel.Operation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done for agents: the tools that they used and the tokens of their calls. It belongs to the nearest agent above, if
 * the record has it, and else waits in the memory of the trace for the next agent that began before it.
 */
final class AgentWork {

    private final TurnLedger ledger;
    private final Map<Integer, List<ToolUse>> tools = new HashMap<>();
    private final Map<Integer, Usage> usages = new HashMap<>();

    /** Shares out the work in a record. */
    AgentWork(List<Operation> operations, Ancestry agents, TurnLedger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (operation.is(Kind.TOOL)) {
                add(agents.above(i), operation, ToolUse.of(operation));
            } else if (operation.is(Kind.CALL) && operation.end() != 0) {
                // Log records tell of calls whose spans tell the same.
                add(agents.above(i), operation, Usage.of(operation));
            }
        }
    }

    private void add(Operation agent, Operation operation, ToolUse tool) {
        if (agent == null) {
            ledger.trace(operation).add(tool);
        } else {
            tools.computeIfAbsent(agent.element(), a -> new ArrayList<>()).add(tool);
        }
    }

    private void add(Operation agent, Operation operation, Usage usage) {
        if (!usage.known()) {
            return;
        }
        if (agent == null) {
            ledger.trace(operation).add(usage);
        } else {
            usages.merge(agent.element(), usage, Usage::plus);
        }
    }

    /** An agent's turn with its work, which then is nobody else's. */
    Turn turn(Operation agent) {
        TraceState trace = ledger.trace(agent);
        List<ToolUse> used = new ArrayList<>(tools.getOrDefault(agent.element(), List.of()));
        used.addAll(trace.takeTools(agent.start()));
        Usage spent = usages.getOrDefault(agent.element(), Usage.NONE).plus(trace.takeUsage(agent.start()));
        Usage own = Usage.of(agent);
        List<String> names = used.isEmpty() ? asked(agent.output()) : ToolUse.names(used);
        return new Turn(agent, agent.agent(), names, own.known() ? own : spent);
    }

    /** The turn of a call, of which no more is known than what it says itself. */
    static Turn turn(Operation call, String agent) {
        return new Turn(call, agent, call.output().isEmpty() ? null : asked(call.output()), Usage.of(call));
    }

    private static List<String> asked(List<Message> output) {
        return output.stream().flatMap(message -> message.toolCalls().stream()).toList();
    }
}
