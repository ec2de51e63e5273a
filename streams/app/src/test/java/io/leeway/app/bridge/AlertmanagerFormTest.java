/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static io.leeway.app.bridge.AlertSamples.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.app.config.BridgeSettings;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AlertmanagerFormTest {

    private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);
    private static final BridgeSettings SETTINGS = new BridgeSettings(
            List.of(),
            BridgeSettings.Start.EARLIEST,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Optional.of("https://console/{alertId}"),
            0);

    private static AlertmanagerForm form(Instant now) {
        return new AlertmanagerForm(SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static JsonNode json(Payload payload) throws IOException {
        return new ObjectMapper().readTree(payload.body());
    }

    private static JsonNode post(AlertmanagerForm form, DriftAlert alert) throws IOException {
        Delivery delivery = new Delivery(AlertSamples.key(alert), alert);
        JsonNode alerts = json(form.payload(PARTITION, delivery));
        form.delivered(PARTITION, delivery);
        return alerts;
    }

    @Test
    void shouldOpenUntilAFewRemindersAreMissed() throws IOException {
        Instant now = START.plusSeconds(3600);
        DriftAlert alert = AlertSamples.opened("support", 5);

        JsonNode alerts = post(form(now), alert);

        assertThat(alerts).hasSize(1);
        assertThat(alerts.path(0).path("labels"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"alertname\":\"LeewayInputDrift\",\"severity\":\"warning\",\"agent\":\"support\","
                                + "\"cohort\":\"v2\",\"family\":\"text\",\"application\":\"leeway\"}"));
        assertThat(alerts.path(0).path("startsAt").asText()).isEqualTo("2026-01-01T00:05:00Z");
        assertThat(alerts.path(0).path("endsAt").asText()).isEqualTo("2026-01-01T01:04:00Z");
        assertThat(alerts.path(0).path("generatorURL").asText()).isEqualTo("https://console/" + alert.getAlertId());
        assertThat(alerts.path(0).at("/annotations/summary").asText()).isEqualTo(alert.getSummary());
        assertThat(alerts.path(0).at("/annotations/alert_id").asText()).isEqualTo(alert.getAlertId());
        assertThat(alerts.path(0).at("/annotations/traces").asText()).isEqualTo(AlertSamples.TRACE);
        assertThat(alerts.toString()).doesNotContain(AlertSamples.EXCERPT);
    }

    @Test
    void shouldEndTheAlertWithItsOldLabelsWhenALabelChanges() throws IOException {
        AlertmanagerForm form = form(START.plusSeconds(7200));
        post(form, AlertSamples.opened("support", 5));

        JsonNode alerts = post(form, AlertSamples.later("support", AlertTransition.ESCALATED, 5, 20));

        assertThat(alerts).hasSize(2);
        assertThat(alerts.path(0).at("/labels/severity").asText()).isEqualTo("warning");
        assertThat(alerts.path(0).path("endsAt").asText()).isEqualTo("2026-01-01T00:20:00Z");
        assertThat(alerts.path(1).at("/labels/severity").asText()).isEqualTo("critical");
        assertThat(alerts.path(1).path("endsAt").asText()).isEqualTo("2026-01-01T02:04:00Z");
    }

    @Test
    void shouldEndAResolvedAlertAndNotMentionItAgain() throws IOException {
        AlertmanagerForm form = form(START.plusSeconds(7200));
        post(form, AlertSamples.later("support", AlertTransition.ESCALATED, 5, 20));

        JsonNode alerts = post(form, AlertSamples.later("support", AlertTransition.RESOLVED, 5, 60));

        assertThat(alerts).hasSize(1);
        assertThat(alerts.path(0).path("endsAt").asText()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(form.reminders()).isEmpty();
    }

    @Test
    void shouldNotLetAnAlertFromTheFutureEndLater() throws IOException {
        AlertmanagerForm form = form(START);

        JsonNode alerts = post(form, AlertSamples.later("support", AlertTransition.RESOLVED, 5, 60));

        assertThat(alerts.path(0).path("startsAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(alerts.path(0).path("endsAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void shouldRemindOfWhatIsOpenInBatches() throws IOException {
        AlertmanagerForm form = form(START.plusSeconds(7200));
        for (int agent = 0; agent < 70; agent++) {
            post(form, AlertSamples.opened("agent-" + agent, 5));
        }
        form.ended(PARTITION, "agent-3|v2|text");

        List<String> agents = new ArrayList<>();
        for (Payload payload : form.reminders()) {
            assertThat(payload.headers()).isEmpty();
            json(payload).forEach(alert -> agents.add(alert.at("/labels/agent").asText()));
        }
        assertThat(form.reminders()).hasSize(2);
        assertThat(agents).hasSize(69).doesNotHaveDuplicates().doesNotContain("agent-3");

        form.forget(PARTITION);
        assertThat(form.reminders()).isEmpty();
    }
}
