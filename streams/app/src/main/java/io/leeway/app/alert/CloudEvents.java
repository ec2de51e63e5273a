/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.AlertFormat;
import io.leeway.app.ingest.EventDecoder;
import io.leeway.schemas.DriftAlert;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of an alert: CloudEvents 1.0 in the binary content mode of its Kafka binding, and the trace of the first
 * exemplar as {@code traceparent} (W3C Trace Context), so that generic tools can route alerts without reading them.
 */
public final class CloudEvents {

    // All zeros is how tracers write that there is no trace; Trace Context forbids passing it on.
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final int SPAN_DIGITS = 16;
    private static final int ACKNOWLEDGEMENT_DIGITS = 8;

    private CloudEvents() {}

    /**
     * The identity of a transition: the same whenever and however often it is written or forwarded. An incident may be
     * acknowledged at the pane at which it is updated otherwise, so who acknowledged it, and when, is part of it.
     */
    public static String id(DriftAlert alert) {
        return alert.getAlertId() + "-" + transition(alert) + "-"
                + alert.getUpdatedAt().toEpochMilli() + acknowledgement(alert);
    }

    private static String acknowledgement(DriftAlert alert) {
        if (alert.getAcknowledgedAt() == null) {
            return "";
        }
        String who = alert.getAcknowledgedBy() + "\n" + alert.getAcknowledgedAt();
        return "-" + EventDecoder.digest(who.getBytes(StandardCharsets.UTF_8)).substring(0, ACKNOWLEDGEMENT_DIGITS);
    }

    /** The context attributes of an alert, without the content type, in the order of the specification. */
    public static Map<String, String> attributes(String subject, DriftAlert alert) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id(alert));
        attributes.put("source", "/leeway/" + alert.getApplication());
        attributes.put("type", "io.leeway.alert." + transition(alert));
        attributes.put("time", alert.getUpdatedAt().toString());
        attributes.put("subject", subject);
        attributes.put("dataschema", "urn:leeway:schema:" + DriftAlert.class.getSimpleName());
        return attributes;
    }

    /** The trace of the first exemplar that has one, as W3C Trace Context writes it. */
    public static Optional<String> traceparent(DriftAlert alert) {
        return alert.getExemplars().stream()
                .map(exemplar -> exemplar.getTraceId())
                .filter(trace -> trace != null && TRACE_ID.matcher(trace).matches())
                .findFirst()
                .map(trace -> "00-" + trace + "-" + alert.getAlertId().substring(0, SPAN_DIGITS) + "-01");
    }

    /** The headers of the record with this alert. */
    public static Headers headers(String subject, DriftAlert alert, AlertFormat format) {
        Headers headers = new RecordHeaders();
        attributes(subject, alert).forEach((name, value) -> add(headers, "ce_" + name, value));
        add(headers, "content-type", format == AlertFormat.JSON ? "application/json" : "application/avro");
        traceparent(alert).ifPresent(parent -> add(headers, "traceparent", parent));
        return headers;
    }

    private static String transition(DriftAlert alert) {
        return alert.getTransition().name().toLowerCase(Locale.ROOT);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
