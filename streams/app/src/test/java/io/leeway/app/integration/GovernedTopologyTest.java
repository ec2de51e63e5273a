/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.app.alert.Outcome;
import io.leeway.app.config.LeewayConfig;
import io.leeway.app.control.ControlCommands;
import io.leeway.app.replay.Replay;
import io.leeway.app.service.DrivenTopology;
import io.leeway.app.service.LeewayMetrics;
import io.leeway.app.service.Ports;
import io.leeway.app.topic.Topics;
import io.leeway.models.Embedder;
import io.leeway.models.HashingEmbedder;
import io.leeway.schemas.AlertTransition;
import io.leeway.schemas.AuditRecord;
import io.leeway.schemas.CommandKind;
import io.leeway.schemas.ControlCommand;
import io.leeway.schemas.DriftAlert;
import io.leeway.schemas.DriftReport;
import io.leeway.schemas.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands through the whole topology, and through a replay of the same events and commands. */
class GovernedTopologyTest {

    private static final String AGENT = "support";
    private static final Traffic TRAFFIC = new Traffic(AGENT, Traffic.START, 420, 120);
    private static final Instant NOW = TRAFFIC.start().plus(Traffic.PANE.multipliedBy(1_000));

    @TempDir
    private Path stateDir;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Embedder embedder = HashingEmbedder.of(64);
    private final List<Traffic.Event> events = TRAFFIC.events();
    private LeewayConfig config;
    private Topics topics;
    private DrivenTopology topology;
    private TestInputTopic<byte[], byte[]> inputs;
    private TestInputTopic<byte[], byte[]> control;
    private int sent;

    @BeforeEach
    void start() {
        config = LeewayConfig.parse("test", """
                defaults:
                  windows: [10m]
                  references: {trailing: {length: 3h, gap: 20m}}
                """, Map.of(), Map.of("state-dir", stateDir.toString()));
        topics = Topics.of(config);
        topology = new DrivenTopology(config, ports(), NOW);
        inputs = topology.input("agent-inputs");
        control = topology.input("leeway.control");
    }

    @AfterEach
    void stop() {
        topology.close();
        embedder.close();
    }

    private Ports ports() {
        return DrivenTopology.ports(embedder, Clock.fixed(NOW, ZoneOffset.UTC), new LeewayMetrics(meters));
    }

    private static Instant minute(int number) {
        return TRAFFIC.start().plus(Traffic.PANE.multipliedBy(number));
    }

    private void sendUntil(int minute) {
        while (sent < events.size() && events.get(sent).at().isBefore(minute(minute))) {
            inputs.pipeInput(null, events.get(sent++).json().getBytes(StandardCharsets.UTF_8), NOW);
        }
    }

    private void order(ControlCommand command) {
        // Whatever its key is, a command finds its way.
        control.pipeInput(new byte[] {7}, Records.CONTROL_COMMAND.encode(command), NOW);
    }

    private <V> List<V> written(Topics.Topic<?, V> topic) {
        return topology.output(topic).readValuesToList();
    }

    private double count(String name, String... tags) {
        return Cluster.count(meters, name, tags);
    }

