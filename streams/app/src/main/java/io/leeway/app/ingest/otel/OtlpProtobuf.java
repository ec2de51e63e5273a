/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.ingest.otel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.leeway.app.ingest.BadEventException;
import io.leeway.app.ingest.BadEventException.Reason;
import io.leeway.app.ingest.otel.Signals.Link;
import io.leeway.app.ingest.otel.Signals.Log;
import io.leeway.app.ingest.otel.Signals.Moment;
import io.leeway.app.ingest.otel.Signals.Span;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads OTLP protobuf. A request to export traces has the bytes of {@code TracesData}, one to export logs those of
 * {@code LogsData}. The library refuses what is nested deeper than 100 messages, so that nothing here can be.
 */
final class OtlpProtobuf {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OtlpProtobuf() {}

    /**
     * Reads a record.
     *
     * @throws BadEventException if it is neither traces nor logs
     */
    static Signals read(byte[] bytes) {
        try {
            return switch (OtlpShape.of(bytes)) {
                case SPANS -> spans(TracesData.parseFrom(bytes));
                case LOGS -> logs(LogsData.parseFrom(bytes));
                case METRICS ->
                    throw new BadEventException(
                            Reason.UNPARSABLE, "OTLP metrics, or another signal that is neither traces nor logs");
                case EMPTY -> Signals.ofSpans(List.of());
            };
        } catch (IOException e) {
            // The library's messages name what is wrong with the encoding and quote nothing, but they are not ours.
            throw new BadEventException(Reason.UNPARSABLE, "not OTLP protobuf, " + bytes.length + " bytes");
        }
    }

    private static Signals spans(TracesData data) {
        List<Span> spans = new ArrayList<>();
        data.getResourceSpansList().forEach(group -> {
            Attributes resource = attributes(group.getResource().getAttributesList());
            group.getScopeSpansList().forEach(scope -> scope.getSpansList()
                    .forEach(span -> spans.add(span(spans.size(), span, resource))));
        });
        return Signals.ofSpans(spans);
    }

    private static Span span(int element, io.opentelemetry.proto.trace.v1.Span span, Attributes resource) {
        return new Span(
                element,
                Link.of(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId())),
                span.getTraceState(),
                span.getName(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
                attributes(span.getAttributesList()),
                span.getDroppedAttributesCount() != 0,
                span.getEventsList().stream()
                        .map(event -> new Moment(event.getName(), attributes(event.getAttributesList())))
                        .toList(),
                resource);
    }

    private static Signals logs(LogsData data) {
        List<Log> logs = new ArrayList<>();
        data.getResourceLogsList().forEach(group -> {
            Attributes resource = attributes(group.getResource().getAttributesList());
            group.getScopeLogsList().forEach(scope -> scope.getLogRecordsList()
                    .forEach(log -> logs.add(log(logs.size(), log, resource))));
        });
        return Signals.ofLogs(logs);
    }

    private static Log log(int element, LogRecord log, Attributes resource) {
        return new Log(
                element,
                Link.of(hex(log.getTraceId()), hex(log.getSpanId()), ""),
                log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano(),
                log.getEventName(),
                json(log.getBody()),
                attributes(log.getAttributesList()),
                resource);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Attributes attributes(List<KeyValue> list) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        list.forEach(entry -> attributes.putIfAbsent(entry.getKey(), json(entry.getValue())));
        return new Attributes(attributes);
    }

    private static JsonNode json(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> NODES.textNode(value.getStringValue());
            case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
            case INT_VALUE -> NODES.numberNode(value.getIntValue());
            case DOUBLE_VALUE -> NODES.numberNode(value.getDoubleValue());
            case ARRAY_VALUE -> {
                ArrayNode array = NODES.arrayNode(value.getArrayValue().getValuesCount());
                value.getArrayValue().getValuesList().forEach(element -> array.add(json(element)));
                yield array;
            }
            case KVLIST_VALUE -> {
                ObjectNode object = NODES.objectNode();
                value.getKvlistValue()
                        .getValuesList()
                        .forEach(entry -> object.set(entry.getKey(), json(entry.getValue())));
                yield object;
            }
            case BYTES_VALUE ->
                NODES.textNode(
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            // Indexes into a table that only profiles have.
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> NODES.nullNode();
        };
    }
}
