/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Wire;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Events as Avro of other schemas than our own, and of our own with only a name of it. */
final class AvroForms {

    /** Everything has another name, and another type where there is one. */
    static final Schema FOREIGN = new Schema.Parser().parse("""
            {"type": "record", "name": "Chat", "namespace": "shop", "fields": [
              {"name": "parts", "type": {"type": "array", "items": ["null", "string"]}},
              {"name": "who", "type": {"type": "record", "name": "Who", "fields": [
                {"name": "agent", "type": {"type": "enum", "name": "Agent", "symbols": ["sales", "support"]}},
                {"name": "session", "type": ["null", "string"]}]}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "key", "type": "string"},
              {"name": "trace", "type": ["string", "null"]},
              {"name": "tokensRead", "type": "int"},
              {"name": "tokensWritten", "type": ["null", "long"]},
              {"name": "tookMs", "type": "double"},
              {"name": "messages", "type": "float"},
              {"name": "tools", "type": "int"},
              {"name": "labels", "type": {"type": "map", "values": "string"}}]}
            """);

    private static final String MAPPING = "mapping: {agentId: $.who.agent, eventId: $.key, occurredAt: $.at, "
            + "sessionId: $.who.session, traceId: $.trace, text: \"$.parts[0]\", numbers: {inputTokens: $.tokensRead, "
            + "outputTokens: $.tokensWritten, latencyMs: $.tookMs, messages: $.messages, toolCalls: $.tools}, "
            + "categories: $.labels}";

    /** The names of an event's fields, in another order and with other types. */
    private static final Schema NAMED = new Schema.Parser().parse("""
            {"type": "record", "name": "Input", "namespace": "shop", "fields": [
              {"name": "text", "type": "string"},
              {"name": "agentId", "type": "string"},
              {"name": "occurredAt", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "eventId", "type": "string"},
              {"name": "sessionId", "type": ["null", "string"]},
              {"name": "traceId", "type": "string"},
              {"name": "numbers", "type": {"type": "map", "values": "double"}},
              {"name": "categories", "type": {"type": "map", "values": ["string", "null"]}}]}
            """);

    private static final String HEADER = "__value_schema_id";
    private static final int OWN_ID = 7;
    private static final int NAMED_ID = 8;
    private static final int FOREIGN_ID = 9;
    private static final UUID OWN_GUID = UUID.fromString("12345678-9abc-4def-8123-456789abcdef");
    private static final UUID NAMED_GUID = UUID.fromString("fedcba98-7654-4321-8fed-cba987654321");

    private AvroForms() {}

    /** All schemas that forms name, by what they are named. */
    static String schemas() {
        return "{\"" + OWN_ID + "\": " + Records.AGENT_INPUT.schema() + ", \"" + OWN_GUID + "\": "
                + Records.AGENT_INPUT.schema() + ", \"" + NAMED_ID + "\": " + NAMED + ", \"" + NAMED_GUID + "\": "
                + NAMED + ", \"" + FOREIGN_ID + "\": " + FOREIGN + "}";
    }

    /** Without anything before it: the schema is configured. */
    static EventForm bare() {
        return EventForm.each("foreign-avro", "avro", (event, headers) -> foreign(event))
                .with(MAPPING);
    }

    /** With the fingerprint before it of a schema that is known by some id. */
    static EventForm foreignSingleObject() {
        return EventForm.each(
                        "foreign-single-object", "avro", (event, headers) -> Wire.singleObject(FOREIGN, foreign(event)))
                .with(MAPPING);
    }

    /** With the schema's id before it, or the id or GUID in a header. */
    static List<List<EventForm>> confluent() {
        return List.of(
                List.of(
                        EventForm.each(
                                "confluent-own",
                                "confluent",
                                (event, headers) -> Wire.confluent(OWN_ID, Wire.body(EventForms.input(event)))),
                        EventForm.each("confluent-header-own", "confluent", (event, headers) -> {
                            headers.add(HEADER, header(OWN_GUID));
                            return Wire.body(EventForms.input(event));
                        })),
                List.of(
                        EventForm.each(
                                "confluent-named",
                                "confluent",
                                (event, headers) -> Wire.confluent(NAMED_ID, named(event))),
                        EventForm.each("confluent-header-id", "confluent", (event, headers) -> {
                            headers.add(HEADER, Wire.confluent(NAMED_ID, new byte[0]));
                            return named(event);
                        }),
                        EventForm.each("confluent-header-named", "confluent", (event, headers) -> {
                            headers.add(HEADER, header(NAMED_GUID));
                            return named(event);
                        })),
                List.of(EventForm.each(
                                "confluent-foreign",
                                "confluent",
                                (event, headers) -> Wire.confluent(FOREIGN_ID, foreign(event)))
                        .with(MAPPING)));
    }

    private static byte[] header(UUID guid) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put((byte) 1)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    private static byte[] named(Event event) throws IOException {
        return Wire.body(
                NAMED,
                new GenericRecordBuilder(NAMED)
                        .set("text", event.text())
                        .set("agentId", event.key().agentId())
                        .set("occurredAt", EventForms.micros(event))
                        .set("eventId", event.eventId())
                        .set("sessionId", event.sessionId())
                        .set("traceId", event.traceId())
                        .set("numbers", event.numbers())
                        .set("categories", event.categories())
                        .build());
    }

    private static byte[] foreign(Event event) throws IOException {
        GenericRecord who = new GenericRecordBuilder(FOREIGN.getField("who").schema())
                .set("agent", symbol(event.key().agentId()))
                .set("session", event.sessionId())
                .build();
        return Wire.body(
                FOREIGN,
                new GenericRecordBuilder(FOREIGN)
                        .set("parts", Arrays.asList(event.text(), null))
                        .set("who", who)
                        .set("at", EventForms.micros(event))
                        .set("key", event.eventId())
                        .set("trace", event.traceId())
                        .set("tokensRead", event.numbers().get("inputTokens").intValue())
                        .set("tokensWritten", whole(event.numbers().get("outputTokens")))
                        .set("tookMs", event.numbers().get("latencyMs"))
                        .set("messages", event.numbers().get("messages").floatValue())
                        .set("tools", event.numbers().get("toolCalls").intValue())
                        .set("labels", event.categories())
                        .build());
    }

    private static Object symbol(String agent) {
        Schema agents = FOREIGN.getField("who").schema().getField("agent").schema();
        return new GenericData.EnumSymbol(agents, agent);
    }

    private static Long whole(Double number) {
        return number == null ? null : (Long) number.longValue();
    }
}
