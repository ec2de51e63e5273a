/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.otel.Operation.Facts;
import io.leeway.app.ingest.otel.Operation.Kind;
import io.leeway.app.ingest.otel.Signals.Link;
import io.leeway.app.ingest.otel.Signals.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Calls of models in log records: one record with everything ({@code gen_ai.client.inference.operation.details}), or one for
 * each message ({@link EventMessages}), which belong together if they have trace and span in common.
 *
 * <p>Exporters send at most so many records at once, {@value #FULL} unless they are told otherwise. The last call of a record
 * as long as that, if its answer is missing, may lack the end of its messages too: it is left to the record that has them.
 */
final class LogCalls {

    private static final String DETAILS = "gen_ai.client.inference.operation.details";
    private static final int FULL = 512;

    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Call> open = new LinkedHashMap<>();
    private String last;

    private LogCalls() {}

    private static final class Call {
        private final List<Message> input = new ArrayList<>();
        private final List<Message> output = new ArrayList<>();
        private Log spoken;
    }

    /** The calls, in no order. */
    static List<Operation> read(List<Log> logs) {
        LogCalls calls = new LogCalls();
        logs.forEach(calls::add);
        Call cut = logs.size() < FULL || calls.last == null ? null : calls.open.get(calls.last);
        calls.open.values().stream()
                .filter(call -> call != cut || !call.output.isEmpty())
                .forEach(calls::close);
        return calls.operations;
    }

    private void add(Log log) {
        String event = log.name().isEmpty() ? log.attributes().get("event.name").asText("") : log.name();
        last = null;
        if (event.equals(DETAILS)) {
            operations.add(details(log));
        } else if (EventMessages.isMessage(event)) {
            last = key(log.link());
            Call call = open.computeIfAbsent(last, k -> new Call());
            call.input.add(EventMessages.message(event, log.body()));
            call.spoken = log;
        } else if (event.equals(EventMessages.CHOICE)) {
            last = key(log.link());
            Call call = open.computeIfAbsent(last, k -> new Call());
            call.output.add(EventMessages.choice(log.body()));
            if (log.link().span() == null) {
                // Nothing but their order tells such calls apart, and an answer ends one.
                close(open.remove(last));
            }
        }
    }

    private static String key(Link link) {
        return link.trace() + "-" + link.span();
    }

    private void close(Call call) {
        if (call.spoken == null) {
            // An answer alone: its call was in a record before.
            return;
        }
        operations.add(operation(call.spoken, Kind.CALL, Input.of(call.input), call.output, call.spoken.attributes()));
    }

    private static Operation details(Log log) {
        Attributes attributes = log.attributes();
        if (log.body().isObject() && !attributes.has("gen_ai.input.messages")) {
            Map<String, JsonNode> merged = new HashMap<>();
            ((ObjectNode) log.body()).properties().forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
            attributes.forEach(merged::put);
            attributes = new Attributes(merged);
        }
        Kind kind = Conventions.kind(attributes) == Kind.AGENT ? Kind.AGENT : Kind.CALL;
        return operation(
                log,
                kind,
                MessageAttributes.input(attributes, List.of(), false),
                MessageAttributes.output(attributes, List.of()),
                attributes);
    }

    private static Operation operation(Log log, Kind kind, Input input, List<Message> output, Attributes attributes) {
        return new Operation(
                log.element(),
                kind,
                log.name(),
                log.link(),
                log.time(),
                0,
                attributes.text("gen_ai.agent.name", "agent.name"),
                Objects.requireNonNullElse(log.resource().text("service.name"), ""),
                input,
                output,
                new Facts(attributes, "", attributes.text("error.type")));
    }
}
