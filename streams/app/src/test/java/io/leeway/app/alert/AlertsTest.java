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

import io.leeway.app.config.Links;
import io.leeway.app.topic.StreamKey;
import io.leeway.schemas.AlertKind;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.Blame;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.ExemplarRole;
import io.leeway.schemas.MovedTopic;
import io.leeway.schemas.Records;
import io.leeway.schemas.TopicChange;
import io.leeway.stats.decide.DetectorKey.Detector;
import io.leeway.stats.decide.Family;
import io.leeway.stats.decide.Tested;
import io.leeway.stats.window.MonitorSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AlertsTest {

    private static final long OPENED_AT = START + MINUTE;
    private static final Tested REASON = tested("number:latency", Detector.LADDER, 1e-9);

    private static final Set<String> CHANGED_BY_RESOLVING =
            Set.of("transition", "updatedAt", "resolvedAt", "resolution");

    private static DriftAlert alert(RunIdentity run, StreamKey stream, Family family, long openedAt) {
        return new Alerts(run, Links.NONE)
                .opened(stream, MonitorSettings.DEFAULTS, opened(family, openedAt, REASON), evidence(REASON, TRACE));
    }

    private static DriftAlert alert() {
        return alert(RUN, STREAM, Family.NUMBERS, OPENED_AT);
    }

    @Test
    void shouldTellTheWholeStory() {
        DriftAlert alert = alert();

        assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED);
        assertThat(alert.getKind()).isEqualTo(AlertKind.DATA_QUALITY);
        assertThat(alert.getCause()).isEqualTo("truncation: 97 % of texts have 24 characters");
        assertThat(alert.getAgentId()).isEqualTo("support");
        assertThat(alert.getCohort()).isEqualTo("v2");
        assertThat(alert.getDetectorFamily()).isEqualTo("numbers");
        assertThat(alert.getOpenedAt()).isEqualTo(Instant.ofEpochMilli(OPENED_AT));
        assertThat(alert.getUpdatedAt()).isEqualTo(alert.getOpenedAt());
        assertThat(alert.getResolvedAt()).isNull();
        assertThat(alert.getProvisional()).isTrue();
        assertThat(alert.getWindow().getStart()).isEqualTo(Instant.ofEpochMilli(START - 19 * MINUTE));
        assertThat(alert.getWindow().getEnd()).isEqualTo(Instant.ofEpochMilli(START + MINUTE));
        assertThat(alert.getWindow().getEvents()).isEqualTo(120);
        assertThat(alert.getWindow().getEffectiveEvents()).isEqualTo(80.5);
        assertThat(alert.getReference().getName()).isEqualTo("trailing");
        assertThat(alert.getReference().getEvents()).isEqualTo(5000);
        assertThat(alert.getPValue()).isEqualTo(1e-9);
        assertThat(alert.getThreshold()).isEqualTo(1e-6);
        assertThat(alert.getEffect()).isEqualTo(0.2);
        assertThat(alert.getEffectGate()).isEqualTo(0.08);
        assertThat(alert.getExpectedRunLength()).isEqualTo("PT720H");
        assertThat(alert.getConfigVersion()).isEqualTo("c0ffee");
        assertThat(alert.getFeatureMap()).isEqualTo("map-1");
        assertThat(alert.getApplication()).isEqualTo("leeway");
        assertThat(alert.getSummary())
                .isEqualTo(
                        "numbers of support (v2) moved in the 120 events since 2025-12-31T23:41:00Z: number:latency:"
                                + " median 3 to 4.5 (effect 0.200, gate 0.080; p 1.0e-09, bound 1.0e-06; reference 5000 events)");
    }

    @Test
    void shouldListWhatMovedAndLeaveOutValuesThatThereAreNot() {
        assertThat(alert().getMovedFeatures()).hasSize(2);
        assertThat(alert().getMovedFeatures().get(0).getBefore()).isEqualTo(3.0);
        assertThat(alert().getMovedFeatures().get(0).getAfter()).isEqualTo(4.5);
        assertThat(alert().getMovedFeatures().get(1).getFeature()).isEqualTo("text");
        assertThat(alert().getMovedFeatures().get(1).getDetector()).isEqualTo("embedding");
        assertThat(alert().getMovedFeatures().get(1).getBefore()).isNull();
        assertThat(alert().getExemplars()).hasSize(1);
        assertThat(alert().getExemplars().get(0).getTraceId()).isEqualTo(TRACE);
        assertThat(alert().getExemplars().get(0).getRole()).isEqualTo(ExemplarRole.NEW);
        assertThat(alert().getExemplars().get(0).getExcerpt()).isEqualTo("I lost my card");
    }

    @Test
    void shouldSayWhatGrewWhoIsToBlameAndWhenItBegan() {
        DriftAlert alert = alert();

        assertThat(alert.getTopics())
                .containsExactly(
                        new MovedTopic(TopicChange.NEW, -1, 0.05, 0.25, 1e-9, List.of("e-1"), List.of("lost card")));
        assertThat(alert.getBlame()).isEqualTo(new Blame(0.25, 0.75, 0.0));
        assertThat(alert.getStrongestAt()).isEqualTo(Instant.ofEpochMilli(START + MINUTE));
        assertThat(alert.getFirstDriftedEventId()).isEqualTo("e-1");
        assertThat(alert.getFirstDriftedAt()).isEqualTo(Instant.ofEpochMilli(START + 5));
    }

    @Test
    void shouldLinkExemplarsByTheOperatorsTemplates() {
        Links links = new Links(
                Optional.of("https://traces/{traceId}"),
                Optional.of("https://chats/{agentId}/{sessionId}"),
                Optional.empty());

        assertThat(alert().getExemplars().get(0).getLink()).isNull();
        assertThat(link(links, TRACE)).isEqualTo("https://traces/" + TRACE);
        assertThat(link(links, null)).isEqualTo("https://chats/support/s-1");
    }

    private static String link(Links links, String trace) {
        return new Alerts(RUN, links)
                .opened(
                        STREAM,
                        MonitorSettings.DEFAULTS,
                        opened(Family.NUMBERS, OPENED_AT, REASON),
                        evidence(REASON, trace))
                .getExemplars()
                .get(0)
                .getLink();
    }

    @Test
    void shouldGiveTheSameAlertTheSameIdAndEveryOtherAnother() {
        List<DriftAlert> others = List.of(
                alert(),
                alert(RUN, STREAM, Family.TEXT, OPENED_AT),
                alert(RUN, STREAM, Family.NUMBERS, OPENED_AT + MINUTE),
                alert(RUN, new StreamKey("support", ""), Family.NUMBERS, OPENED_AT),
                alert(RUN, new StreamKey("supportv2", ""), Family.NUMBERS, OPENED_AT),
                alert(new RunIdentity("leeway", "other", "map-1"), STREAM, Family.NUMBERS, OPENED_AT),
                alert(new RunIdentity("other", "c0ffee", "map-1"), STREAM, Family.NUMBERS, OPENED_AT));
        Set<String> ids = new TreeSet<>();
        others.forEach(alert -> ids.add(alert.getAlertId()));

        assertThat(ids).hasSize(others.size()).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(alert().getAlertId()).isEqualTo(alert().getAlertId());
    }

    @Test
    void shouldKeepTheContentOfAnAlertThatIsResolved() {
        DriftAlert open = alert();
        Instant at = open.getOpenedAt().plusSeconds(3600);

        DriftAlert resolved = Alerts.resolved(open, at, "recovered");

        assertThat(resolved.getTransition()).isEqualTo(AlertTransition.RESOLVED);
        assertThat(resolved.getResolvedAt()).isEqualTo(at);
        assertThat(resolved.getUpdatedAt()).isEqualTo(at);
        for (Schema.Field field : open.getSchema().getFields()) {
            if (!CHANGED_BY_RESOLVING.contains(field.name())) {
                assertThat(resolved.get(field.pos())).as(field.name()).isEqualTo(open.get(field.pos()));
            }
        }
    }

    @Test
    void shouldComeBackFromBothEncodings() {
        DriftAlert alert = alert();

        assertThat(Records.DRIFT_ALERT.decode(Records.DRIFT_ALERT.encode(alert)))
                .isEqualTo(alert);
        assertThat(Records.DRIFT_ALERT.fromJson(Records.DRIFT_ALERT.toJson(alert)))
                .isEqualTo(alert);
    }

    @Test
    void shouldHaveOneKeyForEachStreamAndFamily() {
        assertThat(OpenAlerts.key(STREAM, Family.NUMBERS)).isEqualTo("support|v2|numbers");
        assertThat(OpenAlerts.key(new StreamKey("a|b", ""), Family.TEXT)).isEqualTo("a%7Cb||text");
    }
}
