/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.otel.Operation.Facts;
import io.leeway.app.ingest.otel.Operation.Kind;
import io.leeway.app.ingest.otel.Signals.Moment;
import io.leeway.app.ingest.otel.Signals.Span;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a span is, by the conventions of OpenTelemetry ({@code gen_ai.operation.name}), OpenInference
 * ({@code openinference.span.kind}) and OpenLLMetry ({@code traceloop.span.kind}, {@code llm.request.type}). If a span says it
 * in two ways, OpenTelemetry's goes first.
 */
final class Conventions {

    private Conventions() {}

    /** Reads a span. */
    static Operation of(Span span) {
        Attributes attributes = span.attributes();
        Kind kind = kind(attributes);
        boolean asked = kind == Kind.AGENT || kind == Kind.CALL;
        List<Message> output = asked ? MessageAttributes.output(attributes, span.moments()) : List.of();
        return new Operation(
                span.element(),
                kind,
                span.name(),
                span.link(),
                span.start(),
                span.end(),
                agent(attributes, kind, span.name()),
                Objects.requireNonNullElse(span.resource().text("service.name"), ""),
                asked ? input(span, kind, output.isEmpty()) : Input.ABSENT,
                output,
                new Facts(attributes, span.traceState(), error(span)));
    }

    /**
     * What was asked. Some exporters drop the oldest attributes and some the newest. Where answer and error are missing too,
     * the numbered messages that are left may be those of an earlier turn.
     */
    private static Input input(Span span, Kind kind, boolean unanswered) {
        boolean cut = span.dropped()
                && unanswered
                && span.attributes().text("error.type") == null
                && span.attributes().any(FlatMessages::isKey);
        return cut
                ? Input.unknown(ContentState.TRUNCATED)
                : MessageAttributes.input(span.attributes(), span.moments(), kind == Kind.AGENT);
    }

    /** What attributes say that an operation is. */
    static Kind kind(Attributes attributes) {
        for (String key : List.of("gen_ai.operation.name", "openinference.span.kind", "traceloop.span.kind")) {
            Kind kind = kind(attributes.get(key));
            if (kind != Kind.OTHER) {
                return kind;
            }
        }
        Kind requested = kind(attributes.get("llm.request.type"));
        return requested == Kind.OTHER && prompted(attributes) ? Kind.CALL : requested;
    }

    /** Exporters drop attributes beyond a limit, be it those that tell what a span is. Messages tell it too. */
    private static boolean prompted(Attributes attributes) {
        return attributes.has("gen_ai.input.messages")
                || attributes.has("gen_ai.prompt")
                || attributes.any(FlatMessages::isKey);
    }

    private static Kind kind(JsonNode said) {
        return switch (said.asText().toLowerCase(Locale.ROOT)) {
            case "invoke_agent", "agent" -> Kind.AGENT;
            case "chat", "generate_content", "text_completion", "completion", "llm" -> Kind.CALL;
            case "execute_tool", "tool" -> Kind.TOOL;
            case "embeddings", "embedding" -> Kind.EMBEDDING;
            default -> Kind.OTHER;
        };
    }

    /** Only the span of an agent is called like the agent. */
    private static String agent(Attributes attributes, Kind kind, String name) {
        String said = attributes.text("gen_ai.agent.name", "agent.name", "graph.node.name", "graph.node.id");
        if (said == null && kind == Kind.AGENT) {
            said = attributes.has("openinference.span.kind") && !name.isBlank()
                    ? name
                    : attributes.text("traceloop.entity.name");
        }
        return said;
    }

    private static String error(Span span) {
        String type = span.attributes().text("error.type");
        if (type != null || !span.failed()) {
            return type;
        }
        for (Moment moment : span.moments()) {
            String exception = moment.attributes().text("exception.type");
            if (exception != null) {
                return exception;
            }
        }
        // What the conventions call an error of no known kind.
        return "_OTHER";
    }
}
