/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.Records;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

    private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);
    private static final DriftAlert OPENED = AlertSamples.opened("support", 5);

    private static JsonNode body(Form form, DriftAlert alert) throws IOException {
        Payload payload = form.payload(PARTITION, new Delivery(AlertSamples.key(alert), alert));
        assertThat(payload.headers())
                .containsEntry(
                        "Idempotency-Key",
                        alert.getAlertId() + "-"
                                + alert.getTransition().name().toLowerCase(Locale.ROOT) + "-"
                                + alert.getUpdatedAt().toEpochMilli());
        return new ObjectMapper().readTree(payload.body());
    }

    @Test
    void shouldSendWebhooksAStructuredCloudEvent() throws IOException {
        JsonNode event = body(new WebhookForm(), OPENED);

        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("type").asText()).isEqualTo("io.leeway.alert.opened");
        assertThat(event.path("source").asText()).isEqualTo("/leeway/leeway");
        assertThat(event.path("subject").asText()).isEqualTo("support|v2|text");
        assertThat(event.path("time").asText()).isEqualTo("2026-01-01T00:05:00.250Z");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.path("traceparent").asText()).startsWith("00-" + AlertSamples.TRACE);
        assertThat(Records.DRIFT_ALERT.fromJson(event.path("data").toString())).isEqualTo(OPENED);
    }

    @Test
    void shouldSendSlackATextAndBlocksWithoutExcerptsAndWithMarkupEscaped() throws IOException {
        JsonNode message = body(new SlackForm(Optional.of("https://console/{agentId}?id={alertId}")), OPENED);

        assertThat(message.path("text").asText())
                .isEqualTo(
                        "[opened] input drift of support (v2): text of support &lt;moved&gt; &amp; grew, \u00fc\ud83d\ude80\nsince midnight");
        assertThat(message.path("blocks").path(0).at("/text/text").asText())
                .isEqualTo("Opened: input drift of support (v2)");
        assertThat(message.toString())
                .contains("812 to 900 &lt;ms&gt;")
                .contains("<https://console/support?id=" + OPENED.getAlertId() + "|Open the alert>")
                .contains(AlertSamples.TRACE)
                .contains("0.063 (gate 0.030)")
                .doesNotContain(AlertSamples.EXCERPT)
                .doesNotContain("<moved>");
        message.path("blocks")
                .forEach(block -> assertThat(block.path("type").asText()).isIn("header", "section", "context"));
    }

    @Test
    void shouldTellSlackWhenAnIncidentEnded() throws IOException {
        JsonNode message =
                body(new SlackForm(Optional.empty()), AlertSamples.later("sales", AlertTransition.RESOLVED, 5, 60));

        assertThat(message.path("text").asText()).startsWith("[resolved] input drift of sales: ");
        assertThat(message.toString())
                .contains("*Resolved*\\n2026-01-01T01:00:00Z")
                .doesNotContain("Open the alert");
    }

    @Test
    void shouldKeepWithinTheLengthsSlackAccepts() throws IOException {
        JsonNode message = body(new SlackForm(Optional.empty()), AlertSamples.opened("&".repeat(4000), 5));

        assertThat(message.path("text").asText()).hasSizeLessThanOrEqualTo(3000);
        assertThat(message.path("blocks").path(0).at("/text/text").asText()).hasSize(150);
        message.findValuesAsText("text").forEach(text -> assertThat(text).hasSizeLessThanOrEqualTo(3000));
    }

    @ParameterizedTest
    @CsvSource({"abc,3,abc", "abcd,3,ab…", "a\ud83d\ude80b\ud83d\ude80,3,a…", "a\ud83d\ude80bc,4,a\ud83d\ude80…"})
    void shouldCutBetweenCharacters(String text, int characters, String expected) {
        String cut = Words.cut(text, characters);

        assertThat(cut).isEqualTo(expected);
        assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
    }

    @Test
    void shouldEncodeWhatGoesIntoALink() {
        DriftAlert alert = AlertSamples.opened("a b/&?\u00fc", 0);

        assertThat(Words.link(Optional.of("https://c/{agentId}/{cohort}/{family}"), alert))
                .contains("https://c/a%20b%2F%26%3F%C3%BC/v2/text");
    }
}
