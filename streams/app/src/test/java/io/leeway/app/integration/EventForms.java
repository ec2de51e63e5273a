/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.Event;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.AgentInputBuilder;
import io.leeway.schemas.AgentInputs;
import io.leeway.schemas.Records;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** All ways to write events but OpenTelemetry, in which they are given. */
final class EventForms {

    /** How many events go into records that hold more than one. */
    static final int PER_RECORD = 10;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MAPPING = "mapping: {agentId: $.meta.agent, eventId: $.id, occurredAt: $.timing.at, "
            + "sessionId: $.meta.session, traceId: $.parent, text: \"$.messages[?(@.role == 'user')].content\", "
            + "numbers: $.figures, categories: $.labels}";

    private EventForms() {}

    /** Each way, in the format it has; together those with as many events in a record that differ in little. */
    static List<List<EventForm>> all(Path schema) {
        EventForm foreign = AvroForms.bare().with("schema: " + schema);
        EventForm array = new EventForm("json-array", "json", "", PER_RECORD, (events, headers) -> array(events)
                .toString()
                .getBytes(UTF_8));
        EventForm builtAvro = EventForm.each(
                "builder-avro", "avro", (event, headers) -> built(event).toAvro());
        EventForm builtJson = EventForm.each(
                "builder-json", "json", (event, headers) -> built(event).toJson());
        List<List<EventForm>> own = List.of(
                List.of(json(), builtJson, json().gzip(), json().namedZstd()),
                List.of(array, array.zstd()),
                List.of(avro(), builtAvro, avro().zstd(), avro().namedGzip()),
                List.of(EventForm.each("foreign-json", "json", (event, headers) -> foreign(event))
                        .with(MAPPING)),
                // Any bytes may be bare Avro: compression is not looked for.
                List.of(foreign, foreign.namedGzip()),
                List.of(AvroForms.foreignSingleObject()));
        return Stream.of(own, AvroForms.confluent(), CloudEventForms.all())
                .flatMap(List::stream)
                .toList();
    }

    /** An object with the fields of an event. */
    static EventForm json() {
        return EventForm.each(
                "json", "json", (event, headers) -> tree(event).toString().getBytes(UTF_8));
    }

    private static EventForm avro() {
        return EventForm.each("avro", "avro", (event, headers) -> Records.AGENT_INPUT.encode(input(event)));
    }

    private static ArrayNode array(List<Event> events) {
        return NODES.arrayNode().addAll(events.stream().map(EventForms::tree).toList());
    }

    /** An event as JSON, every second one with its time as a number. */
    static ObjectNode tree(Event event) {
        ObjectNode tree = NODES.objectNode()
                .put("eventId", event.eventId())
                .put("agentId", event.key().agentId())
                .put("sessionId", event.sessionId())
                .put("traceId", event.traceId())
                .put("text", event.text());
        long millis = event.occurredAt().toEpochMilli();
        if (millis % 2 == 0) {
            tree.put("occurredAt", millis);
        } else {
            tree.put("occurredAt", event.occurredAt().toString());
        }
        numbers(tree.putObject("numbers"), event);
        categories(tree.putObject("categories"), event);
        return tree;
    }

    private static void numbers(ObjectNode object, Event event) {
        event.numbers().forEach(object::put);
    }

    private static void categories(ObjectNode object, Event event) {
        event.categories().forEach(object::put);
    }

    /** An event as our own record. */
    static AgentInput input(Event event) {
        return AgentInput.newBuilder()
                .setEventId(event.eventId())
                .setAgentId(event.key().agentId())
                .setOccurredAt(event.occurredAt())
                .setSessionId(event.sessionId())
                .setTraceId(event.traceId())
                .setText(event.text())
                .setNumbers(new HashMap<>(event.numbers()))
                .setCategories(new HashMap<>(event.categories()))
                .build();
    }

    private static AgentInputBuilder built(Event event) {
        AgentInputBuilder builder = AgentInputs.of(event.key().agentId())
                .eventId(event.eventId())
                .at(event.occurredAt())
                .session(event.sessionId())
                .trace(parent(event))
                .text(event.text());
        event.numbers().forEach(builder::number);
        event.categories().forEach(builder::category);
        return builder;
    }

    private static byte[] foreign(Event event) {
        ObjectNode tree = NODES.objectNode().put("id", event.eventId()).put("parent", parent(event));
        tree.putObject("meta").put("agent", event.key().agentId()).put("session", event.sessionId());
        tree.putObject("timing").put("at", micros(event));
        ArrayNode messages = tree.putArray("messages");
        messages.addObject().put("role", "system").put("content", "Be brief.");
        messages.addObject().put("role", "user").put("content", event.text());
        numbers(tree.putObject("figures"), event);
        categories(tree.putObject("labels"), event);
        return tree.toString().getBytes(UTF_8);
    }

    /** When it happened, in microseconds since 1970, of which those below a millisecond are 0. */
    static long micros(Event event) {
        return event.occurredAt().toEpochMilli() * 1_000;
    }

    /** Its trace in the form of W3C Trace Context. */
    static String parent(Event event) {
        return "00-" + event.traceId() + "-b7ad6b7169203331-01";
    }
}
