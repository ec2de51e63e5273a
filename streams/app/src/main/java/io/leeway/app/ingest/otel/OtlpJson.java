/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.otel.Signals.Link;
import io.leeway.app.ingest.otel.Signals.Log;
import io.leeway.app.ingest.otel.Signals.Moment;
import io.leeway.app.ingest.otel.Signals.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads OTLP JSON. Keys may be in camel case, as the OTLP specification says, or in snake case, as protobuf's JSON also
 * allows; ids are hexadecimal; integers of 64 bits are strings or numbers; enumerations are numbers or names. Unknown keys are
 * ignored. A value of another type is refused, with its key and without quoting it.
 */
final class OtlpJson {

    /** As deep as protobuf's library reads, so that both forms refuse the same. */
    private static final int DEEPEST = 100;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OtlpJson() {}

    /**
     * Reads a record.
     *
     * @throws BadEventException if it is neither traces nor logs
     */
    static Signals read(JsonNode root) {
        if (!field(root, "resourceSpans").isMissingNode()) {
            return spans(root);
        }
        if (!field(root, "resourceLogs").isMissingNode()) {
            return logs(root);
        }
        throw bad("not OTLP traces or logs: neither resourceSpans nor resourceLogs");
    }

    private static Signals spans(JsonNode root) {
        List<Span> spans = new ArrayList<>();
        for (JsonNode group : array(root, "resourceSpans")) {
            Attributes resource = attributes(field(group, "resource"));
            for (JsonNode scope : array(group, "scopeSpans")) {
                for (JsonNode span : array(scope, "spans")) {
                    spans.add(span(spans.size(), span, resource));
                }
            }
        }
        return Signals.ofSpans(spans);
    }

    private static Span span(int element, JsonNode span, Attributes resource) {
        List<Moment> moments = new ArrayList<>();
        for (JsonNode event : array(span, "events")) {
            moments.add(new Moment(text(event, "name"), attributes(event)));
        }
        JsonNode code = field(field(span, "status"), "code");
        return new Span(
                element,
                Link.of(id(span, "traceId"), id(span, "spanId"), id(span, "parentSpanId")),
                text(span, "traceState"),
                text(span, "name"),
                nanos(span, "startTimeUnixNano"),
                nanos(span, "endTimeUnixNano"),
                code.asText().equals("2") || code.asText().equals("STATUS_CODE_ERROR"),
                attributes(span),
                field(span, "droppedAttributesCount").asLong() != 0,
                List.copyOf(moments),
                resource);
    }

    private static Signals logs(JsonNode root) {
        List<Log> logs = new ArrayList<>();
        for (JsonNode group : array(root, "resourceLogs")) {
            Attributes resource = attributes(field(group, "resource"));
            for (JsonNode scope : array(group, "scopeLogs")) {
                for (JsonNode log : array(scope, "logRecords")) {
                    logs.add(log(logs.size(), log, resource));
                }
            }
        }
        return Signals.ofLogs(logs);
    }

    private static Log log(int element, JsonNode log, Attributes resource) {
        long time = nanos(log, "timeUnixNano");
        return new Log(
                element,
                Link.of(id(log, "traceId"), id(log, "spanId"), ""),
                time == 0 ? nanos(log, "observedTimeUnixNano") : time,
                text(log, "eventName"),
                any(field(log, "body"), 0),
                attributes(log),
                resource);
    }

    private static Attributes attributes(JsonNode owner) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        for (JsonNode entry : array(owner, "attributes")) {
            attributes.putIfAbsent(text(entry, "key"), any(field(entry, "value"), 0));
        }
        return new Attributes(attributes);
    }

    private static JsonNode any(JsonNode value, int depth) {
        if (depth > DEEPEST) {
            throw bad("a value is nested deeper than " + DEEPEST + " levels");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode held = entry.getValue();
            switch (entry.getKey()) {
                case "stringValue", "string_value", "bytesValue", "bytes_value" -> {
                    return NODES.textNode(text(value, entry.getKey()));
                }
                case "boolValue", "bool_value" -> {
                    return NODES.booleanNode(held.asBoolean());
                }
                case "intValue", "int_value" -> {
                    return NODES.numberNode(whole(held, entry.getKey()));
                }
                case "doubleValue", "double_value" -> {
                    return NODES.numberNode(real(held));
                }
                case "arrayValue", "array_value" -> {
                    ArrayNode array = NODES.arrayNode();
                    for (JsonNode element : array(held, "values")) {
                        array.add(any(element, depth + 1));
                    }
                    return array;
                }
                case "kvlistValue", "kvlist_value" -> {
                    ObjectNode object = NODES.objectNode();
                    for (JsonNode element : array(held, "values")) {
                        object.set(text(element, "key"), any(field(element, "value"), depth + 1));
                    }
                    return object;
                }
                default -> {
                    // Another kind of value than is known yet.
                }
            }
        }
        return NODES.nullNode();
    }

    private static double real(JsonNode held) {
        if (held.isNumber()) {
            return held.doubleValue();
        }
        // Protobuf's JSON writes what JSON has no number for as text.
        try {
            return Double.parseDouble(held.asText());
        } catch (NumberFormatException e) {
            throw bad("doubleValue must be a number");
        }
    }

    private static long whole(JsonNode held, String key) {
        if (held.isIntegralNumber() && held.canConvertToLong()) {
            return held.longValue();
        }
        try {
            return Long.parseLong(held.asText());
        } catch (NumberFormatException e) {
            throw bad(key + " must be an integer of 64 bits");
        }
    }

    private static long nanos(JsonNode owner, String key) {
        JsonNode held = field(owner, key);
        if (held.isMissingNode() || held.isNull()) {
            return 0;
        }
        try {
            BigInteger nanos = held.isNumber() ? held.bigIntegerValue() : new BigInteger(held.asText());
            if (nanos.signum() >= 0 && nanos.bitLength() <= Long.SIZE) {
                return nanos.longValue();
            }
        } catch (NumberFormatException e) {
            // Said below: it is not a number of the right kind either.
        }
        throw bad(key + " must be nanoseconds, an unsigned integer of 64 bits");
    }

    private static String id(JsonNode owner, String key) {
        String id = text(owner, key).toLowerCase(Locale.ROOT);
        if (!id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw bad(key + " must be hexadecimal");
        }
        return id;
    }

    private static String text(JsonNode owner, String key) {
        JsonNode held = field(owner, key);
        if (held.isMissingNode() || held.isNull()) {
            return "";
        }
        if (!held.isTextual()) {
            throw bad(key + " must be a string");
        }
        return held.textValue();
    }

    private static JsonNode array(JsonNode owner, String key) {
        JsonNode held = field(owner, key);
        if (!held.isMissingNode() && !held.isNull() && !held.isArray()) {
            throw bad(key + " must be an array");
        }
        return held;
    }

    private static JsonNode field(JsonNode owner, String key) {
        JsonNode held = owner.path(key);
        return held.isMissingNode() ? owner.path(snake(key)) : held;
    }

    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        camel.chars().forEach(c -> {
            if (c >= 'A' && c <= 'Z') {
                snake.append('_').append((char) (c + 'a' - 'A'));
            } else {
                snake.append((char) c);
            }
        });
        return snake.toString();
    }

    private static BadEventException bad(String message) {
        return new BadEventException(Reason.UNPARSABLE, message);
    }
}
