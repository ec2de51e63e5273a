/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.app.ingest.otel.Signals.Moment;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the messages in attributes, whichever convention wrote them. What is newer or says more goes first: messages of the
 * OpenTelemetry conventions, numbered attributes, older forms, and last what the operation as a whole was given.
 */
final class MessageAttributes {

    private static final String MESSAGES = "gen_ai.input.messages";
    private static final List<String> WHOLE =
            List.of("messages", "input", "query", "question", "prompt", "text", "content");

    private MessageAttributes() {}

    /** What the operation was given. */
    static Input input(Attributes attributes, List<Moment> moments, boolean agent) {
        if (!attributes.get(MESSAGES).isMissingNode()
                && !attributes.get(MESSAGES).isNull()) {
            return ofJson(attributes.get(MESSAGES));
        }
        if (attributes.text("pydantic_ai.all_messages") != null) {
            return ofRun(attributes);
        }
        if (attributes.has(MESSAGES + "_ref")) {
            return Input.unknown(ContentState.EXTERNAL);
        }
        for (String prefix : FlatMessages.INPUT) {
            List<Message> messages = FlatMessages.read(attributes, prefix);
            if (!messages.isEmpty()) {
                return Input.of(messages);
            }
        }
        if (attributes.text("gen_ai.prompt") != null) {
            return ofJson(attributes.get("gen_ai.prompt"));
        }
        return ofMoments(moments, attributes, agent);
    }

    /** All messages of an agent's run, those of earlier ones before them and its answers after. */
    private static Input ofRun(Attributes attributes) {
        JsonNode all = NestedJson.parse(attributes.text("pydantic_ai.all_messages"));
        if (!all.isArray()) {
            return Input.unknown(ContentState.TRUNCATED);
        }
        Double from = attributes.number("pydantic_ai.new_message_index");
        return Input.ofRun(read(all), from == null ? 0 : from.intValue());
    }

    private static Input ofMoments(List<Moment> moments, Attributes attributes, boolean agent) {
        List<Message> messages = new ArrayList<>();
        for (Moment moment : moments) {
            if (moment.attributes().has(MESSAGES)) {
                return ofJson(moment.attributes().get(MESSAGES));
            }
            if (moment.attributes().text("gen_ai.prompt") != null) {
                return ofJson(moment.attributes().get("gen_ai.prompt"));
            }
            EventMessages.ofMoment(moment).ifPresent(messages::add);
        }
        return messages.isEmpty() ? ofWhole(attributes, agent) : Input.of(messages);
    }

    /** What the operation as a whole was given: the user's words, a request, or the arguments of a function. */
    private static Input ofWhole(Attributes attributes, boolean agent) {
        String value = attributes.get("input.value").asText("");
        if (attributes.has("input.value")) {
            if (!NestedJson.structured(value)) {
                return Input.of(value);
            }
            Input found = inWhole(NestedJson.parse(value), 0);
            if (found != null) {
                return found;
            }
            // A program may give an agent a form to read. Then that is what it was given.
            return agent ? Input.of(value) : Input.ABSENT;
        }
        if (agent && attributes.text("traceloop.entity.input") != null) {
            return ofArguments(NestedJson.parse(attributes.text("traceloop.entity.input")));
        }
        return Input.ABSENT;
    }

    /** What a function was called with. Only if one of its arguments can be what the user said is it known which. */
    private static Input ofArguments(JsonNode arguments) {
        for (String key : List.of("inputs", "kwargs")) {
            Input found = inWhole(arguments.path(key), 0);
            if (found != null) {
                return found;
            }
        }
        List<String> texts = new ArrayList<>();
        arguments.path("args").forEach(argument -> {
            if (argument.isTextual()) {
                texts.add(argument.asText());
            }
        });
        return texts.size() == 1 ? Input.of(texts.get(0)) : Input.ABSENT;
    }

    /** Looks for messages or for one text in a request, or null. */
    private static Input inWhole(JsonNode whole, int depth) {
        if (whole.isTextual()) {
            return Input.of(whole.asText());
        }
        if (whole.isArray() && !whole.isEmpty()) {
            // A list of one text, of messages, or of one list of messages.
            JsonNode first = whole.get(0);
            boolean wrapped = whole.size() == 1 && (first.isArray() || first.isTextual());
            return wrapped && depth == 0 ? inWhole(first, 1) : ofMessages(whole);
        }
        for (String key : WHOLE) {
            JsonNode held = whole.path(key);
            if (held.isTextual() || (held.isArray() && !held.isEmpty())) {
                return inWhole(held, 0);
            }
        }
        return null;
    }

    private static Input ofJson(JsonNode messages) {
        if (!messages.isTextual()) {
            return messages.isArray() ? ofMessages(messages) : ofMessages(messages.path("messages"));
        }
        if (!NestedJson.structured(messages.asText())) {
            return Input.of(messages.asText());
        }
        JsonNode parsed = NestedJson.parse(messages.asText());
        if (parsed.isMissingNode()) {
            return Input.unknown(ContentState.TRUNCATED);
        }
        if (parsed.isObject()) {
            return parsed.has("messages") ? ofMessages(parsed.path("messages")) : Input.of(read(parsed));
        }
        return ofMessages(parsed);
    }

    private static Input ofMessages(JsonNode array) {
        List<Message> messages = read(array);
        return messages.isEmpty() ? Input.ABSENT : Input.of(messages);
    }

    private static List<Message> read(JsonNode array) {
        if (array.isObject()) {
            return List.of(MessageJson.read(array));
        }
        List<Message> messages = new ArrayList<>(array.size());
        array.forEach(message -> messages.add(MessageJson.read(message)));
        return messages;
    }

    /** What the model answered; empty if that is not recorded. */
    static List<Message> output(Attributes attributes, List<Moment> moments) {
        JsonNode output = attributes.get("gen_ai.output.messages");
        if (output.isTextual()) {
            output = NestedJson.parse(output.asText());
        }
        if (output.isArray()) {
            return read(output);
        }
        for (String prefix : FlatMessages.OUTPUT) {
            List<Message> messages = FlatMessages.read(attributes, prefix);
            if (!messages.isEmpty()) {
                return messages;
            }
        }
        return moments.stream()
                .filter(moment -> moment.name().equals(EventMessages.CHOICE))
                .map(moment -> EventMessages.choice(EventMessages.body(moment)))
                .toList();
    }
}
