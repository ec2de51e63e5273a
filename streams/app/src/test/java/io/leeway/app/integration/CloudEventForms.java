/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.Event;
import io.leeway.schemas.AgentInput;
import io.leeway.schemas.Records;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * Events in CloudEvents, where the envelope says what it can say: the event inside has no id, no trace, and no time if it need
 * not.
 */
final class CloudEventForms {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private CloudEventForms() {}

    /** All modes. */
    static List<List<EventForm>> all() {
        EventForm binaryJson = EventForm.each("ce-binary-json", "json", (event, headers) -> {
            attributes(event, headers, "application/json");
            return bare(event).toString().getBytes(UTF_8);
        });
        EventForm binaryAvro = EventForm.each("ce-binary-avro", "avro", (event, headers) -> {
            attributes(event, headers, "application/avro");
            return avro(event);
        });
        EventForm json = EventForm.each("ce-structured-json", "json", (event, headers) -> {
            headers.add("content-type", STRUCTURED.getBytes(UTF_8));
            return withJson(event).toString().getBytes(UTF_8);
        });
        EventForm text = EventForm.each("ce-structured-text", "json", (event, headers) -> attributes(event)
                .put("datacontenttype", "text/json")
                .put("data", bare(event).toString())
                .toString()
                .getBytes(UTF_8));
        EventForm avro = EventForm.each("ce-structured-avro", "avro", (event, headers) -> {
            headers.add("content-type", STRUCTURED.getBytes(UTF_8));
            return withAvro(event).toString().getBytes(UTF_8);
        });
        EventForm batch = new EventForm("ce-batch-json", "json", "", EventForms.PER_RECORD, (events, headers) -> {
            headers.add("content-type", BATCH.getBytes(UTF_8));
            return array(events.stream().map(CloudEventForms::withJson).toList());
        });
        EventForm avroBatch = new EventForm("ce-batch-avro", "avro", "", EventForms.PER_RECORD, (events, headers) -> {
            headers.add("content-type", BATCH.getBytes(UTF_8));
            return array(events.stream().map(CloudEventForms::withAvro).toList());
        });
        return List.of(
                List.of(binaryJson),
                List.of(binaryAvro),
                List.of(json, text),
                List.of(avro),
                List.of(batch),
                List.of(avroBatch));
    }

    private static byte[] array(List<ObjectNode> envelopes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(envelopes);
        return array.toString().getBytes(UTF_8);
    }

    private static void attributes(Event event, Headers headers, String contentType) {
        attributes(event)
                .properties()
                .forEach(attribute -> headers.add(
                        "ce_" + attribute.getKey(),
                        attribute.getValue().textValue().getBytes(UTF_8)));
        headers.add("content-type", contentType.getBytes(UTF_8));
    }

    private static ObjectNode attributes(Event event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", event.eventId())
                .put("source", "/shop")
                .put("type", "chat")
                .put("time", event.occurredAt().toString())
                .put("traceparent", EventForms.parent(event));
    }

    private static ObjectNode withJson(Event event) {
        return attributes(event).set("data", bare(event));
    }

    private static ObjectNode withAvro(Event event) {
        return attributes(event).put("datacontenttype", "application/avro").put("data_base64", avro(event));
    }

    private static ObjectNode bare(Event event) {
        return EventForms.tree(event).without(List.of("eventId", "occurredAt", "traceId"));
    }

    private static byte[] avro(Event event) {
        AgentInput bare = AgentInput.newBuilder(EventForms.input(event))
                .clearEventId()
                .clearTraceId()
                .build();
        return Records.AGENT_INPUT.encode(bare);
    }
}
