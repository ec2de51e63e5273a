/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import io.leeway.app.config.AlertFormat;
import io.leeway.schemas.DriftAlert;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of an alert: CloudEvents 1.0 in the binary content mode of its Kafka binding, and the trace of the first
 * exemplar as {@code traceparent} (W3C Trace Context), so that generic tools can route alerts without reading them.
 */
final class CloudEvents {

    // All zeros is how tracers write that there is no trace; Trace Context forbids passing it on.
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final int SPAN_DIGITS = 16;

    private CloudEvents() {}

    static Headers headers(String subject, DriftAlert alert, AlertFormat format) {
        String transition = alert.getTransition().name().toLowerCase(Locale.ROOT);
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(
                headers,
                "ce_id",
                alert.getAlertId() + "-" + transition + "-"
                        + alert.getUpdatedAt().toEpochMilli());
        add(headers, "ce_source", "/leeway/" + alert.getApplication());
        add(headers, "ce_type", "io.leeway.alert." + transition);
        add(headers, "ce_time", alert.getUpdatedAt().toString());
        add(headers, "ce_subject", subject);
        add(headers, "ce_dataschema", "urn:leeway:schema:" + DriftAlert.class.getSimpleName());
        add(headers, "content-type", format == AlertFormat.JSON ? "application/json" : "application/avro");
        alert.getExemplars().stream()
                .map(exemplar -> exemplar.getTraceId())
                .filter(trace -> trace != null && TRACE_ID.matcher(trace).matches())
                .findFirst()
                .ifPresent(trace -> add(
                        headers,
                        "traceparent",
                        "00-" + trace + "-" + alert.getAlertId().substring(0, SPAN_DIGITS) + "-01"));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
