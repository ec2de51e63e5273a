/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

import static io.leeway.app.alert.AlertFixtures.MINUTE;
import static io.leeway.app.alert.AlertFixtures.RUN;
import static io.leeway.app.alert.AlertFixtures.START;
import static io.leeway.app.alert.AlertFixtures.STREAM;
import static io.leeway.app.alert.AlertFixtures.TRACE;
import static io.leeway.app.alert.AlertFixtures.evaluation;
import static io.leeway.app.alert.AlertFixtures.evidence;
import static io.leeway.app.alert.AlertFixtures.opened;
import static io.leeway.app.alert.AlertFixtures.pane;
import static io.leeway.app.alert.AlertFixtures.tested;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.config.AlertFormat;
import io.leeway.app.config.Links;
import io.leeway.app.service.StageContext;
import io.leeway.schemas.DriftAlert;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.MonitorSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class AlertProcessorTest {

    @Test
    void shouldTakeTextsOutUnlessTheyMayBeQuoted() {
        assertThat(sent(Quoting.TEXTS).get(0).value()).satisfies(alert -> {
            assertThat(alert.getExemplars().get(0).getExcerpt()).isEqualTo("I lost my card");
            assertThat(alert.getTopics().get(0).getTerms()).containsExactly("lost card");
        });
        assertThat(sent(Quoting.NOTHING).get(0).value()).satisfies(alert -> {
            assertThat(alert.getExemplars().get(0).getEventId()).isEqualTo("e-1");
            assertThat(alert.getExemplars().get(0).getExcerpt()).isNull();
            assertThat(alert.getTopics().get(0).getExemplars()).containsExactly("e-1");
            assertThat(alert.getTopics().get(0).getTerms()).isEmpty();
        });
    }

    @Test
    void shouldQuoteFingerprintsAlone() {
        assertThat(sent(Quoting.FINGERPRINTS).get(0).value()).satisfies(alert -> {
            assertThat(alert.getExemplars().get(0).getExcerpt()).isNull();
            assertThat(alert.getTopics().get(0).getTerms()).isEmpty();
        });
    }

    @Test
    void shouldLabelAlertsAndLetNothingElsePass() {
        List<Record<? extends String, ? extends DriftAlert>> sent = sent(Quoting.TEXTS);

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).key()).isEqualTo("support|v2|numbers");
        assertThat(sent.get(0).timestamp()).isEqualTo(11);
        assertThat(sent.get(0).headers().lastHeader("content-type").value())
                .isEqualTo("application/json".getBytes(StandardCharsets.UTF_8));
    }

    private static List<Record<? extends String, ? extends DriftAlert>> sent(Quoting quoting) {
        Tested reason = tested("number:latency", Detector.LADDER, 1e-9);
        List<Outcome> outcomes = new Outcomes(RUN, Links.NONE)
                .of(
                        STREAM,
                        MonitorSettings.DEFAULTS,
                        pane(0),
                        evaluation(
                                0,
                                List.of(reason),
                                List.of(opened(Family.NUMBERS, START + MINUTE, reason)),
                                Map.of(Family.NUMBERS, evidence(reason, TRACE))),
                        OpenAlerts.inMemory());
        StageContext<String, DriftAlert> stage = StageContext.of(0);
        AlertProcessor processor = new AlertProcessor(AlertFormat.JSON, quoting);
        processor.init(stage.context());

        outcomes.forEach(outcome -> processor.process(new Record<>(STREAM, outcome, 11)));

        assertThat(outcomes).hasSize(4);
        return stage.sent();
    }
}
