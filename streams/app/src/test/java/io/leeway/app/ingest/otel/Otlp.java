/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.leeway.app.config.TurnSource;
import io.leeway.app.ingest.Decoded;
import io.leeway.app.ingest.Event;
import io.leeway.app.ingest.Surroundings;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Hand-made telemetry, as protobuf and as JSON. */
public final class Otlp {

    /** The moment, milliseconds since 1970. */
    public static final long START = 1_767_225_600_000L;

    static final Surroundings AROUND = Surroundings.bare("record", 0);
    static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private Otlp() {}

    /** A span of the trace; ids are short, times are milliseconds after a moment. */
    static Span span(String id, String parent, String name, long start, long end, Object... attributes) {
        return in(TRACE, id, parent, name, start, end, attributes);
    }

    /** A span of another trace, the same way. */
    /** A call of a model with these roles and texts, which took 10 tokens. */
    static Span call(String trace, String id, String parent, long start, long end, String... said) {
        return in(
                trace,
                id,
                parent,
                "chat",
                start,
                end,
                "gen_ai.operation.name",
                "chat",
                "gen_ai.input.messages",
                messages(said),
                "gen_ai.usage.input_tokens",
                10);
    }

    public static Span in(
            String trace, String id, String parent, String name, long start, long end, Object... attributes) {
        return Span.newBuilder()
                .setTraceId(id(trace, 32))
                .setSpanId(id(id, 16))
                .setParentSpanId(parent == null ? ByteString.EMPTY : id(parent, 16))
                .setName(name)
                .setStartTimeUnixNano((START + start) * 1_000_000)
                .setEndTimeUnixNano((START + end) * 1_000_000)
                .addAllAttributes(attributes(attributes))
                .build();
    }

    /** A log record of a span, observed at the moment. */
    public static LogRecord log(String span, String event, Object body, Object... attributes) {
        return LogRecord.newBuilder()
                .setTraceId(id(TRACE, 32))
                .setSpanId(id(span, 16))
                .setObservedTimeUnixNano(START * 1_000_000)
                .setEventName(event)
                .setBody(value(body))
                .addAllAttributes(attributes(attributes))
                .build();
    }

    /** Spans of a service, or of none if it is null. */
    public static TracesData traces(String service, List<Span> spans) {
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource(service))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(spans)))
                .build();
    }

    /** Log records of a service, or of none if it is null. */
    public static LogsData logs(String service, LogRecord... logs) {
        return LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource(service))
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(logs))))
                .build();
    }

    private static Resource resource(String service) {
        Resource.Builder resource = Resource.newBuilder();
        return service == null
                ? resource.build()
                : resource.addAttributes(attribute("service.name", service)).build();
    }

    /** Messages as the conventions write them: role and text, in turns. */
    public static String messages(String... rolesAndTexts) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < rolesAndTexts.length; i += 2) {
            ObjectNode message = messages.addObject().put("role", rolesAndTexts[i]);
            ObjectNode part = message.putArray("parts").addObject();
            if (rolesAndTexts[i].equals("tool")) {
                part.put("type", "tool_call_response").put("response", rolesAndTexts[i + 1]);
            } else {
                part.put("type", "text").put("content", rolesAndTexts[i + 1]);
            }
        }
        return messages.toString();
    }

    /** Reads spans of a service with a decoder that has seen nothing, and expects no faults. */
    static List<Event> events(TurnSource source, Span... spans) {
        return events(decoder(source), spans);
    }

    static List<Event> events(OtlpDecoder decoder, Span... spans) {
        return read(decoder, traces("shop", List.of(spans))).events();
    }

    static Decoded read(OtlpDecoder decoder, Message data) {
        return decoder.read(data.toByteArray(), AROUND);
    }

    static OtlpDecoder decoder(TurnSource source) {
        return new OtlpDecoder(source, "model", TurnMemory.inMemory());
    }

    private static ByteString id(String hex, int digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex("0".repeat(digits - hex.length()) + hex));
    }

    private static List<KeyValue> attributes(Object... keysAndValues) {
        List<KeyValue> attributes = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            attributes.add(attribute((String) keysAndValues[i], keysAndValues[i + 1]));
        }
        return attributes;
    }

    private static KeyValue attribute(String key, Object value) {
        return KeyValue.newBuilder().setKey(key).setValue(value(value)).build();
    }

    private static AnyValue value(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof String text) {
            any.setStringValue(text);
        } else if (value instanceof Integer number) {
            any.setIntValue(number);
        } else if (value instanceof Double number) {
            any.setDoubleValue(number);
        } else if (value instanceof Boolean bool) {
            any.setBoolValue(bool);
        } else if (value instanceof byte[] bytes) {
            any.setBytesValue(ByteString.copyFrom(bytes));
        } else if (value instanceof List<?> list) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            list.forEach(element -> array.addValues(value(element)));
            any.setArrayValue(array);
        } else if (value instanceof Map<?, ?> map) {
            KeyValueList.Builder list = KeyValueList.newBuilder();
            map.forEach((key, held) -> list.addValues(attribute((String) key, held)));
            any.setKvlistValue(list);
        }
        return any.build();
    }

    /** The same as OTLP JSON: ids hexadecimal, integers of 64 bits as strings, enumerations as numbers. */
    public static JsonNode json(Message message, boolean snake) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        message.getAllFields().forEach((field, value) -> {
            String key = snake ? field.getName() : field.getJsonName();
            if (field.isRepeated()) {
                ArrayNode array = object.putArray(key);
                ((Collection<?>) value).forEach(element -> array.add(json(field, element, snake)));
            } else {
                object.set(key, json(field, value, snake));
            }
        });
        return object;
    }

    private static JsonNode json(FieldDescriptor field, Object value, boolean snake) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Message message) {
            return json(message, snake);
        } else if (value instanceof ByteString bytes) {
            return nodes.textNode(
                    field.getName().endsWith("_id")
                            ? HexFormat.of().formatHex(bytes.toByteArray())
                            : Base64.getEncoder().encodeToString(bytes.toByteArray()));
        } else if (value instanceof Long number) {
            return nodes.textNode(Long.toUnsignedString(number));
        } else if (value instanceof Integer number) {
            return nodes.numberNode(number);
        } else if (value instanceof Double number) {
            return nodes.numberNode(number);
        } else if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        } else if (value instanceof EnumValueDescriptor constant) {
            return nodes.numberNode(constant.getNumber());
        }
        return nodes.textNode((String) value);
    }
}
