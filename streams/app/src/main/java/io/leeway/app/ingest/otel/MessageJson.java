/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.otel.Message.Role;
import io.leeway.app.privacy.TextDoor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a message in any of the forms that instrumentations write:
 *
 * <pre>
 *  {role, parts: [{type: "text", content}, {type: "tool_call", name}, {type: "tool_call_response"}], finish_reason}
 *  {role, content: "text"}, {role, content: [{type: "text" or "input_text", text}, {type: "tool_use", name}, "text"]}
 *  {role, content, tool_calls: [{function: {name}} or {name}], tool_call_id}
 *  {type: "function_call", name}, {type: "function_call_output"}       items without a role
 *  {type: "human" or "ai", content}, {id: [.., "HumanMessage"], kwargs: {content}}, ["human", "text"]
 *  "text"
 * </pre>
 *
 * Parts of kinds that are not known are not text.
 */
final class MessageJson {

    /** Types of messages that do not tell who speaks. */
    private static final Set<String> NO_ROLES = Set.of("message", "text", "input_text", "constructor");

    private final Role role;
    private final List<String> texts = new ArrayList<>();
    private final List<String> toolCalls = new ArrayList<>();
    private boolean redacted;
    private boolean truncated;
    private boolean results;
    private boolean others;

    private MessageJson(Role role) {
        this.role = role;
    }

    /** Reads one message; one that is nothing known is of nobody. */
    static Message read(JsonNode node) {
        JsonNode message = node;
        if (node.isArray() && node.size() == 2 && node.get(0).isTextual()) {
            MessageJson pair = new MessageJson(role(node.get(0).asText()));
            pair.content(node.get(1));
            return pair.message(null);
        }
        if (node.isTextual()) {
            MessageJson text = new MessageJson(Role.USER);
            text.content(node);
            return text.message(null);
        }
        if (node.path("kwargs").isObject()) {
            message = node.path("kwargs");
        } else if (node.path("message").isObject()) {
            message = node.path("message");
        }
        MessageJson reader = new MessageJson(roleOf(node, message));
        if (!reader.typed(message)) {
            reader.untyped(message);
            reader.content(message.has("parts") ? message.path("parts") : message.path("content"));
        }
        message.path("tool_calls").forEach(reader::toolCall);
        reader.results |= message.hasNonNull("tool_call_id");
        return reader.message(finishReason(node, message));
    }

    private static String finishReason(JsonNode node, JsonNode message) {
        for (JsonNode holder : List.of(message, node)) {
            String reason = holder.path("finish_reason").asText("");
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return null;
    }

    private static Role roleOf(JsonNode node, JsonNode message) {
        JsonNode name = node.path("id").path(node.path("id").size() - 1);
        for (JsonNode said : List.of(message.path("role"), node.path("role"), message.path("type"), name)) {
            if (said.isTextual() && !NO_ROLES.contains(said.asText())) {
                return role(said.asText());
            }
        }
        return Role.USER;
    }

    private static Role role(String name) {
        return switch (normal(name)) {
            case "user", "human", "humanmessage", "humanmessagechunk" -> Role.USER;
            case "system", "developer", "systemmessage" -> Role.SYSTEM;
            case "tool", "function", "toolmessage", "functionmessage", "functioncalloutput", "ipython" -> Role.TOOL;
            default -> Role.ASSISTANT;
        };
    }

    private void content(JsonNode content) {
        if (content.isArray()) {
            content.forEach(this::part);
        } else if (content.isObject()) {
            part(content);
        } else if (!content.isMissingNode()) {
            text(content);
        }
    }

    private void part(JsonNode part) {
        if (part.isTextual()) {
            text(part);
        } else if (!typed(part)) {
            untyped(part);
        }
    }

    /** Reads a part whose type is known, or says that it is not. */
    private boolean typed(JsonNode part) {
        switch (normal(part.path("type").asText())) {
            case "text", "inputtext", "outputtext" ->
                text(part.has("content") ? part.path("content") : part.path("text"));
            case "toolcall", "tooluse", "functioncall" -> toolCall(part);
            case "toolcallresponse", "toolresult", "toolresponse", "functioncalloutput", "functionresponse" ->
                results = true;
            case "truncated" -> truncated = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Parts of some providers have no type, but a key that only one kind has. */
    private void untyped(JsonNode part) {
        if (part.path("text").isTextual()) {
            text(part.path("text"));
        } else if (part.has("functionCall") || part.has("function_call") || part.has("toolUse")) {
            for (String key : List.of("functionCall", "function_call", "toolUse")) {
                if (part.has(key)) {
                    toolCall(part.path(key));
                }
            }
        } else if (part.has("functionResponse") || part.has("function_response") || part.has("toolResult")) {
            results = true;
        } else if (!part.has("role") && !part.has("content")) {
            others |= part.isObject() && !part.isEmpty();
        }
    }

    private void text(JsonNode text) {
        String said = text.isValueNode() ? text.asText("") : "";
        if (text.isNull() || said.isBlank() || said.equals(TextDoor.REDACTED)) {
            redacted = true;
        } else {
            texts.add(said);
        }
    }

    private void toolCall(JsonNode call) {
        for (JsonNode name : List.of(
                call.path("name"), call.path("function").path("name"), call.path("toolName"), call.path("tool_name"))) {
            if (name.isTextual() && !name.asText().isBlank()) {
                toolCalls.add(name.asText());
                return;
            }
        }
    }

    private Message message(String finishReason) {
        Role said = role == Role.USER && results && texts.isEmpty() ? Role.TOOL : role;
        if (truncated) {
            return new Message(said, ContentState.TRUNCATED, null, toolCalls, finishReason);
        }
        if (!texts.isEmpty()) {
            return new Message(said, ContentState.CAPTURED, String.join("\n", texts), toolCalls, finishReason);
        }
        if (redacted) {
            return new Message(said, ContentState.REDACTED, TextDoor.REDACTED, toolCalls, finishReason);
        }
        return new Message(said, others ? ContentState.CAPTURED : ContentState.ABSENT, null, toolCalls, finishReason);
    }

    private static String normal(String type) {
        return type.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