    @Test
    void shouldAcceptAndRollBackAsTheReplayDoes() {
        ControlCommand mute = ControlCommands.of("k-0", CommandKind.MUTE, AGENT)
                .setUntil(minute(135))
                .setNotBefore(minute(110))
                .build();
        ControlCommand acknowledge = ControlCommands.of("k-1", CommandKind.ACKNOWLEDGE, AGENT)
                .setNotBefore(minute(150))
                .build();
        ControlCommand accept = ControlCommands.of("k-2", CommandKind.ACCEPT, AGENT)
                .setReason("new product")
                .setNotBefore(minute(180))
                .build();
        ControlCommand back = ControlCommands.of("k-3", CommandKind.ROLL_BACK, AGENT)
                .setVersion(1)
                .setNotBefore(minute(380))
                .build();
        List<ControlCommand> commands = List.of(mute, acknowledge, accept, back);
        // In the live run some come early, some in time, and one twice.
        order(mute);
        sendUntil(100);
        order(accept);
        sendUntil(151);
        order(acknowledge);
        sendUntil(200);
        order(accept);
        sendUntil(300);
        order(back);
        sendUntil(420);

        List<DriftAlert> alerts = written(topics.alerts());
        List<AuditRecord> audit = written(topics.audit());
        List<DriftReport> reports = written(topics.reports());
        assertThat(alerts).extracting(DriftAlert::getTransition).contains(AlertTransition.UPDATED);
        assertThat(alerts)
                .filteredOn(alert -> alert.getTransition() == AlertTransition.OPENED
                        && alert.getUpdatedAt().isBefore(minute(180)))
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert.getOpenedAt()).isBefore(minute(135));
                    assertThat(alert.getUpdatedAt())
                            .as("told when the mute ends")
                            .isEqualTo(minute(135));
                });
        assertThat(alerts)
                .filteredOn(alert -> alert.getTransition() == AlertTransition.RESOLVED)
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert.getResolvedAt()).isEqualTo(minute(181));
                    assertThat(alert.getResolution())
                            .startsWith("accepted by ana as pinned@2 from ")
                            .endsWith("on: new product");
                    assertThat(alert.getAcknowledgedBy()).isEqualTo("ana");
                });
        assertThat(alerts.stream().filter(alert -> alert.getUpdatedAt().isAfter(minute(181))))
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert.getTransition()).isEqualTo(AlertTransition.OPENED);
                    assertThat(alert.getOpenedAt()).isBetween(minute(381), minute(395));
                    assertThat(alert.getReference().getName()).isEqualTo("pinned@1");
                });
        assertThat(audit.stream().filter(record -> record.getCommandId() != null))
                .extracting(record -> record.getActor() + " " + record.getAction() + " " + record.getCommandId() + " "
                        + record.getRecordedAt())
                .containsExactly(
                        "ana mute k-0 " + minute(111),
                        "ana acknowledge k-1 " + minute(151),
                        "ana accept k-2 " + minute(181),
                        "ana roll-back k-3 " + minute(381));
        assertThat(audit)
                .filteredOn(record -> "k-2".equals(record.getCommandId()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.getBefore()).isEqualTo("trailing, kept as pinned@1");
                    assertThat(record.getAfter()).startsWith("pinned@2 from 2026-01-01T0");
                    assertThat(record.getReason()).isEqualTo("new product");
                    assertThat(record.getIssuedAt()).isEqualTo(ControlCommands.ISSUED);
                });
        assertThat(reports.get(120).getMutedUntil()).isEqualTo(minute(135));
        assertThat(reports.get(reports.size() - 1).getPinnedVersion()).isEqualTo(1);
        assertThat(count("leeway.commands")).isEqualTo(4);
        assertThat(count("leeway.commands.refused")).isZero();

        Said live = new Said();
        alerts.forEach(live::alert);
        audit.forEach(live::audit);
        reports.forEach(live::report);
        assertThat(replayed(commands)).isEqualTo(live);
    }

    @Test
    void shouldSetBadCommandsAsideAndSayWhatCannotBeDone() {
        sendUntil(30);
        control.pipeInput("accept it".getBytes(StandardCharsets.UTF_8));
        order(ControlCommands.of("k-1", CommandKind.MUTE, AGENT).build());
        order(ControlCommands.of("k-2", CommandKind.UNKNOWN, AGENT).build());
        order(ControlCommands.of("k-3", CommandKind.ACCEPT, "nobody").build());
        order(ControlCommands.of("k-4", CommandKind.ACCEPT, AGENT)
                .setAlertId("no-such-alert")
                .build());
        order(ControlCommands.of("k-5", CommandKind.ROLL_BACK, AGENT)
                .setVersion(3)
                .build());
        sendUntil(40);

        List<String> letters = topology.texts(topics.deadLetters().name());
        assertThat(letters)
                .satisfiesExactly(
                        letter -> assertThat(letter).contains("UNPARSABLE_COMMAND", "leeway.control"),
                        letter -> assertThat(letter).contains("INVALID_COMMAND", "until is missing"),
                        letter -> assertThat(letter).contains("UNKNOWN_COMMAND"));
        assertThat(count("leeway.dead.letters", "reason", "INVALID_COMMAND")).isEqualTo(1);
        assertThat(written(topics.audit()))
                .extracting(record -> record.getAction() + " " + record.getSubject() + ": " + record.getReason())
                .containsExactly(
                        "refuse accept: no input of this agent has been seen",
                        "refuse accept: no open incident is no-such-alert",
                        "refuse roll-back: pinned@3 has never been");
        assertThat(count("leeway.commands.refused")).isEqualTo(3);
    }

    private Said replayed(List<ControlCommand> commands) {
        Said said = new Said();
        try (Replay replay = new Replay(config, ports(), outcome -> {
            if (outcome instanceof Outcome.Alert alert) {
                said.alert(alert.value());
            } else if (outcome instanceof Outcome.Audit record) {
                said.audit(record.value());
            } else if (outcome instanceof Outcome.Report report) {
                said.report(report.value());
            }
        })) {
            commands.forEach(replay::command);
            events.forEach(event -> replay.accept(event.json().getBytes(StandardCharsets.UTF_8)));
        }
        return said;
    }

    /** Everything that was said, in order. */
    private record Said(List<String> alerts, List<String> audit, List<String> reports) {
        Said() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void alert(DriftAlert alert) {
            alerts.add(Records.DRIFT_ALERT.toJson(alert));
        }

        void audit(AuditRecord record) {
            audit.add(Records.AUDIT_RECORD.toJson(record));
        }

        void report(DriftReport report) {
            reports.add(Records.DRIFT_REPORT.toJson(report));
        }
    }
}
