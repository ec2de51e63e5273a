/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import static io.leeway.app.alert.AlertFixtures.MINUTE;
import static io.leeway.app.alert.AlertFixtures.RUN;
import static io.leeway.app.alert.AlertFixtures.START;
import static io.leeway.app.alert.AlertFixtures.STREAM;
import static io.leeway.app.alert.AlertFixtures.TRACE;
import static io.leeway.app.alert.AlertFixtures.evidence;
import static io.leeway.app.alert.AlertFixtures.opened;
import static io.leeway.app.alert.AlertFixtures.tested;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.AlertFormat;
import io.leeway.app.config.Links;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static DriftAlert alert(String... traces) {
        Tested reason = tested("number:latency", Detector.LADDER, 1e-9);
        return new Alerts(RUN, Links.NONE)
                .opened(
                        STREAM,
                        MonitorSettings.DEFAULTS,
                        opened(Family.NUMBERS, START + MINUTE, reason),
                        evidence(reason, traces));
    }

    private static Map<String, String> headers(DriftAlert alert, AlertFormat format) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : CloudEvents.headers("support|v2|numbers", alert, format)) {
            assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)))
                    .as("a second %s", header.key())
                    .isNull();
        }
        return headers;
    }

    @Test
    void shouldCarryTheAttributesOfACloudEvent() {
        DriftAlert alert = alert(TRACE);
        String id = alert.getAlertId();

        assertThat(headers(alert, AlertFormat.AVRO))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id + "-opened-" + (START + MINUTE),
                        "ce_source", "/leeway/leeway",
                        "ce_type", "io.leeway.alert.opened",
                        "ce_time", "2026-01-01T00:01:00Z",
                        "ce_subject", "support|v2|numbers",
                        "ce_dataschema", "urn:leeway:schema:DriftAlert",
                        "content-type", "application/avro",
                        "traceparent", "00-" + TRACE + "-" + id.substring(0, 16) + "-01"));
    }

    @Test
    void shouldSayWhatTheContentIs() {
        assertThat(headers(alert(), AlertFormat.JSON)).containsEntry("content-type", "application/json");
    }

    @Test
    void shouldTellTransitionsOfOneAlertApart() {
        DriftAlert open = alert();
        DriftAlert resolved = Alerts.resolved(open, Instant.ofEpochMilli(START + 5 * MINUTE), "recovered");

        Map<String, String> headers = headers(resolved, AlertFormat.AVRO);

        assertThat(headers)
                .containsEntry("ce_type", "io.leeway.alert.resolved")
                .containsEntry("ce_time", "2026-01-01T00:05:00Z");
        assertThat(headers.get("ce_id"))
                .isNotEqualTo(headers(open, AlertFormat.AVRO).get("ce_id"));
    }

    @Test
    void shouldTellAnAcknowledgementFromAnotherUpdateAtTheSameTime() {
        DriftAlert updated = Alerts.copy(alert())
                .setTransition(AlertTransition.UPDATED)
                .setUpdatedAt(Instant.ofEpochMilli(START + 5 * MINUTE))
                .build();
        DriftAlert byAna = Alerts.copy(updated)
                .setAcknowledgedBy("ana")
                .setAcknowledgedAt(Instant.ofEpochMilli(START))
                .build();
        DriftAlert byBo = Alerts.copy(byAna).setAcknowledgedBy("bo").build();

        assertThat(List.of(CloudEvents.id(updated), CloudEvents.id(byAna), CloudEvents.id(byBo)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith(updated.getAlertId() + "-updated-" + (START + 5 * MINUTE)));
        assertThat(CloudEvents.id(Alerts.copy(byAna).build())).isEqualTo(CloudEvents.id(byAna));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "trace-1",
                "0AF7651916CD43DD8448EB211C80319C",
                "0af7651916cd43dd8448eb211c80319",
                "0af7651916cd43dd8448eb211c80319c0",
                "00000000000000000000000000000000"
            })
    void shouldNotPassOnWhatIsNoTraceId(String trace) {
        assertThat(headers(alert(trace), AlertFormat.AVRO)).doesNotContainKey("traceparent");
        assertThat(headers(alert(trace, TRACE), AlertFormat.AVRO).get("traceparent"))
                .contains(TRACE);
    }
}
