/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages of which each field is an attribute of its own, put together to what {@link MessageJson} reads:
 *
 * <pre>
 *  OpenInference  llm.input_messages.3.message.role, .message.content, .message.tool_call_id,
 *                 .message.contents.0.message_content.type and .text, .message.tool_calls.0.tool_call.function.name
 *  OpenLLMetry    gen_ai.prompt.3.role, .content, .tool_call_id, .tool_calls.0.name, gen_ai.completion.0.finish_reason
 * </pre>
 *
 * Numbers may have gaps: exporters drop attributes beyond a limit. A message that lost its role is not the user's.
 */
final class FlatMessages {

    /** Prefixes of messages to a model. */
    static final List<String> INPUT = List.of("llm.input_messages.", "gen_ai.prompt.");

    /** Prefixes of messages of a model. */
    static final List<String> OUTPUT = List.of("llm.output_messages.", "gen_ai.completion.");

    private static final List<String> PREFIXES =
            List.of("llm.input_messages.", "gen_ai.prompt.", "llm.output_messages.", "gen_ai.completion.");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode fields = NODES.objectNode();
    private final Map<Integer, ObjectNode> parts = new TreeMap<>();
    private final Map<Integer, ObjectNode> calls = new TreeMap<>();

    private FlatMessages() {}

    /** The messages whose attributes begin with a prefix, in the order of their numbers; empty if there are none. */
    static List<Message> read(Attributes attributes, String prefix) {
        Map<Integer, FlatMessages> messages = new TreeMap<>();
        attributes.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                String rest = key.substring(prefix.length());
                int number = number(rest);
                if (number >= 0) {
                    String field = rest.substring(rest.indexOf('.') + 1);
                    messages.computeIfAbsent(number, n -> new FlatMessages()).put(field, value);
                }
            }
        });
        List<Message> read = new ArrayList<>(messages.size());
        messages.values().forEach(message -> read.add(MessageJson.read(message.json())));
        return read;
    }

    /** Whether a key is that of a numbered message. */
    static boolean isKey(String key) {
        return PREFIXES.stream()
                .anyMatch(prefix -> key.startsWith(prefix) && number(key.substring(prefix.length())) >= 0);
    }

    /** The number before the first point, or -1 if there is none of a reasonable length. */
    private static int number(String rest) {
        int point = rest.indexOf('.');
        if (point < 1 || point > 9 || !rest.substring(0, point).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(rest, 0, point, 10);
    }

    private void put(String field, JsonNode value) {
        String name = field.startsWith("message.") ? field.substring("message.".length()) : field;
        if (name.startsWith("contents.")) {
            nested(parts, name.substring("contents.".length()), value);
        } else if (name.startsWith("tool_calls.")) {
            nested(calls, name.substring("tool_calls.".length()), value);
        } else {
            fields.set(name, value);
        }
    }

    private static void nested(Map<Integer, ObjectNode> into, String rest, JsonNode value) {
        int number = number(rest);
        if (number >= 0) {
            String name = rest.substring(rest.lastIndexOf('.') + 1);
            into.computeIfAbsent(number, n -> NODES.objectNode()).set(name, value);
        }
    }

    private JsonNode json() {
        if (!fields.has("role")) {
            fields.put("role", "unknown");
        }
        if (!parts.isEmpty()) {
            fields.set("parts", array(parts));
        } else if (NestedJson.structured(fields.path("content").asText(""))) {
            parts();
        }
        if (!calls.isEmpty()) {
            fields.set("tool_calls", array(calls));
        }
        return fields;
    }

    /** A text that is an array of parts stands for them; any other is what was said, be it JSON or not. */
    private void parts() {
        String content = fields.path("content").asText();
        JsonNode parsed = NestedJson.parse(content);
        if (parsed.isArray() && parsed.path(0).has("type")) {
            fields.set("parts", parsed);
        } else if (parsed.isMissingNode() && content.startsWith("[{\"type\":")) {
            fields.set("parts", NODES.arrayNode().add(NODES.objectNode().put("type", "truncated")));
        }
    }

    private static ArrayNode array(Map<Integer, ObjectNode> numbered) {
        ArrayNode array = NODES.arrayNode();
        numbered.values().forEach(array::add);
        return array;
    }
}
