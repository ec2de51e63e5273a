/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Surroundings;
import io.leeway.app.topic.StreamKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a turn as an event. Names of numbers and categories are the same for all conventions. What is not said is left out,
 * and so is what another record might say: an event must not depend on which spans happened to arrive together.
 */
final class TurnEvents {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Surroundings surroundings;

    /** For a record. */
    TurnEvents(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The event of a turn.
     *
     * @param vector the vector of its text, or null
     * @throws BadEventException if nothing names an agent
     */
    Event event(Turn turn, Vectors.Vector vector) {
        Operation operation = turn.operation();
        Input input = operation.input();
        SortedMap<String, String> categories = categories(operation);
        put(categories, "content", input.content().label());
        SortedMap<String, Double> numbers = new TreeMap<>();
        turn.usage().into(numbers);
        if (Long.compareUnsigned(operation.end(), operation.start()) >= 0) {
            numbers.put("latencyMs", (operation.end() - operation.start()) / 1e6);
        }
        if (input.messages() > 0) {
            numbers.put("messages", (double) input.messages());
        }
        if (turn.tools() != null) {
            numbers.put("toolCalls", (double) turn.tools().size());
            categories.put("tools", ToolUse.sequence(turn.tools()));
        }
        return event(operation, turn.agent(), input.text(), numbers, categories, vector, "");
    }

    /**
     * The event of an embedded text.
     *
     * @param suffix what tells it from the other texts of its span
     */
    Event event(Operation embedding, Vectors.Vector vector, String suffix) {
        SortedMap<String, String> categories = categories(embedding);
        put(categories, "content", vector.content().label());
        SortedMap<String, Double> numbers = new TreeMap<>();
        Usage.of(embedding).into(numbers);
        return event(embedding, embedding.agent(), vector.text(), numbers, categories, vector, suffix);
    }

    private Event event(
            Operation operation,
            String agent,
            String text,
            SortedMap<String, Double> numbers,
            SortedMap<String, String> categories,
            Vectors.Vector vector,
            String suffix) {
        return new Event(
                id(operation) + suffix,
                StreamKey.of(named(operation, agent), null),
                occurredAt(operation),
                session(operation),
                operation.link().trace(),
                text,
                numbers,
                categories,
                vector == null ? null : vector.values(),
                vector == null || vector.values() == null ? null : vector.model());
    }

    private String id(Operation operation) {
        String trace = operation.link().trace();
        String span = operation.link().span();
        return trace == null || span == null ? surroundings.eventId() + "-" + operation.element() : trace + "-" + span;
    }

    private static String named(Operation operation, String agent) {
        String name = agent != null
                ? agent
                : operation.facts().attributes().text("traceloop.entity.name", "traceloop.workflow.name");
        if (name == null) {
            name = operation.service();
        }
        if (name.isEmpty()) {
            throw new BadEventException(
                    Reason.INVALID_EVENT, "no agent: neither gen_ai.agent.name nor service.name, or any other name");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new BadEventException(Reason.INVALID_EVENT, "the agent's name must be well-formed Unicode");
        }
        return name;
    }

    private static Instant occurredAt(Operation operation) {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(operation.start(), NANOS_PER_SECOND),
                Long.remainderUnsigned(operation.start(), NANOS_PER_SECOND));
    }

    private static String session(Operation operation) {
        return operation
                .facts()
                .attributes()
                .text(
                        "gen_ai.conversation.id",
                        "session.id",
                        "traceloop.association.properties.session_id",
                        "traceloop.association.properties.conversation_id",
                        "traceloop.association.properties.conversation");
    }

    private static SortedMap<String, String> categories(Operation operation) {
        Attributes said = operation.facts().attributes();
        SortedMap<String, String> categories = new TreeMap<>();
        String answering = said.text("gen_ai.response.model", "llm.model_name", "embedding.model_name");
        String asked = said.text("gen_ai.request.model", "model_name");
        if (asked == null) {
            asked = NestedJson.parse(said.get("llm.invocation_parameters").asText(""))
                    .path("model")
                    .asText(answering);
        }
        put(categories, "model", asked);
        put(categories, "responseModel", asked != null && asked.equals(answering) ? null : answering);
        put(categories, "provider", said.text("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"));
        put(categories, "operation", said.text("gen_ai.operation.name", "llm.request.type"));
        put(categories, "finishReason", finishReason(said, operation.output()));
        put(categories, "errorType", operation.facts().error());
        put(categories, "promptVersion", said.text("gen_ai.prompt.version", "llm.prompt_template.version"));
        put(categories, "agentVersion", said.text("gen_ai.agent.version"));
        put(categories, "sampling", Sampling.of(operation.facts().traceState(), said));
        return categories;
    }

    private static String finishReason(Attributes said, List<Message> output) {
        JsonNode reasons = said.get("gen_ai.response.finish_reasons");
        if (reasons.path(0).isTextual()) {
            return reasons.path(0).asText();
        }
        for (Message message : output) {
            if (message.finishReason() != null) {
                return message.finishReason();
            }
        }
        return said.text("llm.finish_reason", "gen_ai.response.finish_reason", "gen_ai.response.finish_reasons");
    }

    private static void put(SortedMap<String, String> categories, String name, String value) {
        if (value != null && !value.isBlank()) {
            categories.put(name, value);
        }
    }
}
