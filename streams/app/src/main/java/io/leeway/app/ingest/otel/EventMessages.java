/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.otel.Signals.Moment;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that are events of their own, as the conventions had it up to version 1.36: {@code gen_ai.user.message} and its
 * like with {@code {content, tool_calls, id}}, and {@code gen_ai.choice} with {@code {index, finish_reason, message}}. The name
 * tells the role. Without content that was switched on, the names still tell who spoke last.
 */
final class EventMessages {

    /** The name of an answer's event. */
    static final String CHOICE = "gen_ai.choice";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> ROLES = Map.of(
            "gen_ai.user.message", "user",
            "gen_ai.assistant.message", "assistant",
            "gen_ai.tool.message", "tool",
            "gen_ai.system.message", "system");

    private EventMessages() {}

    /** Whether an event is a message to the model. */
    static boolean isMessage(String event) {
        return ROLES.containsKey(event);
    }

    /** The message of an event that is one. */
    static Message message(String event, JsonNode body) {
        ObjectNode message = NODES.objectNode();
        if (body.isObject()) {
            message.setAll((ObjectNode) body);
        } else if (!body.isNull()) {
            message.set("content", body);
        }
        // What a part of a message is called is not what the event is.
        message.remove("type");
        return MessageJson.read(message.put("role", ROLES.get(event)));
    }

    /** The message of a span's event, if it is one. */
    static Optional<Message> ofMoment(Moment moment) {
        return isMessage(moment.name()) ? Optional.of(message(moment.name(), body(moment))) : Optional.empty();
    }

    /** An answer. */
    static Message choice(JsonNode body) {
        ObjectNode choice = NODES.objectNode();
        if (body.isObject()) {
            choice.setAll((ObjectNode) body);
        }
        choice.put("role", "assistant");
        return MessageJson.read(choice);
    }

    /** What a span's event has for a body: its attributes, or one of them that holds it as JSON. */
    static JsonNode body(Moment moment) {
        String content = moment.attributes().text("gen_ai.event.content");
        if (content != null) {
            JsonNode parsed = NestedJson.parse(content);
            return parsed.isMissingNode() ? NODES.textNode(content) : parsed;
        }
        ObjectNode body = NODES.objectNode();
        moment.attributes().forEach((key, value) -> {
            boolean json = value.isTextual() && NestedJson.structured(value.asText()) && !key.equals("content");
            body.set(key, json ? NestedJson.parse(value.asText()) : value);
        });
        return body;
    }
}
